/**
 * What the client reads of a response. A `Response` is one; a transport that is no `fetch` gives no more than this.
 *
 * @example
 * const transport: Fetch = async (url, init) => {
 *   const response: ResponseLike = await fetch(url, init as RequestInit);
 *   return response;
 * };
 */
export interface ResponseLike {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  /** `opaqueredirect`: a browser hides everything about a redirect that it does not follow. */
  readonly type: string;
  readonly headers: HeadersLike;
  /** `null` where the response can have none. */
  readonly body: ByteBody | null;
  /** All of the body; once, instead of reading it. @param maxBytes - a transport of ours fails beyond it. */
  arrayBuffer(maxBytes?: number): Promise<ArrayBuffer>;
}

/**
 * The part of `Headers` that the client uses.
 *
 * @example
 * const requestIdOf = (headers: HeadersLike) => headers.get("x-request-id") ?? headers.get("apim-request-id");
 */
export interface HeadersLike extends Iterable<[string, string]> {
  /** Returns the value of a header, whatever the case of its name. */
  get(name: string): string | null;
}

export interface ByteBody {
  getReader(): ByteReader;
}

/** Bytes, read when they are asked for. Cancelling closes the connection. */
export interface ByteReader {
  read(): Promise<{ done: false; value: Uint8Array } | { done: true; value?: Uint8Array | undefined }>;
  cancel(reason?: unknown): Promise<void>;
}

/** One attempt as it travels. A redirect is a response like any other. */
export interface Attempt {
  method: string;
  /** By lower-case name. */
  headers: ReadonlyMap<string, string>;
  /** `null` where there is none. */
  body: string | ArrayBuffer | null;
  redirect: "manual";
}

/** Notifies a transport that an attempt was cancelled. It is cheaper than an `AbortSignal`, which is made only if it is read. */
export interface Cancellation {
  readonly aborted: boolean;
  readonly reason: unknown;
  /** Called once on cancellation; the transport sets it. */
  onAbort: ((reason: unknown) => void) | undefined;
  readonly signal: AbortSignal;
}

/** HTTP transport: sends a request to a server. The only part of the client that uses the network. */
export interface Transport {
  fetch(url: string, attempt: Attempt, cancellation: Cancellation): Promise<ResponseLike>;
  /** Whether that is a `fetch`, the platform's or the caller's. */
  usesFetch(): boolean;
}

/**
 * A `fetch` of the caller's.
 *
 * @example
 * const logged: Fetch = async (url, init) => {
 *   console.log(init?.method, url);
 *   return fetch(url, init as RequestInit);
 * };
 * createClient({ endpoint, credential, fetch: logged });
 */
export type Fetch = (url: string, init: RequestInit) => Promise<ResponseLike>;
