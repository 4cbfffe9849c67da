/** An attempt that is about to be sent. Headers that may hold a secret are `REDACTED`; no event contains a body. */
export interface RequestEvent {
  type: "request";
  method: string;
  /** Without its query. */
  url: string;
  /** Counted from 1. Followed redirects and renewed tokens count too. */
  attempt: number;
  headers: Readonly<Record<string, string>>;
}

/** The end of an attempt: a response or a failure. */
export interface ResponseEvent {
  type: "response";
  method: string;
  url: string;
  attempt: number;
  /** Milliseconds until the headers of a stream, or the whole of any other response. */
  durationMs: number;
  /** Absent if no response came. */
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** Why no response came: `network`, `timeout` or `deadline`, or the name of another error. */
  failure?: string;
}

/** A wait before another attempt. */
export interface RetryEvent {
  type: "retry";
  method: string;
  url: string;
  /** The attempt that failed. */
  attempt: number;
  /** Milliseconds until the next. */
  waitMs: number;
  status?: number;
  failure?: string;
}

/** Any event of an observer. */
export type ClientEvent = RequestEvent | ResponseEvent | RetryEvent;
