import { onAbort } from "./abort.ts";
import { Cancel } from "./cancel.ts";
import { AbortError, ConfigurationError, ConnectionError, InferenceError, withoutQuery } from "./errors.ts";
import type { Attempt, ByteBody, ResponseLike, Transport } from "./transport.ts";

/** How long a call may take, in milliseconds; `Infinity` for no limit. */
export interface TimeLimits {
  /** One attempt: until the headers of a stream, or the whole body of any other answer. */
  timeoutMs: number;
  /** Unix milliseconds at which the whole call ends. */
  deadline: number;
}

/** An answer, and what ends its call. */
export interface Exchange {
  response: ResponseLike;
  /** The whole body, where it has been read; of a failure, its beginning. */
  bytes: Uint8Array | ArrayBuffer | undefined;
  /** Ends the call: the connection closes. */
  abort(reason: unknown): void;
  /** What a failure to read the body means. */
  explain(error: unknown): InferenceError;
  /** Takes back timers and listeners. An answer that is no stream has been released already. */
  release(): void;
}

/** Error bodies are kept up to this many bytes. */
const mostErrorBytes = 65_536;

class Expired {
  readonly what: "timeout" | "deadline";

  constructor(what: "timeout" | "deadline") {
    this.what = what;
  }
}

/**
 * Sends once. An answer that is not kept as a stream is read to its end, so that the time limit covers its body too.
 *
 * @param authorized - adds the credential; the time that it takes counts.
 */
export async function attempt(
  { fetch }: Transport,
  url: string,
  sent: Attempt,
  signal: AbortSignal | undefined,
  { timeoutMs, deadline }: TimeLimits,
  authorized: (cancel: Cancel) => Promise<void> | void,
  keepsStream: (response: ResponseLike) => boolean,
): Promise<Exchange> {
  const cancel = new Cancel();
  const timers = [
    startTimer(timeoutMs, () => cancel.abort(new Expired("timeout"))),
    startTimer(deadline - Date.now(), () => cancel.abort(new Expired("deadline"))),
  ];
  const unwatch = onAbort(signal, () => cancel.abort(signal?.reason));
  const release = (): void => {
    for (const timer of timers) clearTimeout(timer);
    unwatch();
  };
  let committed = false;
  const abort = (reason: unknown): void => cancel.abort(reason);
  const explain = (error: unknown): InferenceError => {
    if (signal?.aborted) return new AbortError(signal.reason);
    const { reason } = cancel;
    if (error instanceof InferenceError) return error;
    if (isMismatch(error))
      return new ConfigurationError(
        "fetch",
        "and its dispatcher are of different versions of undici: take both from one",
        error,
      );
    const [what, cause] = reason instanceof Expired ? [reason.what, undefined] : (["network", error] as const);
    return new ConnectionError(sent.method, withoutQuery(url), what, cause, committed);
  };
  try {
    signal?.throwIfAborted();
    await authorized(cancel);
    const response = await fetch(url, sent, cancel);
    committed = true;
    if (response.ok && keepsStream(response)) {
      clearTimeout(timers[0]);
      return { response, bytes: undefined, abort, explain, release };
    }
    const bytes = await bytesOf(response);
    release();
    return { response, bytes, abort, explain, release };
  } catch (error) {
    release();
    // What was begun and will not be read is closed.
    cancel.abort();
    throw explain(error);
  }
}

/** What undici says of a dispatcher that speaks another of its versions. */
const isMismatch = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && /^invalid on\w+ method$/.test(error.cause.message);

/** Of a success all, of a failure what is kept. */
async function bytesOf(response: ResponseLike): Promise<Exchange["bytes"]> {
  if (response.body === null) return undefined;
  return response.ok ? response.arrayBuffer() : readSome(response.body);
}

async function readSome(body: ByteBody): Promise<Uint8Array> {
  const reader = body.getReader();
  const bytes = new Uint8Array(mostErrorBytes);
  let length = 0;
  while (length < mostErrorBytes) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, length);
    bytes.set(value.subarray(0, mostErrorBytes - length), length);
    length += Math.min(value.length, mostErrorBytes - length);
  }
  await reader.cancel();
  return bytes;
}

/** Timers beyond 2^31 - 1 ms fire at once, so longer ones are not set at all. */
function startTimer(ms: number, expire: () => void): ReturnType<typeof setTimeout> | undefined {
  return ms > 2 ** 31 - 1 ? undefined : setTimeout(expire, Math.max(0, ms));
}

const decoder = new TextDecoder();

/** A body that has been read, as text. */
export const textOf = ({ bytes }: Exchange): string => decoder.decode(bytes);
