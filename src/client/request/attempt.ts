import { isProgrammingError, typeName, wordsOf } from "../credentials/caller.ts";
import type { Authorizer } from "../credentials/credentials.ts";
import type { TokenRequest } from "../credentials/token-cache.ts";
import { ConnectionError } from "../errors/connection-error.ts";
import { AbortError, ConfigurationError, InferenceError, withoutQuery } from "../errors/errors.ts";
import { onAbort } from "../transport/abort.ts";
import { TooLarge } from "../transport/too-large.ts";
import type { Attempt, ByteBody, Cancellation, ResponseLike, Transport } from "../transport/transport.ts";
import { readAll, readBeginning } from "./read.ts";

/** What an attempt is held to. */
export interface AttemptLimits {
  signal: AbortSignal | undefined;
  /** One attempt: milliseconds until the headers of a stream, or the whole body of any other response; `Infinity` for no limit. */
  timeoutMs: number;
  /** Unix milliseconds at which the whole call ends. */
  deadline: number;
  /** Which attempt it is, counted from 1. */
  attempts: number;
  /** Most bytes of a response that is not handed on as a stream. */
  maxResponseBytes: number;
  /** Whether a response is handed on as a stream, unread. */
  keepsStream(response: ResponseLike): boolean;
}

/** A response, and what ends its call. */
export interface Exchange {
  /** What was sent, so that errors can leave it out. */
  readonly sent: Pick<Attempt, "headers" | "body">;
  response: ResponseLike;
  /** The whole body, where it has been read; of a failure, its beginning. */
  bytes: Uint8Array | ArrayBuffer | undefined;
  /** Whether a failure's body is longer than what was read of it. */
  readonly incomplete: boolean;
  /** Ends the call: the connection closes. */
  abort(reason: unknown): void;
  /** What a failure to read the body means. */
  explain(error: unknown): InferenceError;
  /** Takes back timers and listeners. A response that is no stream has been released already. */
  release(): void;
}

/** The same, with some of its properties instead of its own. */
export const override = (exchange: Exchange, members: Partial<Exchange>): Exchange => ({
  sent: exchange.sent,
  response: exchange.response,
  bytes: exchange.bytes,
  incomplete: exchange.incomplete,
  abort: (reason) => exchange.abort(reason),
  explain: (error) => exchange.explain(error),
  release: () => exchange.release(),
  ...members,
});

/** Error bodies are kept up to this many bytes. */
const mostErrorBytes = 65_536;
/** An error's body may take this long, in milliseconds: its status is known, and the body only says more. */
const mostErrorMs = 10_000;

class TimeoutReason {
  readonly what: "timeout" | "deadline";

  constructor(what: "timeout" | "deadline") {
    this.what = what;
  }
}

/**
 * A running attempt, and its exchange once the response is there. A class, because with a thousand calls in flight, what each of
 * them holds costs more to collect than to make. An `AbortController` and its listener would cost a twentieth of a call on Node.
 */
class RunningAttempt implements Exchange, Cancellation {
  aborted = false;
  reason: unknown;
  onAbort: Cancellation["onAbort"];
  #controller: AbortController | undefined;
  readonly sent: Attempt;
  response!: ResponseLike;
  bytes: Exchange["bytes"];
  incomplete = false;
  /** Whether a response came. */
  committed = false;
  readonly #url: string;
  readonly #attempts: number;
  readonly #signal: AbortSignal | undefined;
  readonly #timeout: Timer;
  readonly #deadline: Timer;
  readonly #unwatch: (() => void) | undefined;

  constructor(url: string, sent: Attempt, { signal, timeoutMs, deadline, attempts }: AttemptLimits) {
    this.sent = sent;
    this.#url = url;
    this.#attempts = attempts;
    this.#signal = signal;
    this.#timeout = startTimer(timeoutMs, this, "timeout");
    this.#deadline = startTimer(deadline - Date.now(), this, "deadline");
    this.#unwatch = signal && onAbort(signal, () => this.abort(signal.reason));
  }

  abort(reason?: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.#controller?.abort(reason);
    this.onAbort?.(reason);
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.aborted) this.#controller.abort(this.reason);
    return this.#controller.signal;
  }

  /** Reads what is kept of a failure, which is a failure of that status whatever becomes of its body. */
  async readFailure(body: ByteBody): Promise<void> {
    const late = setTimeout(() => this.abort(new TimeoutReason("timeout")), mostErrorMs);
    const { bytes, incomplete, failure } = await readBeginning(body, mostErrorBytes);
    clearTimeout(late);
    if (this.#signal?.aborted) throw failure;
    this.bytes = bytes;
    this.incomplete = incomplete;
    if (failure !== undefined) this.abort();
  }

  /** The headers of a stream are there: its chunks have a limit of their own. */
  inTime(): void {
    clearTimeout(this.#timeout);
  }

  release(): void {
    clearTimeout(this.#timeout);
    clearTimeout(this.#deadline);
    this.#unwatch?.();
  }

  explain(error: unknown): InferenceError {
    if (this.#signal?.aborted) return new AbortError(this.#signal.reason);
    if (error instanceof InferenceError) return error;
    if (isMismatch(error))
      return new ConfigurationError(
        "fetch",
        "and its dispatcher are of different versions of undici: take both from one",
        error,
      );
    const { reason } = this;
    if (error instanceof TooLarge)
      return new ConnectionError(this.sent.method, withoutQuery(this.#url), "too_large", {
        cause: error,
        committed: true,
        attempts: this.#attempts,
      });
    if (!(reason instanceof TimeoutReason) && isProgrammingError(error))
      return new ConfigurationError("fetch", `threw ${wordsOf(error)}`, error);
    const [what, cause] = reason instanceof TimeoutReason ? [reason.what, undefined] : (["network", error] as const);
    return new ConnectionError(this.sent.method, withoutQuery(this.#url), what, {
      cause,
      committed: this.committed,
      attempts: this.#attempts,
    });
  }
}

/**
 * Sends once. A response that is not kept as a stream is read to its end, so that the time limit covers its body too; so it does
 * the time that the credential takes.
 *
 * @param asked - what a token is for.
 */
export async function attempt(
  { transport, authorizer }: { transport: Transport; authorizer: Authorizer },
  url: string,
  sent: Attempt & { headers: Map<string, string> },
  limits: AttemptLimits,
  asked: TokenRequest,
): Promise<Exchange | { error: InferenceError }> {
  const exchange = new RunningAttempt(url, sent, limits);
  try {
    limits.signal?.throwIfAborted();
    // A key is there at once.
    const authorized = authorizer.authorize(sent.headers, exchange, asked);
    if (authorized !== undefined) await authorized;
    const response = await transport.fetch(url, sent, exchange);
    if (typeof response?.headers?.get !== "function")
      throw new ConfigurationError("fetch", `must return a Response, not ${typeName(response)}`);
    exchange.response = response;
    exchange.committed = true;
    if (response.ok && limits.keepsStream(response)) exchange.inTime();
    else {
      if (response.ok) exchange.bytes = await readAll(response, limits.maxResponseBytes);
      else if (response.body !== null) await exchange.readFailure(response.body);
      exchange.release();
    }
    return exchange;
  } catch (error) {
    exchange.release();
    // What was begun and will not be read is closed.
    exchange.abort();
    return { error: exchange.explain(error) };
  }
}

/** What undici says of a dispatcher that speaks another of its versions. */
const isMismatch = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && /^invalid on\w+ method$/.test(error.cause.message);

type Timer = ReturnType<typeof setTimeout> | undefined;

/** Timers beyond 2^31 - 1 ms fire at once, so longer ones are not set at all. */
function startTimer(ms: number, attempt: RunningAttempt, what: TimeoutReason["what"]): Timer {
  return ms > 2 ** 31 - 1 ? undefined : setTimeout(() => attempt.abort(new TimeoutReason(what)), Math.max(0, ms));
}

let decoder: TextDecoder | undefined;

/** A body that has been read, as text. */
export function textOf({ bytes }: Exchange): string {
  // Not at import: Jest's environment of jsdom has no `TextDecoder`.
  decoder ??= new TextDecoder();
  return decoder.decode(bytes);
}
