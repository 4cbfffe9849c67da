import type { Exchange } from "./attempt.ts";
import { StreamError } from "./errors.ts";

export interface IdleTimer {
  start(): void;
  stop(): void;
  expired(): boolean;
}

/** Ends an exchange that is silent for too long. It runs while a read is pending, so that a consumer may take its time. */
export function startIdleTimer(ms: number, exchange: Exchange): IdleTimer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let expired = false;
  return {
    start: () => {
      if (ms === Number.POSITIVE_INFINITY) return;
      timer = setTimeout(() => {
        expired = true;
        exchange.abort(new Error("the stream stalled"));
      }, ms);
    },
    stop: () => clearTimeout(timer),
    expired: () => expired,
  };
}

export const stalled = (carried: { partial?: unknown } = {}): StreamError =>
  new StreamError("stalled", "Nothing came from the stream for longer than streamIdleTimeoutMs.", carried);
