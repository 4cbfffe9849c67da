/**
 * An attempt that is about to be sent. Headers that may hold a secret are `REDACTED`; no event contains a body.
 *
 * @example
 * const request = ({ method, url, attempt }: RequestEvent) => console.log(method, url, attempt);
 * createClient({ endpoint, credential, observe: { request } });
 */
export interface RequestEvent {
  type: "request";
  method: string;
  /** Without its query. */
  url: string;
  /** Counted from 1. Followed redirects and renewed tokens count too. */
  attempt: number;
  headers: Readonly<Record<string, string>>;
}

/**
 * The end of an attempt: a response or a failure.
 *
 * @example
 * const response = ({ status, durationMs }: ResponseEvent) => console.log(status, durationMs);
 * createClient({ endpoint, credential, observe: { response } });
 */
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

/**
 * A wait before another attempt.
 *
 * @example
 * const retry = ({ attempt, waitMs, status }: RetryEvent) => console.log(attempt, waitMs, status);
 * createClient({ endpoint, credential, observe: { retry } });
 */
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

/**
 * Any event of an observer.
 *
 * @example
 * const log = (event: ClientEvent) => console.log(event.type, event.url, event.attempt);
 * createClient({ endpoint, credential, observe: { request: log, response: log, retry: log } });
 */
export type ClientEvent = RequestEvent | ResponseEvent | RetryEvent;
