import type { AbortSignalLike } from "./abort-signal-like.ts";
import type { ChatCompletionsOutput, EmbeddingsResultOutput, ModelInfoOutput } from "./output-models.ts";

/** Header names in lower case. */
export type RawHttpHeaders = { [headerName: string]: string };
export type RawHttpHeadersInput = Record<string, string | number | boolean>;

/** Names are the same in whatever case. */
export interface HttpHeaders extends Iterable<[string, string]> {
  get(name: string): string | undefined;
  has(name: string): boolean;
  set(name: string, value: string | number | boolean): void;
  delete(name: string): void;
  toJSON(): RawHttpHeaders;
}

/** What was sent. */
export interface HttpRequest {
  url: string;
  method: "GET" | "PUT" | "POST" | "DELETE" | "PATCH" | "HEAD" | "OPTIONS";
  /** Without the credential. */
  headers: HttpHeaders;
  /** JSON as its text. */
  body?: string | ArrayBuffer;
  /** The header `x-ms-client-request-id`. */
  requestId: string;
  /** Milliseconds; 0 where the call gave none. */
  timeout: number;
  withCredentials: boolean;
  allowInsecureConnection?: boolean;
  abortSignal?: AbortSignalLike;
}

export type HttpResponse = {
  request: HttpRequest;
  headers: RawHttpHeaders;
  /** Parsed JSON, a text where it is none, or `undefined` where it is empty. */
  body: unknown;
  /** Digits, such as `"200"`. */
  status: string;
};

// biome-ignore lint/suspicious/noExplicitAny: as the retired package has it: who leaves the typed routes reads any body.
export type PathUncheckedResponse = HttpResponse & { body: any };

/** Arguments of `onResponse`. */
export interface FullOperationResponse {
  request: HttpRequest;
  status: number;
  headers: HttpHeaders;
  rawHeaders?: RawHttpHeaders;
  /** Not there for streams. */
  bodyAsText?: string | null;
  parsedBody?: PathUncheckedResponse["body"];
}

/** What went wrong, as a server nests it under `error`. */
export interface ErrorModel {
  code: string;
  message: string;
  target?: string;
  details: Array<ErrorModel>;
  innererror?: InnerError;
}

export interface InnerError {
  code: string;
  innererror?: InnerError;
}

/**
 * The body of a failure.
 *
 * Servers that write it flat are given `error` too: not part of the body's own properties, so that it is not printed and not
 * serialised. Of a body that is a text or empty there is none; `problemOf(response)` reads all formats.
 */
export interface ErrorResponse {
  error: ErrorModel;
  /** Properties that flat bodies have. */
  code?: string | number;
  message?: string;
  status?: string | number;
  statusCode?: number;
  detail?: unknown;
}

export interface GetChatCompletions200Response extends HttpResponse {
  status: "200";
  body: ChatCompletionsOutput;
}

export interface GetChatCompletionsDefaultHeaders {
  /** What went wrong, as a code. */
  "x-ms-error-code"?: string;
}

export interface GetChatCompletionsDefaultResponse extends HttpResponse {
  status: string;
  body: ErrorResponse;
  headers: RawHttpHeaders & GetChatCompletionsDefaultHeaders;
}

export interface GetModelInfo200Response extends HttpResponse {
  status: "200";
  body: ModelInfoOutput;
}

export interface GetModelInfoDefaultHeaders extends GetChatCompletionsDefaultHeaders {}

export interface GetModelInfoDefaultResponse extends HttpResponse {
  status: string;
  body: ErrorResponse;
  headers: RawHttpHeaders & GetModelInfoDefaultHeaders;
}

export interface GetEmbeddings200Response extends HttpResponse {
  status: "200";
  body: EmbeddingsResultOutput;
}

export interface GetEmbeddingsDefaultHeaders extends GetChatCompletionsDefaultHeaders {}

export interface GetEmbeddingsDefaultResponse extends HttpResponse {
  status: string;
  body: ErrorResponse;
  headers: RawHttpHeaders & GetEmbeddingsDefaultHeaders;
}

export interface GetImageEmbeddings200Response extends HttpResponse {
  status: "200";
  body: EmbeddingsResultOutput;
}

export interface GetImageEmbeddingsDefaultHeaders extends GetChatCompletionsDefaultHeaders {}

export interface GetImageEmbeddingsDefaultResponse extends HttpResponse {
  status: string;
  body: ErrorResponse;
  headers: RawHttpHeaders & GetImageEmbeddingsDefaultHeaders;
}
