import type { AbortSignalLike } from "./abort-signal-like.ts";
import type {
  ChatCompletionsNamedToolChoice,
  ChatCompletionsResponseFormat,
  ChatCompletionsToolChoicePreset,
  ChatCompletionsToolDefinition,
  ChatRequestMessage,
  EmbeddingEncodingFormat,
  EmbeddingInputType,
  ExtraParameters,
  ImageEmbeddingInput,
} from "./models.ts";
import type { FullOperationResponse, RawHttpHeadersInput } from "./responses.ts";

/** What any call may be given. */
export type RequestParameters = {
  /** They win over all that the client sets, save for the credential of a token. */
  headers?: RawHttpHeadersInput;
  /** The header of this name. Default `application/json`. */
  accept?: string;
  /** A JSON value, a text or bytes. */
  body?: unknown;
  /** A list travels as its values joined by commas; `undefined` and `null` are not sent. */
  queryParameters?: Record<string, unknown>;
  /** The header of this name. Default `application/json` for JSON, `application/octet-stream` for bytes. */
  contentType?: string;
  /** Whether a credential may travel over http to another machine. Default: the client's. */
  allowInsecureConnection?: boolean;
  /** Milliseconds until the headers of a stream, or the whole of any other response; 0 for no limit. Default 300000. */
  timeout?: number;
  abortSignal?: AbortSignalLike;
  /** Called with the response, whatever its status, before the call resolves. */
  onResponse?(rawResponse: FullOperationResponse, error?: unknown, legacyError?: unknown): void;
  /** Accepted and without effect: no spans are made. */
  tracingOptions?: object;
};

export interface GetChatCompletionsHeaders {
  /** What becomes of properties of the body that the contract does not know: `error`, `drop` or `pass-through`. */
  "extra-parameters"?: ExtraParameters;
}

export interface GetChatCompletionsBodyParam {
  body: {
    messages: Array<ChatRequestMessage>;
    frequency_penalty?: number;
    /** Read such a response with `asNodeStream()` or `asBrowserStream()`. */
    stream?: boolean;
    presence_penalty?: number;
    temperature?: number;
    top_p?: number;
    max_tokens?: number;
    response_format?: ChatCompletionsResponseFormat;
    stop?: string[];
    tools?: Array<ChatCompletionsToolDefinition>;
    tool_choice?: ChatCompletionsToolChoicePreset | ChatCompletionsNamedToolChoice;
    seed?: number;
    model?: string;
  };
}

export interface GetChatCompletionsHeaderParam {
  headers?: RawHttpHeadersInput & GetChatCompletionsHeaders;
}

export interface GetEmbeddingsHeaders extends GetChatCompletionsHeaders {}

export interface GetEmbeddingsBodyParam {
  body?: {
    input: string[];
    dimensions?: number;
    encoding_format?: EmbeddingEncodingFormat;
    input_type?: EmbeddingInputType;
    model?: string;
  };
}

export interface GetEmbeddingsHeaderParam {
  headers?: RawHttpHeadersInput & GetEmbeddingsHeaders;
}

export interface GetImageEmbeddingsHeaders extends GetChatCompletionsHeaders {}

export interface GetImageEmbeddingsBodyParam {
  body: {
    input: Array<ImageEmbeddingInput>;
    dimensions?: number;
    encoding_format?: EmbeddingEncodingFormat;
    input_type?: EmbeddingInputType;
    model?: string;
  };
}

export interface GetImageEmbeddingsHeaderParam {
  headers?: RawHttpHeadersInput & GetImageEmbeddingsHeaders;
}

/** `extra-parameters` in addition to the body, as public samples write it: it is sent as the header. */
interface ExtraParametersParam {
  "extra-parameters"?: ExtraParameters;
}

export type GetChatCompletionsParameters = GetChatCompletionsHeaderParam &
  GetChatCompletionsBodyParam &
  ExtraParametersParam &
  RequestParameters;
export type GetModelInfoParameters = RequestParameters;
export type GetEmbeddingsParameters = GetEmbeddingsHeaderParam &
  GetEmbeddingsBodyParam &
  ExtraParametersParam &
  RequestParameters;
export type GetImageEmbeddingsParameters = GetImageEmbeddingsHeaderParam &
  GetImageEmbeddingsBodyParam &
  ExtraParametersParam &
  RequestParameters;
