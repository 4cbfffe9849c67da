import { StreamError } from "../errors/stream-error.ts";
import type { Exchange } from "../request/attempt.ts";

export interface IdleTimer {
  /** A read is pending. */
  start(): void;
  /** It is no more. */
  stop(): void;
  /** No read will come. */
  end(): void;
  expired(): boolean;
}

/**
 * Ends an exchange that is silent for too long. Its time runs while a read is pending, so that a consumer may take its own.
 *
 * One timer serves many reads: one a read takes a tenth of the processor time of a stream whose chunks come one by one.
 */
export function startIdleTimer(ms: number, exchange: Exchange): IdleTimer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since: number | undefined;
  let expired = false;
  const look = (): void => {
    timer = undefined;
    if (since === undefined) return;
    const left = since + ms - performance.now();
    if (left > 0) timer = setTimeout(look, left);
    else {
      expired = true;
      exchange.abort(new Error("the stream stalled"));
    }
  };
  const stop = (): void => {
    since = undefined;
  };
  return {
    start: () => {
      if (ms === Number.POSITIVE_INFINITY) return;
      since = performance.now();
      timer ??= setTimeout(look, ms);
    },
    stop,
    end: () => {
      stop();
      clearTimeout(timer);
      timer = undefined;
    },
    expired: () => expired,
  };
}

export const stalled = (carried: { partial?: unknown } = {}): StreamError =>
  new StreamError("stalled", "The stream sent no data for longer than stream.idleTimeoutMs.", carried);
