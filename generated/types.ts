// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

/** Text, a list of text parts, or null if there are tool calls. */
export type AssistantMessageContent = (string | null) | TextContentItem[];
/** Audio data and its format. */
export interface AudioData {
    /** The bytes, base64-encoded. */
    data: string;
    /** The format of the bytes. */
    format: AudioFormat;
}
/** Audio data in the message. */
export interface AudioDataContentItem {
    /**
     * The type of the part.
     */
    type: "input_audio";
    /** The audio data and its format. */
    input_audio: AudioData;
}
/**
 * An audio format.
 *
 * Known values: `wav`, `mp3`; others may come.
 */
export type AudioFormat = "wav" | "mp3" | (string & {});
/** Audio of an earlier response, by its id. It also accepts the whole audio object of a response. */
export interface AudioReference {
    /** The id from the response. */
    id: string;
    [key: string]: unknown;
}
/** The URL of audio. */
export interface AudioUrl {
    /** An http(s) URL, or a data URL. */
    url: string;
}
/** Audio at a URL. */
export interface AudioUrlContentItem {
    /**
     * The type of the part.
     */
    type: "audio_url";
    /** The URL of the audio. */
    audio_url: AudioUrl;
}
/** A choice of a chat completion. */
export interface ChatChoice {
    /**
     * Format: int32
     * Index of the choice, from 0.
     */
    index: number;
    /** The reason why generation stopped. */
    finish_reason: FinishReason | null;
    /** The message. */
    message: ChatResponseMessage;
    /** Log probabilities of the tokens. */
    logprobs?: Logprobs | null;
    /** Results of the content filter for the response. */
    content_filter_results?: ContentFilterResults | null;
    /** Results of the content filter for the response, in the other spelling. */
    content_filter_result?: ContentFilterResults | null;
    [key: string]: unknown;
}
/** The response of a chat completion. */
export interface ChatCompletions {
    /** Id of the response. Empty on chunks with only annotations. */
    id: string;
    /** `chat.completion`, or `chat.completion.chunk` for a chunk. */
    object?: string | null;
    /**
     * Format: int64
     * Creation time, in Unix seconds. 0 on chunks with only annotations.
     */
    created: number;
    /** The model that generated the response. Empty on chunks with only annotations. */
    model: string;
    /** Token usage. Null or absent on most chunks. */
    usage?: CompletionsUsage | null;
    /** Fingerprint of the backend configuration. */
    system_fingerprint?: string | null;
    /** The tier that served the request. */
    service_tier?: string | null;
    /** Results of the content filter for the prompts. */
    prompt_filter_results?: PromptFilterResult[] | null;
    /** Results of the content filter for the prompts, under the older name. */
    prompt_annotations?: PromptFilterResult[] | null;
    /** The choices. One, unless more were requested. */
    choices: ChatChoice[];
    [key: string]: unknown;
}
/** A chunk of a streamed chat completion. */
export interface ChatCompletionsChunk {
    /** Id of the response. Empty on chunks with only annotations. */
    id: string;
    /** `chat.completion`, or `chat.completion.chunk` for a chunk. */
    object?: string | null;
    /**
     * Format: int64
     * Creation time, in Unix seconds. 0 on chunks with only annotations.
     */
    created: number;
    /** The model that generated the response. Empty on chunks with only annotations. */
    model: string;
    /** Token usage. Null or absent on most chunks. */
    usage?: CompletionsUsage | null;
    /** Fingerprint of the backend configuration. */
    system_fingerprint?: string | null;
    /** The tier that served the request. */
    service_tier?: string | null;
    /** Results of the content filter for the prompts. */
    prompt_filter_results?: PromptFilterResult[] | null;
    /** Results of the content filter for the prompts, under the older name. */
    prompt_annotations?: PromptFilterResult[] | null;
    /** The changes. Empty on chunks with only annotations or usage. */
    choices: StreamingChatChoice[];
    /** An error that occurred after the stream began. */
    error?: ErrorValue;
    [key: string]: unknown;
}
/** The request body of a chat completion. */
export interface ChatCompletionsOptions {
    /** The messages of the conversation, oldest first. */
    messages: ChatRequestMessage[];
    /** Model or deployment, on an endpoint that serves several. Others ignore it. */
    model?: string;
    /**
     * Format: float
     * Penalizes tokens by their frequency in the text so far, -2 to 2. The service's default is 0.
     */
    frequency_penalty?: number | null;
    /**
     * Format: float
     * Penalizes tokens that are already in the text, -2 to 2. The service's default is 0.
     */
    presence_penalty?: number | null;
    /**
     * Format: float
     * Sampling temperature, 0 or more. The maximum depends on the model.
     */
    temperature?: number | null;
    /**
     * Format: float
     * Nucleus sampling: samples from the most likely tokens with this total probability, 0 to 1. The service's default is 1.
     */
    top_p?: number | null;
    /**
     * Format: int32
     * Maximum number of tokens to generate. Null or absent means the model's maximum.
     */
    max_tokens?: number | null;
    /** Whether the response is a stream of server-sent events. */
    stream?: boolean | null;
    /** Sequences at which generation stops. The response does not contain them. */
    stop?: StopSequences;
    /**
     * Format: int64
     * Seed for reproducible sampling. Determinism is best effort.
     */
    seed?: number | null;
    /** Format of the response. 422 if the model does not support it. */
    response_format?: ResponseFormat;
    /** Functions that the model may call. 422 if the model does not support tools. */
    tools?: ToolDefinition[] | null;
    /** Whether the model may, must or must not call tools. The default is `auto` with tools, `none` without. */
    tool_choice?: ToolChoice;
    /** Content types of the response. The service's default is text only. */
    modalities?: Modality[];
    [key: string]: unknown;
}
/** The changes of a message since the previous chunk. */
export interface ChatMessageDelta {
    /** The role, on the first chunk only. */
    role?: ChatRole | null;
    /** Text to append. */
    content?: string | null;
    /** Reasoning to append. */
    reasoning_content?: string | null;
    /** Changes of the tool calls. */
    tool_calls?: ToolCallDelta[] | null;
    /** Refusal text to append. */
    refusal?: string | null;
    [key: string]: unknown;
}
/**
 * An earlier message of the model. It allows unknown properties, so that the message of a response can be appended to the
 * conversation unchanged.
 */
export interface ChatRequestAssistantMessage {
    /**
     * The role of the message.
     */
    role: "assistant";
    /** The text, or a list of text parts. Null, empty or absent if there are tool calls. */
    content?: AssistantMessageContent;
    /** The tool calls that the model requested. */
    tool_calls?: ToolCall[] | null;
    /** The reasoning of the model. Most models ignore it in the history; leave it out. */
    reasoning_content?: string | null;
    /** Reference to audio that the model generated before. */
    audio?: AudioReference | null;
    /** The reason why the model refused to respond. */
    refusal?: string | null;
    /** Name of the participant, to distinguish participants of the same role. */
    name?: string | null;
    [key: string]: unknown;
}
/** Instructions for the whole conversation, for newer models. */
export interface ChatRequestDeveloperMessage {
    /**
     * The role of the message.
     */
    role: "developer";
    /** The instructions, as text or as a list of text parts. */
    content: TextContent;
    /** Name of the participant, to distinguish participants of the same role. */
    name?: string;
}
/** A message of the conversation. `role` is the discriminator. */
export type ChatRequestMessage = ChatRequestSystemMessage | ChatRequestDeveloperMessage | ChatRequestUserMessage | ChatRequestAssistantMessage | ChatRequestToolMessage;
/** Instructions for the whole conversation. */
export interface ChatRequestSystemMessage {
    /**
     * The role of the message.
     */
    role: "system";
    /** The instructions, as text or as a list of text parts. */
    content: TextContent;
    /** Name of the participant, to distinguish participants of the same role. */
    name?: string;
}
/** The result of a tool call. */
export interface ChatRequestToolMessage {
    /**
     * The role of the message.
     */
    role: "tool";
    /** The id of the tool call. */
    tool_call_id: string;
    /** The output of the tool, as text or as a list of text parts. Some models require JSON text. */
    content?: ToolMessageContent;
}
/** A message of the user. */
export interface ChatRequestUserMessage {
    /**
     * The role of the message.
     */
    role: "user";
    /** Text, or a list of text, image and audio parts. */
    content: UserMessageContent;
    /** Name of the participant, to distinguish participants of the same role. */
    name?: string;
}
/** Audio of a response. */
export interface ChatResponseAudio {
    /** Id to reference the audio in later requests. */
    id: string;
    /** The bytes, base64-encoded. */
    data: string;
    /** The transcript. */
    transcript: string;
    /**
     * Format: int64
     * Expiry of the id, in Unix seconds.
     */
    expires_at: number;
    /** The audio format, usually `wav` or `mp3`. */
    format?: string | null;
    [key: string]: unknown;
}
/** A message of the model. */
export interface ChatResponseMessage {
    /** The role. */
    role: ChatResponseRole;
    /** The text. Null, empty or absent if there are tool calls. */
    content?: string | null;
    /** The tool calls that the model requests. */
    tool_calls?: ToolCall[] | null;
    /** The reasoning of the model. Do not send it back. */
    reasoning_content?: string | null;
    /** Audio of the response. */
    audio?: ChatResponseAudio | null;
    /** The reason why the model refuses to respond. */
    refusal?: string | null;
    [key: string]: unknown;
}
/**
 * The role in a response.
 *
 * Known values: `assistant`; others may come.
 */
export type ChatResponseRole = "assistant";
/**
 * The role.
 *
 * Known values: `system`, `developer`, `user`, `assistant`, `tool`; others may come.
 */
export type ChatRole = "system" | "developer" | "user" | "assistant" | "tool" | (string & {});
/** The source and licence of known code. */
export interface CodeCitation {
    /** The repository or file. */
    URL?: string | null;
    /** The licence. */
    license?: string | null;
    [key: string]: unknown;
}
/** Details of the tokens of a response. */
export interface CompletionTokensDetails {
    /**
     * Format: int32
     * Number of audio tokens.
     */
    audio_tokens?: number | null;
    /**
     * Format: int32
     * Number of reasoning tokens.
     */
    reasoning_tokens?: number | null;
    /**
     * Format: int32
     * Total number of tokens.
     */
    total_tokens?: number | null;
    [key: string]: unknown;
}
/** The response of a completion. */
export interface Completions {
    /** Id of the response. */
    id: string;
    /** `text_completion`. */
    object?: string | null;
    /**
     * Format: int64
     * Creation time, in Unix seconds.
     */
    created: number;
    /** The model that generated the response. */
    model: string;
    /** Token usage. Absent on most chunks. */
    usage?: CompletionsUsage | null;
    /** Fingerprint of the backend configuration. */
    system_fingerprint?: string | null;
    /** Results of the content filter for the prompts. */
    prompt_filter_results?: PromptFilterResult[] | null;
    /** The choices, one for each prompt. */
    choices: CompletionsChoice[];
    [key: string]: unknown;
}
/** A choice of a completion, or a part of it. */
export interface CompletionsChoice {
    /**
     * Format: int32
     * Index of the choice, from 0.
     */
    index: number;
    /** The text. */
    text: string;
    /** The reason why generation stopped. Null until then. */
    finish_reason?: FinishReason | null;
    /** Log probabilities of the tokens. */
    logprobs?: Logprobs | null;
    /** Results of the content filter for the text. */
    content_filter_results?: ContentFilterResults | null;
    /** Results of the content filter for the text, in the other spelling. */
    content_filter_result?: ContentFilterResults | null;
    [key: string]: unknown;
}
/** A chunk of a streamed chat completion. */
export interface CompletionsChunk {
    /** Id of the response. */
    id: string;
    /** `text_completion`. */
    object?: string | null;
    /**
     * Format: int64
     * Creation time, in Unix seconds.
     */
    created: number;
    /** The model that generated the response. */
    model: string;
    /** Token usage. Absent on most chunks. */
    usage?: CompletionsUsage | null;
    /** Fingerprint of the backend configuration. */
    system_fingerprint?: string | null;
    /** Results of the content filter for the prompts. */
    prompt_filter_results?: PromptFilterResult[] | null;
    /** The changes. Empty on chunks with only annotations or usage. */
    choices: CompletionsChoice[];
    /** An error that occurred after the stream began. */
    error?: ErrorValue;
    [key: string]: unknown;
}
/** The request body of a completion. */
export interface CompletionsOptions {
    /** The prompts, as texts or token ids. */
    prompt: CompletionsPrompt;
    /** Model or deployment, on an endpoint that serves several. Others ignore it. */
    model?: string;
    /**
     * Format: float
     * Penalizes tokens by their frequency in the text so far, -2 to 2. The service's default is 0.
     */
    frequency_penalty?: number | null;
    /**
     * Format: float
     * Penalizes tokens that are already in the text, -2 to 2. The service's default is 0.
     */
    presence_penalty?: number | null;
    /**
     * Format: int32
     * Maximum number of tokens to generate. The service's default is 256.
     */
    max_tokens?: number | null;
    /**
     * Format: int64
     * Seed for reproducible sampling. Determinism is best effort.
     */
    seed?: number | null;
    /** Sequences at which generation stops. The response does not contain them. */
    stop?: StopSequences;
    /** Whether the response is a stream of server-sent events. */
    stream?: boolean | null;
    /**
     * Format: float
     * Sampling temperature, 0 or more. The service's default is 1.
     */
    temperature?: number | null;
    /**
     * Format: float
     * Nucleus sampling: samples from the most likely tokens with this total probability, 0 to 1. The service's default is 1.
     */
    top_p?: number | null;
    [key: string]: unknown;
}
/** One text, a list of texts, the token ids of one text, or a list of those. All items have the same type. */
export type CompletionsPrompt = string | TextOrTokens[];
/** Token usage. */
export interface CompletionsUsage {
    /**
     * Format: int32
     * Number of tokens of the response.
     */
    completion_tokens: number;
    /**
     * Format: int32
     * Number of tokens of the prompt.
     */
    prompt_tokens: number;
    /**
     * Format: int32
     * Total number of tokens.
     */
    total_tokens: number;
    /** Details of the response tokens. */
    completion_tokens_details?: CompletionTokensDetails | null;
    /** Details of the prompt tokens. */
    prompt_tokens_details?: PromptTokensDetails | null;
    [key: string]: unknown;
}
/** Result for a category that is detected or not. */
export interface ContentFilterDetectionResult {
    /** Whether the content was blocked. */
    filtered: boolean;
    /** Whether it was detected. */
    detected?: boolean | null;
    [key: string]: unknown;
}
/** The documented body of a 400: the content filter blocked the prompt. */
export interface ContentFilterError {
    /**
     * Format: int32
     * The status code.
     */
    status?: number | null;
    /**
     * Error code.
     */
    code: "content_filter";
    /** Error message. */
    message?: string | null;
    /** The part of the request that caused the error. */
    param?: string | null;
    /** Error type. */
    type?: string | null;
    [key: string]: unknown;
}
/** The error of the content filter. */
export interface ContentFilterFailure {
    /** `content_filter_error`. */
    code?: string | null;
    /** Error message. */
    message?: string | null;
    [key: string]: unknown;
}
/** Progress of the asynchronous filter in a stream. */
export interface ContentFilterOffsets {
    /**
     * Format: int32
     * All characters before this index are checked.
     */
    check_offset?: number | null;
    /**
     * Format: int32
     * Index of the first character of this result.
     */
    start_offset?: number | null;
    /**
     * Format: int32
     * Index after the last character of this result.
     */
    end_offset?: number | null;
    [key: string]: unknown;
}
/** Results of the content filter by category. Categories that were not checked are absent. */
export interface ContentFilterResults {
    /** Hate and unfairness. */
    hate?: ContentFilterSeverityResult | null;
    /** Self-harm. Some servers spell it `self-harm`. */
    self_harm?: ContentFilterSeverityResult | null;
    /** Sexual content. */
    sexual?: ContentFilterSeverityResult | null;
    /** Violence. */
    violence?: ContentFilterSeverityResult | null;
    /** A jailbreak attempt by the user. */
    jailbreak?: ContentFilterDetectionResult | null;
    /** Instructions hidden in a document. */
    indirect_attack?: ContentFilterDetectionResult | null;
    /** Profanity. */
    profanity?: ContentFilterDetectionResult | null;
    /** Protected text. */
    protected_material_text?: ContentFilterDetectionResult | null;
    /** Protected code. */
    protected_material_code?: ProtectedMaterialCodeResult | null;
    /** Ungrounded statements. */
    ungrounded_material?: UngroundedMaterialResult | null;
    /** Custom blocklists, as an object or a list. */
    custom_blocklists?: unknown;
    /** The error of the content filter. The response was not filtered then. */
    error?: ContentFilterFailure | null;
    [key: string]: unknown;
}
/**
 * Severity of harmful content.
 *
 * Known values: `safe`, `low`, `medium`, `high`; others may come.
 */
export type ContentFilterSeverity = "safe" | "low" | "medium" | "high" | (string & {});
/** Result for a category with a severity. */
export interface ContentFilterSeverityResult {
    /** Whether the content was blocked. */
    filtered: boolean;
    /** The severity. */
    severity?: ContentFilterSeverity | null;
    [key: string]: unknown;
}
/** A part of a user message. `type` is the discriminator. */
export type ContentItem = TextContentItem | ImageContentItem | AudioUrlContentItem | AudioDataContentItem;
/**
 * Encoding of a vector.
 *
 * Known values: `base64`, `binary`, `float`, `int8`, `ubinary`, `uint8`; others may come.
 */
export type EmbeddingEncodingFormat = "base64" | "binary" | "float" | "int8" | "ubinary" | "uint8" | (string & {});
/**
 * Type of an input.
 *
 * Known values: `text`, `query`, `document`; others may come.
 */
export type EmbeddingInputType = "text" | "query" | "document" | (string & {});
/** The embedding of one input. */
export interface EmbeddingItem {
    /**
     * Format: int32
     * Index of the input, from 0.
     */
    index: number;
    /** `embedding`. */
    object?: string | null;
    /** The vector. */
    embedding: EmbeddingVector;
    [key: string]: unknown;
}
/** A list of numbers or base64 text, depending on `encoding_format`. */
export type EmbeddingVector = string | number[];
/** One text, a list of texts, the token ids of one text, or a list of those. All items have the same type. */
export type EmbeddingsInput = string | TextOrTokens[];
/** The request body of text embeddings. */
export interface EmbeddingsOptions {
    /** The texts, or their token ids. */
    input: EmbeddingsInput;
    /** Model or deployment, on an endpoint that serves several. Others ignore it. */
    model?: string;
    /**
     * Format: int32
     * Number of dimensions of each vector. Null or absent means the model's default. 422 if the model does not support it.
     */
    dimensions?: number | null;
    /** Encoding of the vectors. The service's default is `float`. 422 if the model does not support it. */
    encoding_format?: EmbeddingEncodingFormat;
    /** Type of the input. The service's default is `text`. 422 if the model does not support it. */
    input_type?: EmbeddingInputType;
    [key: string]: unknown;
}
/** The response of embeddings: one vector per input, and the usage. */
export interface EmbeddingsResult {
    /** Id of the response. */
    id?: string | null;
    /** `list`. */
    object?: string | null;
    /** The model that generated the response. */
    model: string;
    /** The vectors. */
    data: EmbeddingItem[];
    /** Token usage. */
    usage?: EmbeddingsUsage | null;
    [key: string]: unknown;
}
/** Number of tokens and image patches. */
export interface EmbeddingsUsage {
    /**
     * Format: int32
     * Number of tokens of the input.
     */
    prompt_tokens: number;
    /**
     * Format: int32
     * Total number of tokens.
     */
    total_tokens: number;
    /**
     * Format: int32
     * Number of patches of the input images.
     */
    prompt_patches?: number | null;
    /**
     * Format: int32
     * Total number of patches.
     */
    total_patches?: number | null;
    [key: string]: unknown;
}
/**
 * The body of an error response. Servers, gateways and model containers use different formats. The properties of all of
 * them are listed; none is required. `UnsupportedParameterError` and `ContentFilterError` are the two documented
 * formats.
 */
export interface ErrorBody {
    /** The status code, or a word for it. */
    status?: ErrorStatus;
    /**
     * Format: int32
     * The status code, as the API gateway writes it.
     */
    statusCode?: number | null;
    /** Error code. */
    code?: ErrorCode;
    /** Error message. Sometimes it is JSON text. */
    message?: string | null;
    /** The error as an object, a text or a list of texts. */
    error?: ErrorValue;
    /** The invalid parameter. */
    param?: string | null;
    /** Error type. */
    type?: string | null;
    /** The parameters that failed validation. */
    detail?: ErrorDetail;
    /** Details of the error. */
    details?: ErrorDetails;
    /** `error`, if a model server sends a flat error body. */
    object?: string | null;
    /** Error type, as text generation servers write it. */
    error_type?: string | null;
    [key: string]: unknown;
}
/** An error code: text, a number, or null. */
export type ErrorCode = (string | null) | number;
/** Parameters that failed validation: one, a list, or a text. */
export type ErrorDetail = (string | null) | ParameterDetail[] | ParameterDetail;
/** Details of an error: a text, or a list of errors. */
export type ErrorDetails = (string | null) | NestedError[];
/** Path of a parameter, outermost first, or a text. */
export type ErrorLocation = (string | null) | ErrorLocationStep[];
/** A property name or a list index. */
export type ErrorLocationStep = string | number;
/** A status as a number or text. */
export type ErrorStatus = (string | null) | number;
/** An error as an object, a text or a list of texts. */
export type ErrorValue = (string | null) | string[] | NestedError;
/**
 * What to do with unknown parameters in the request body.
 *
 * Known values: `error`, `drop`, `pass-through`; others may come.
 */
export type ExtraParameters = "error" | "drop" | "pass-through" | (string & {});
/**
 * The reason why generation stopped.
 *
 * Known values: `stop`, `length`, `content_filter`, `tool_calls`; others may come.
 */
export type FinishReason = "stop" | "length" | "content_filter" | "tool_calls" | (string & {});
/** A function and its arguments. */
export interface FunctionCall {
    /** The function's name. */
    name: string;
    /** The arguments as JSON text. The model may generate invalid JSON or unknown parameters. */
    arguments: string;
    [key: string]: unknown;
}
/** A part of the name and arguments of a function. */
export interface FunctionCallDelta {
    /** Name of the function, on the first part. */
    name?: string | null;
    /** JSON text to append to the arguments. */
    arguments?: string | null;
    [key: string]: unknown;
}
/** A function that the model may call. */
export interface FunctionDefinition {
    /** Name of the function: letters, digits, `_` and `-`, at most 64 characters. */
    name: string;
    /** Description of the function, which the model reads. */
    description?: string | null;
    /** Parameters of the function, as JSON Schema. Absent means that it has none. */
    parameters?: {
        [key: string]: unknown;
    } | null;
    /** Whether the arguments must match `parameters` exactly. The service's default is false. */
    strict?: boolean | null;
}
/** An image. */
export interface ImageContentItem {
    /**
     * The type of the part.
     */
    type: "image_url";
    /** The URL of the image and the level of detail. */
    image_url: ImageUrl;
}
/**
 * Level of detail of an image.
 *
 * Known values: `auto`, `low`, `high`; others may come.
 */
export type ImageDetail = "auto" | "low" | "high" | (string & {});
/** An image input. */
export interface ImageEmbeddingInput {
    /** The image as a data URL, `data:image/<format>;base64,<data>`. */
    image: string;
    /** Text to embed with the image. 422 if the model does not support it. */
    text?: string;
}
/** The request body of image embeddings. */
export interface ImageEmbeddingsOptions {
    /** The images. Some models accept only one. */
    input: ImageEmbeddingInput[];
    /** Model or deployment, on an endpoint that serves several. Others ignore it. */
    model?: string;
    /**
     * Format: int32
     * Number of dimensions of each vector. Null or absent means the model's default. 422 if the model does not support it.
     */
    dimensions?: number | null;
    /** Encoding of the vectors. The service's default is `float`. 422 if the model does not support it. */
    encoding_format?: EmbeddingEncodingFormat;
    /** Type of the input. The service's default is `text`. 422 if the model does not support it. */
    input_type?: EmbeddingInputType;
    [key: string]: unknown;
}
/** The URL of an image and the level of detail. */
export interface ImageUrl {
    /** An http(s) URL, or `data:image/<format>;base64,<data>`. */
    url: string;
    /** Level of detail. The service's default is `auto`. */
    detail?: ImageDetail;
}
/** An inner error. */
export interface InnerError {
    /** Error code. `ResponsibleAIPolicyViolation` for the content filter. */
    code?: ErrorCode;
    /** The inner error. */
    innererror?: InnerError;
    /** Results of the content filter by category. */
    content_filter_result?: ContentFilterResults | null;
    /** Results of the content filter by category, in the other spelling. */
    content_filter_results?: ContentFilterResults | null;
    [key: string]: unknown;
}
/** A JSON object. The prompt must ask for JSON too. `finish_reason` `length` means that the JSON is cut off. */
export interface JsonObjectResponseFormat {
    /**
     * The type of the format.
     */
    type: "json_object";
}
/** A schema for a response. */
export interface JsonSchemaFormat {
    /** Name of the schema: letters, digits, `_` and `-`, at most 64 characters. */
    name: string;
    /** The schema itself, as JSON Schema. */
    schema: {
        [key: string]: unknown;
    };
    /** Description of the format, which the model reads. */
    description?: string;
    /** Whether the response must match the schema exactly. The service's default is false. */
    strict?: boolean | null;
}
/** JSON that matches a schema. */
export interface JsonSchemaResponseFormat {
    /**
     * The type of the format.
     */
    type: "json_schema";
    /** The schema. */
    json_schema: JsonSchemaFormat;
}
/** Log probabilities of tokens, as the model reports them. */
export interface Logprobs {
    [key: string]: unknown;
}
/**
 * A content type.
 *
 * Known values: `text`, `audio`; others may come.
 */
export type Modality = "text" | "audio" | (string & {});
/** Information about the deployed model. */
export interface ModelInfo {
    /** The name of the model. */
    model_name: string;
    /** The type of the model. */
    model_type: ModelType;
    /** The provider of the model. */
    model_provider_name: string;
    [key: string]: unknown;
}
/**
 * The type of a model. Each version of the API spells it differently.
 *
 * Known values: `chat-completions`, `chat-completion`, `chat_completion`, `chat`, `embeddings`, `image-embeddings`, `image_embeddings`, `text-generation`, `text_generation`, `image-generation`, `image_generation`, `audio-generation`, `audio_generation`; others may come.
 */
export type ModelType = "chat-completions" | "chat-completion" | "chat_completion" | "chat" | "embeddings" | "image-embeddings" | "image_embeddings" | "text-generation" | "text_generation" | "image-generation" | "image_generation" | "audio-generation" | "audio_generation" | (string & {});
/** A function by its name. */
export interface NamedFunction {
    /** The name, as in the definition. */
    name: string;
}
/** The one tool that must be called. */
export interface NamedToolChoice {
    /**
     * The type of the tool. Always `function`.
     */
    type: "function";
    /** The function. */
    function: NamedFunction;
}
/** A nested error object. */
export interface NestedError {
    /** Error code. */
    code?: ErrorCode;
    /** Error message. Sometimes it is JSON text. */
    message?: string | null;
    /** The status code. */
    status?: ErrorStatus;
    /** The invalid parameter. */
    param?: string | null;
    /** Error type. */
    type?: string | null;
    /** Target of the error. */
    target?: string | null;
    /** Details of the error. */
    details?: ErrorDetails;
    /** The inner error. */
    innererror?: InnerError;
    [key: string]: unknown;
}
/** A parameter that failed validation. */
export interface ParameterDetail {
    /** Location of the parameter. */
    loc?: ErrorLocation;
    /** The rejected value. */
    input?: unknown;
    /** The rejected value, in the other spelling. */
    value?: unknown;
    /** Type of the problem, as validation frameworks name it. */
    type?: string | null;
    /** What is wrong with the value. */
    msg?: string | null;
    [key: string]: unknown;
}
/** Results of the content filter for one prompt. */
export interface PromptFilterResult {
    /**
     * Format: int32
     * Index of the prompt, from 0.
     */
    prompt_index: number;
    /** Results by category. */
    content_filter_results?: ContentFilterResults | null;
    [key: string]: unknown;
}
/** Details of the tokens of a prompt. */
export interface PromptTokensDetails {
    /**
     * Format: int32
     * Number of audio tokens.
     */
    audio_tokens?: number | null;
    /**
     * Format: int32
     * Number of cached tokens.
     */
    cached_tokens?: number | null;
    [key: string]: unknown;
}
/** Result for protected code. */
export interface ProtectedMaterialCodeResult {
    /** Whether the content was blocked. */
    filtered: boolean;
    /** Whether it was detected. */
    detected?: boolean | null;
    /** The source of the code. */
    citation?: CodeCitation | null;
    [key: string]: unknown;
}
/** The format of a response. */
export type ResponseFormat = TextResponseFormat | JsonObjectResponseFormat | JsonSchemaResponseFormat;
/** Stop sequences. */
export type StopSequenceList = string[];
/** One stop sequence, or a list. */
export type StopSequences = (string | null) | StopSequenceList;
/** A part of a choice. */
export interface StreamingChatChoice {
    /**
     * Format: int32
     * Index of the choice, from 0.
     */
    index: number;
    /** The reason why generation stopped. Null or absent until then. */
    finish_reason?: FinishReason | null;
    /** The changes of the message. Absent or null on chunks with only annotations. */
    delta?: ChatMessageDelta | null;
    /** Log probabilities of the tokens. */
    logprobs?: Logprobs | null;
    /** Results of the content filter so far. */
    content_filter_results?: ContentFilterResults | null;
    /** The range of text that the results apply to. */
    content_filter_offsets?: ContentFilterOffsets | null;
    /** The raw results of the content filter. */
    content_filter_raw?: unknown[] | null;
    [key: string]: unknown;
}
/** Text, or a list of text parts. */
export type TextContent = string | TextContentItem[];
/** Text. */
export interface TextContentItem {
    /**
     * The type of the part.
     */
    type: "text";
    /** The text. */
    text: string;
}
/** A text, a token id, or the token ids of a text. */
export type TextOrTokens = string | number | number[];
/** Plain text; the default. */
export interface TextResponseFormat {
    /**
     * The type of the format.
     */
    type: "text";
}
/** A tool call that the model requests. Unknown properties are allowed in requests too, so that it can be sent back unchanged. */
export interface ToolCall {
    /** Id that the tool message refers to. */
    id: string;
    /** The type of the tool. */
    type: ToolCallType;
    /** The function and its arguments. */
    function: FunctionCall;
    [key: string]: unknown;
}
/** A part of a tool call. Parts with the same `index` belong together. */
export interface ToolCallDelta {
    /**
     * Format: int32
     * Index of the call, from 0. It is the only key that joins the parts.
     */
    index?: number | null;
    /** Id of the call, on the first part. Empty, null or absent later. */
    id?: string | null;
    /** The type of the tool, on the first part. */
    type?: string | null;
    /** Changes of the function and its arguments. */
    function?: FunctionCallDelta | null;
    [key: string]: unknown;
}
/**
 * A type of tool.
 *
 * Known values: `function`; others may come.
 */
export type ToolCallType = "function";
/** Whether tools are called, or the tool to call. */
export type ToolChoice = ToolChoiceMode | NamedToolChoice;
/**
 * Whether the model may, must or must not call tools.
 *
 * Known values: `auto`, `none`, `required`; others may come.
 */
export type ToolChoiceMode = "auto" | "none" | "required" | (string & {});
/** A tool that the model may call. */
export interface ToolDefinition {
    /**
     * The type of the tool. Always `function`.
     */
    type: "function";
    /** The function. */
    function: FunctionDefinition;
}
/** The output of a tool, or null if there is none. */
export type ToolMessageContent = (string | null) | TextContentItem[];
/** Result of the check for ungrounded statements. */
export interface UngroundedMaterialResult {
    /** Whether the content was blocked. */
    filtered: boolean;
    /** Whether any was detected. */
    detected?: boolean | null;
    /** The passages. */
    details?: UngroundedPassage[] | null;
    [key: string]: unknown;
}
/** An ungrounded passage. */
export interface UngroundedPassage {
    /**
     * Format: int32
     * Index of its first character in the response.
     */
    completion_start_offset?: number | null;
    /**
     * Format: int32
     * Index after its last character.
     */
    completion_end_offset?: number | null;
    [key: string]: unknown;
}
/** The documented body of a 422: the model does not support a parameter or its value. */
export interface UnsupportedParameterError {
    /**
     * Format: int32
     * The status code.
     */
    status?: number | null;
    /**
     * Error code.
     */
    code: "parameter_not_supported";
    /** The parameter and its value. */
    detail: ParameterDetail;
    /** Error message. */
    message?: string | null;
    [key: string]: unknown;
}
/** Text, or a list of text, image and audio parts. */
export type UserMessageContent = string | ContentItem[];
/**
 * The contract by path and method, for openapi-fetch and its kin.
 *
 * @example
 * const { GET, POST } = createFetchClient<paths>({ baseUrl: endpoint });
 */
export interface paths {
    "/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get model info
         * Returns information about the deployed model. Azure OpenAI deployments, OpenAI v1 endpoints and some Foundry resources do
         * not have this route and return 404.
         */
        get: operations["getModelInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a chat completion
         * Generates a response to a conversation. With `stream: true`, the response is a stream of server-sent events. Each event
         * is a `ChatCompletionsChunk`; `data: [DONE]` ends the stream.
         */
        post: operations["getChatCompletions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a completion
         * Generates a completion of a text. With `stream: true`, the response is a stream of server-sent events. Each event is a
         * `CompletionsChunk`; `data: [DONE]` ends the stream. Chat-only models return 404 or 405.
         */
        post: operations["getCompletions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create embeddings
         * Creates an embedding vector for each text.
         */
        post: operations["getEmbeddings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create image embeddings
         * Creates an embedding vector for each image, alone or with a text.
         */
        post: operations["getImageEmbeddings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
/**
 * The models, parameters, headers and responses of the contract by name.
 *
 * @example
 * type Message = components["schemas"]["ChatRequestMessage"];
 */
export interface components {
    schemas: {
        AssistantMessageContent: AssistantMessageContent;
        AudioData: AudioData;
        AudioDataContentItem: AudioDataContentItem;
        AudioFormat: AudioFormat;
        AudioReference: AudioReference | null;
        AudioUrl: AudioUrl;
        AudioUrlContentItem: AudioUrlContentItem;
        ChatChoice: ChatChoice;
        ChatCompletions: ChatCompletions;
        ChatCompletionsChunk: ChatCompletionsChunk;
        ChatCompletionsOptions: ChatCompletionsOptions;
        ChatMessageDelta: ChatMessageDelta | null;
        ChatRequestAssistantMessage: ChatRequestAssistantMessage;
        ChatRequestDeveloperMessage: ChatRequestDeveloperMessage;
        ChatRequestMessage: ChatRequestMessage;
        ChatRequestSystemMessage: ChatRequestSystemMessage;
        ChatRequestToolMessage: ChatRequestToolMessage;
        ChatRequestUserMessage: ChatRequestUserMessage;
        ChatResponseAudio: ChatResponseAudio | null;
        ChatResponseMessage: ChatResponseMessage;
        ChatResponseRole: ChatResponseRole;
        ChatRole: ChatRole | null;
        CodeCitation: CodeCitation | null;
        CompletionTokensDetails: CompletionTokensDetails | null;
        Completions: Completions;
        CompletionsChoice: CompletionsChoice;
        CompletionsChunk: CompletionsChunk;
        CompletionsOptions: CompletionsOptions;
        CompletionsPrompt: CompletionsPrompt;
        CompletionsUsage: CompletionsUsage | null;
        ContentFilterDetectionResult: ContentFilterDetectionResult | null;
        ContentFilterError: ContentFilterError;
        ContentFilterFailure: ContentFilterFailure | null;
        ContentFilterOffsets: ContentFilterOffsets | null;
        ContentFilterResults: ContentFilterResults | null;
        ContentFilterSeverity: ContentFilterSeverity | null;
        ContentFilterSeverityResult: ContentFilterSeverityResult | null;
        ContentItem: ContentItem;
        EmbeddingEncodingFormat: EmbeddingEncodingFormat;
        EmbeddingInputType: EmbeddingInputType;
        EmbeddingItem: EmbeddingItem;
        EmbeddingVector: EmbeddingVector;
        EmbeddingsInput: EmbeddingsInput;
        EmbeddingsOptions: EmbeddingsOptions;
        EmbeddingsResult: EmbeddingsResult;
        EmbeddingsUsage: EmbeddingsUsage | null;
        ErrorBody: ErrorBody;
        ErrorCode: ErrorCode;
        ErrorDetail: ErrorDetail;
        ErrorDetails: ErrorDetails;
        ErrorLocation: ErrorLocation;
        ErrorLocationStep: ErrorLocationStep;
        ErrorStatus: ErrorStatus;
        ErrorValue: ErrorValue;
        ExtraParameters: ExtraParameters;
        FinishReason: FinishReason | null;
        FunctionCall: FunctionCall;
        FunctionCallDelta: FunctionCallDelta | null;
        FunctionDefinition: FunctionDefinition;
        ImageContentItem: ImageContentItem;
        ImageDetail: ImageDetail;
        ImageEmbeddingInput: ImageEmbeddingInput;
        ImageEmbeddingsOptions: ImageEmbeddingsOptions;
        ImageUrl: ImageUrl;
        InnerError: InnerError;
        JsonObjectResponseFormat: JsonObjectResponseFormat;
        JsonSchemaFormat: JsonSchemaFormat;
        JsonSchemaResponseFormat: JsonSchemaResponseFormat;
        Logprobs: Logprobs | null;
        Modality: Modality;
        ModelInfo: ModelInfo;
        ModelType: ModelType;
        NamedFunction: NamedFunction;
        NamedToolChoice: NamedToolChoice;
        NestedError: NestedError;
        ParameterDetail: ParameterDetail;
        PromptFilterResult: PromptFilterResult;
        PromptTokensDetails: PromptTokensDetails | null;
        ProtectedMaterialCodeResult: ProtectedMaterialCodeResult | null;
        ResponseFormat: ResponseFormat;
        StopSequenceList: StopSequenceList;
        StopSequences: StopSequences;
        StreamingChatChoice: StreamingChatChoice;
        TextContent: TextContent;
        TextContentItem: TextContentItem;
        TextOrTokens: TextOrTokens;
        TextResponseFormat: TextResponseFormat;
        ToolCall: ToolCall;
        ToolCallDelta: ToolCallDelta;
        ToolCallType: ToolCallType;
        ToolChoice: ToolChoice;
        ToolChoiceMode: ToolChoiceMode;
        ToolDefinition: ToolDefinition;
        ToolMessageContent: ToolMessageContent;
        UngroundedMaterialResult: UngroundedMaterialResult | null;
        UngroundedPassage: UngroundedPassage;
        UnsupportedParameterError: UnsupportedParameterError;
        UserMessageContent: UserMessageContent;
    };
    responses: {
        /** A client error: invalid request, authentication, rate limit, or a parameter that the model does not support. */
        ClientError: {
            headers: {
                "apim-request-id": components["headers"]["ApimRequestId"];
                "x-request-id": components["headers"]["XRequestId"];
                "x-ms-request-id": components["headers"]["XMsRequestId"];
                "x-ms-client-request-id": components["headers"]["XMsClientRequestId"];
                "x-ratelimit-limit-requests": components["headers"]["XRatelimitLimitRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["XRatelimitLimitTokens"];
                "x-ratelimit-remaining-requests": components["headers"]["XRatelimitRemainingRequests"];
                "x-ratelimit-remaining-tokens": components["headers"]["XRatelimitRemainingTokens"];
                "x-ratelimit-reset-requests": components["headers"]["XRatelimitResetRequests"];
                "x-ratelimit-reset-tokens": components["headers"]["XRatelimitResetTokens"];
                "x-ratelimit-renewalperiod-requests": components["headers"]["XRatelimitRenewalperiodRequests"];
                "x-ms-region": components["headers"]["XMsRegion"];
                "x-ms-rai-invoked": components["headers"]["XMsRaiInvoked"];
                "x-ms-deployment-name": components["headers"]["XMsDeploymentName"];
                "x-ms-spillover-from-deployment": components["headers"]["XMsSpilloverFromDeployment"];
                "x-ms-spillover-error": components["headers"]["XMsSpilloverError"];
                "azureml-model-session": components["headers"]["AzuremlModelSession"];
                "azureml-model-group": components["headers"]["AzuremlModelGroup"];
                "ms-azureml-model-time": components["headers"]["MsAzuremlModelTime"];
                "x-envoy-upstream-service-time": components["headers"]["XEnvoyUpstreamServiceTime"];
                "ms-azureml-bandwidth-request-delay-ms": components["headers"]["MsAzuremlBandwidthRequestDelayMs"];
                "ms-azureml-bandwidth-response-delay-ms": components["headers"]["MsAzuremlBandwidthResponseDelayMs"];
                "x-ms-error-code": components["headers"]["XMsErrorCode"];
                "retry-after": components["headers"]["RetryAfter"];
                "retry-after-ms": components["headers"]["RetryAfterMs"];
                "x-ratelimit-type": components["headers"]["XRatelimitType"];
                "x-ratelimit-timeremaining": components["headers"]["XRatelimitTimeremaining"];
                "ms-azureml-model-error-statuscode": components["headers"]["MsAzuremlModelErrorStatuscode"];
                "ms-azureml-model-error-reason": components["headers"]["MsAzuremlModelErrorReason"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorBody;
            };
        };
        /** A server error of the service or the model. */
        ServerError: {
            headers: {
                "apim-request-id": components["headers"]["ApimRequestId"];
                "x-request-id": components["headers"]["XRequestId"];
                "x-ms-request-id": components["headers"]["XMsRequestId"];
                "x-ms-client-request-id": components["headers"]["XMsClientRequestId"];
                "x-ratelimit-limit-requests": components["headers"]["XRatelimitLimitRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["XRatelimitLimitTokens"];
                "x-ratelimit-remaining-requests": components["headers"]["XRatelimitRemainingRequests"];
                "x-ratelimit-remaining-tokens": components["headers"]["XRatelimitRemainingTokens"];
                "x-ratelimit-reset-requests": components["headers"]["XRatelimitResetRequests"];
                "x-ratelimit-reset-tokens": components["headers"]["XRatelimitResetTokens"];
                "x-ratelimit-renewalperiod-requests": components["headers"]["XRatelimitRenewalperiodRequests"];
                "x-ms-region": components["headers"]["XMsRegion"];
                "x-ms-rai-invoked": components["headers"]["XMsRaiInvoked"];
                "x-ms-deployment-name": components["headers"]["XMsDeploymentName"];
                "x-ms-spillover-from-deployment": components["headers"]["XMsSpilloverFromDeployment"];
                "x-ms-spillover-error": components["headers"]["XMsSpilloverError"];
                "azureml-model-session": components["headers"]["AzuremlModelSession"];
                "azureml-model-group": components["headers"]["AzuremlModelGroup"];
                "ms-azureml-model-time": components["headers"]["MsAzuremlModelTime"];
                "x-envoy-upstream-service-time": components["headers"]["XEnvoyUpstreamServiceTime"];
                "ms-azureml-bandwidth-request-delay-ms": components["headers"]["MsAzuremlBandwidthRequestDelayMs"];
                "ms-azureml-bandwidth-response-delay-ms": components["headers"]["MsAzuremlBandwidthResponseDelayMs"];
                "x-ms-error-code": components["headers"]["XMsErrorCode"];
                "retry-after": components["headers"]["RetryAfter"];
                "retry-after-ms": components["headers"]["RetryAfterMs"];
                "x-ratelimit-type": components["headers"]["XRatelimitType"];
                "x-ratelimit-timeremaining": components["headers"]["XRatelimitTimeremaining"];
                "ms-azureml-model-error-statuscode": components["headers"]["MsAzuremlModelErrorStatuscode"];
                "ms-azureml-model-error-reason": components["headers"]["MsAzuremlModelErrorReason"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorBody;
            };
        };
    };
    parameters: {
        /**
         * API version, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`.
         * @example 2025-04-01
         */
        ApiVersion: string;
        /** Deployment of a managed compute endpoint that the request is routed to. */
        AzuremlModelDeployment: string;
        /** Deployment of a multi-model endpoint that the request is routed to, instead of `model` in the body. */
        XMsModelMeshModelName: string;
        /** Request id chosen by the client, usually a GUID. The response repeats it. */
        XMsClientRequestId: string;
        /** Trace context of the caller (W3C Trace Context). */
        Traceparent: string;
        /** Deployment to describe, on an endpoint that serves several. */
        Model: string;
        /** What to do with unknown parameters in the request body. The service's default is `error`. */
        ExtraParameters: ExtraParameters;
    };
    requestBodies: never;
    headers: {
        /** Request id of the gateway, for support. */
        ApimRequestId: string;
        /** Request id of the server, for support. */
        XRequestId: string;
        /** Request id of the service, for support. */
        XMsRequestId: string;
        /** Request id of the client. */
        XMsClientRequestId: string;
        /** Request limit of the current window. */
        XRatelimitLimitRequests: number;
        /** Token limit of the current window. */
        XRatelimitLimitTokens: number;
        /** Remaining requests in the current window. -1 if unknown. */
        XRatelimitRemainingRequests: number;
        /** Remaining tokens in the current window. -1 if unknown. */
        XRatelimitRemainingTokens: number;
        /** Seconds until the request limit resets. */
        XRatelimitResetRequests: number;
        /** Seconds until the token limit resets. */
        XRatelimitResetTokens: number;
        /** Length of the request window in seconds. */
        XRatelimitRenewalperiodRequests: number;
        /** The region that served the request. */
        XMsRegion: string;
        /** Whether the content filter checked the request. */
        XMsRaiInvoked: string;
        /** The deployment that served the request. */
        XMsDeploymentName: string;
        /** The deployment that was at capacity and redirected the request. */
        XMsSpilloverFromDeployment: string;
        /** The reason why a request could not be redirected. */
        XMsSpilloverError: string;
        /** The session of the model's container. */
        AzuremlModelSession: string;
        /** The group of the model's container. */
        AzuremlModelGroup: string;
        /** Processing time of the model, in milliseconds. */
        MsAzuremlModelTime: number;
        /** Processing time of the server behind the gateway, in milliseconds. */
        XEnvoyUpstreamServiceTime: number;
        /** Delay of the request by bandwidth limits, in milliseconds. Sent as a trailer. */
        MsAzuremlBandwidthRequestDelayMs: number;
        /** Delay of the response by bandwidth limits, in milliseconds. Sent as a trailer. */
        MsAzuremlBandwidthResponseDelayMs: number;
        /** Error code. */
        XMsErrorCode: string;
        /** Seconds to wait before a retry, or an HTTP date. */
        RetryAfter: string;
        /** Milliseconds to wait before a retry. */
        RetryAfterMs: number;
        /** The limit that was exceeded, such as `UserByModelByMinute`. */
        XRatelimitType: string;
        /** Seconds until the exceeded limit resets. */
        XRatelimitTimeremaining: number;
        /** Status code of the model container, with a 424 of managed compute. */
        MsAzuremlModelErrorStatuscode: number;
        /** Status text of the model container, with a 424 of managed compute. */
        MsAzuremlModelErrorReason: string;
    };
    pathItems: never;
}
/**
 * The contract by operation id.
 *
 * @example
 * type Failure = operations["getChatCompletions"]["responses"]["4XX"]["content"]["application/json"];
 */
export interface operations {
    getModelInfo: {
        parameters: {
            query: {
                /**
                 * API version, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`.
                 * @example 2025-04-01
                 */
                "api-version": components["parameters"]["ApiVersion"];
                /** Deployment to describe, on an endpoint that serves several. */
                model?: components["parameters"]["Model"];
            };
            header?: {
                /** Deployment of a managed compute endpoint that the request is routed to. */
                "azureml-model-deployment"?: components["parameters"]["AzuremlModelDeployment"];
                /** Deployment of a multi-model endpoint that the request is routed to, instead of `model` in the body. */
                "x-ms-model-mesh-model-name"?: components["parameters"]["XMsModelMeshModelName"];
                /** Request id chosen by the client, usually a GUID. The response repeats it. */
                "x-ms-client-request-id"?: components["parameters"]["XMsClientRequestId"];
                /** Trace context of the caller (W3C Trace Context). */
                traceparent?: components["parameters"]["Traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The answer. */
            200: {
                headers: {
                    "apim-request-id": components["headers"]["ApimRequestId"];
                    "x-request-id": components["headers"]["XRequestId"];
                    "x-ms-request-id": components["headers"]["XMsRequestId"];
                    "x-ms-client-request-id": components["headers"]["XMsClientRequestId"];
                    "x-ratelimit-limit-requests": components["headers"]["XRatelimitLimitRequests"];
                    "x-ratelimit-limit-tokens": components["headers"]["XRatelimitLimitTokens"];
                    "x-ratelimit-remaining-requests": components["headers"]["XRatelimitRemainingRequests"];
                    "x-ratelimit-remaining-tokens": components["headers"]["XRatelimitRemainingTokens"];
                    "x-ratelimit-reset-requests": components["headers"]["XRatelimitResetRequests"];
                    "x-ratelimit-reset-tokens": components["headers"]["XRatelimitResetTokens"];
                    "x-ratelimit-renewalperiod-requests": components["headers"]["XRatelimitRenewalperiodRequests"];
                    "x-ms-region": components["headers"]["XMsRegion"];
                    "x-ms-rai-invoked": components["headers"]["XMsRaiInvoked"];
                    "x-ms-deployment-name": components["headers"]["XMsDeploymentName"];
                    "x-ms-spillover-from-deployment": components["headers"]["XMsSpilloverFromDeployment"];
                    "x-ms-spillover-error": components["headers"]["XMsSpilloverError"];
                    "azureml-model-session": components["headers"]["AzuremlModelSession"];
                    "azureml-model-group": components["headers"]["AzuremlModelGroup"];
                    "ms-azureml-model-time": components["headers"]["MsAzuremlModelTime"];
                    "x-envoy-upstream-service-time": components["headers"]["XEnvoyUpstreamServiceTime"];
                    "ms-azureml-bandwidth-request-delay-ms": components["headers"]["MsAzuremlBandwidthRequestDelayMs"];
                    "ms-azureml-bandwidth-response-delay-ms": components["headers"]["MsAzuremlBandwidthResponseDelayMs"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ModelInfo;
                };
            };
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getChatCompletions: {
        parameters: {
            query: {
                /**
                 * API version, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`.
                 * @example 2025-04-01
                 */
                "api-version": components["parameters"]["ApiVersion"];
            };
            header?: {
                /** Deployment of a managed compute endpoint that the request is routed to. */
                "azureml-model-deployment"?: components["parameters"]["AzuremlModelDeployment"];
                /** Deployment of a multi-model endpoint that the request is routed to, instead of `model` in the body. */
                "x-ms-model-mesh-model-name"?: components["parameters"]["XMsModelMeshModelName"];
                /** Request id chosen by the client, usually a GUID. The response repeats it. */
                "x-ms-client-request-id"?: components["parameters"]["XMsClientRequestId"];
                /** Trace context of the caller (W3C Trace Context). */
                traceparent?: components["parameters"]["Traceparent"];
                /** What to do with unknown parameters in the request body. The service's default is `error`. */
                "extra-parameters"?: components["parameters"]["ExtraParameters"];
            };
            path?: never;
            cookie?: never;
        };
        /** The request body. */
        requestBody: {
            content: {
                "application/json": ChatCompletionsOptions;
            };
        };
        responses: {
            /** The answer. */
            200: {
                headers: {
                    "apim-request-id": components["headers"]["ApimRequestId"];
                    "x-request-id": components["headers"]["XRequestId"];
                    "x-ms-request-id": components["headers"]["XMsRequestId"];
                    "x-ms-client-request-id": components["headers"]["XMsClientRequestId"];
                    "x-ratelimit-limit-requests": components["headers"]["XRatelimitLimitRequests"];
                    "x-ratelimit-limit-tokens": components["headers"]["XRatelimitLimitTokens"];
                    "x-ratelimit-remaining-requests": components["headers"]["XRatelimitRemainingRequests"];
                    "x-ratelimit-remaining-tokens": components["headers"]["XRatelimitRemainingTokens"];
                    "x-ratelimit-reset-requests": components["headers"]["XRatelimitResetRequests"];
                    "x-ratelimit-reset-tokens": components["headers"]["XRatelimitResetTokens"];
                    "x-ratelimit-renewalperiod-requests": components["headers"]["XRatelimitRenewalperiodRequests"];
                    "x-ms-region": components["headers"]["XMsRegion"];
                    "x-ms-rai-invoked": components["headers"]["XMsRaiInvoked"];
                    "x-ms-deployment-name": components["headers"]["XMsDeploymentName"];
                    "x-ms-spillover-from-deployment": components["headers"]["XMsSpilloverFromDeployment"];
                    "x-ms-spillover-error": components["headers"]["XMsSpilloverError"];
                    "azureml-model-session": components["headers"]["AzuremlModelSession"];
                    "azureml-model-group": components["headers"]["AzuremlModelGroup"];
                    "ms-azureml-model-time": components["headers"]["MsAzuremlModelTime"];
                    "x-envoy-upstream-service-time": components["headers"]["XEnvoyUpstreamServiceTime"];
                    "ms-azureml-bandwidth-request-delay-ms": components["headers"]["MsAzuremlBandwidthRequestDelayMs"];
                    "ms-azureml-bandwidth-response-delay-ms": components["headers"]["MsAzuremlBandwidthResponseDelayMs"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ChatCompletions;
                    "text/event-stream": string;
                };
            };
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getCompletions: {
        parameters: {
            query: {
                /**
                 * API version, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`.
                 * @example 2025-04-01
                 */
                "api-version": components["parameters"]["ApiVersion"];
            };
            header?: {
                /** Deployment of a managed compute endpoint that the request is routed to. */
                "azureml-model-deployment"?: components["parameters"]["AzuremlModelDeployment"];
                /** Deployment of a multi-model endpoint that the request is routed to, instead of `model` in the body. */
                "x-ms-model-mesh-model-name"?: components["parameters"]["XMsModelMeshModelName"];
                /** Request id chosen by the client, usually a GUID. The response repeats it. */
                "x-ms-client-request-id"?: components["parameters"]["XMsClientRequestId"];
                /** Trace context of the caller (W3C Trace Context). */
                traceparent?: components["parameters"]["Traceparent"];
                /** What to do with unknown parameters in the request body. The service's default is `error`. */
                "extra-parameters"?: components["parameters"]["ExtraParameters"];
            };
            path?: never;
            cookie?: never;
        };
        /** The request body. */
        requestBody: {
            content: {
                "application/json": CompletionsOptions;
            };
        };
        responses: {
            /** The answer. */
            200: {
                headers: {
                    "apim-request-id": components["headers"]["ApimRequestId"];
                    "x-request-id": components["headers"]["XRequestId"];
                    "x-ms-request-id": components["headers"]["XMsRequestId"];
                    "x-ms-client-request-id": components["headers"]["XMsClientRequestId"];
                    "x-ratelimit-limit-requests": components["headers"]["XRatelimitLimitRequests"];
                    "x-ratelimit-limit-tokens": components["headers"]["XRatelimitLimitTokens"];
                    "x-ratelimit-remaining-requests": components["headers"]["XRatelimitRemainingRequests"];
                    "x-ratelimit-remaining-tokens": components["headers"]["XRatelimitRemainingTokens"];
                    "x-ratelimit-reset-requests": components["headers"]["XRatelimitResetRequests"];
                    "x-ratelimit-reset-tokens": components["headers"]["XRatelimitResetTokens"];
                    "x-ratelimit-renewalperiod-requests": components["headers"]["XRatelimitRenewalperiodRequests"];
                    "x-ms-region": components["headers"]["XMsRegion"];
                    "x-ms-rai-invoked": components["headers"]["XMsRaiInvoked"];
                    "x-ms-deployment-name": components["headers"]["XMsDeploymentName"];
                    "x-ms-spillover-from-deployment": components["headers"]["XMsSpilloverFromDeployment"];
                    "x-ms-spillover-error": components["headers"]["XMsSpilloverError"];
                    "azureml-model-session": components["headers"]["AzuremlModelSession"];
                    "azureml-model-group": components["headers"]["AzuremlModelGroup"];
                    "ms-azureml-model-time": components["headers"]["MsAzuremlModelTime"];
                    "x-envoy-upstream-service-time": components["headers"]["XEnvoyUpstreamServiceTime"];
                    "ms-azureml-bandwidth-request-delay-ms": components["headers"]["MsAzuremlBandwidthRequestDelayMs"];
                    "ms-azureml-bandwidth-response-delay-ms": components["headers"]["MsAzuremlBandwidthResponseDelayMs"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Completions;
                    "text/event-stream": string;
                };
            };
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getEmbeddings: {
        parameters: {
            query: {
                /**
                 * API version, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`.
                 * @example 2025-04-01
                 */
                "api-version": components["parameters"]["ApiVersion"];
            };
            header?: {
                /** Deployment of a managed compute endpoint that the request is routed to. */
                "azureml-model-deployment"?: components["parameters"]["AzuremlModelDeployment"];
                /** Deployment of a multi-model endpoint that the request is routed to, instead of `model` in the body. */
                "x-ms-model-mesh-model-name"?: components["parameters"]["XMsModelMeshModelName"];
                /** Request id chosen by the client, usually a GUID. The response repeats it. */
                "x-ms-client-request-id"?: components["parameters"]["XMsClientRequestId"];
                /** Trace context of the caller (W3C Trace Context). */
                traceparent?: components["parameters"]["Traceparent"];
                /** What to do with unknown parameters in the request body. The service's default is `error`. */
                "extra-parameters"?: components["parameters"]["ExtraParameters"];
            };
            path?: never;
            cookie?: never;
        };
        /** The request body. */
        requestBody: {
            content: {
                "application/json": EmbeddingsOptions;
            };
        };
        responses: {
            /** The answer. */
            200: {
                headers: {
                    "apim-request-id": components["headers"]["ApimRequestId"];
                    "x-request-id": components["headers"]["XRequestId"];
                    "x-ms-request-id": components["headers"]["XMsRequestId"];
                    "x-ms-client-request-id": components["headers"]["XMsClientRequestId"];
                    "x-ratelimit-limit-requests": components["headers"]["XRatelimitLimitRequests"];
                    "x-ratelimit-limit-tokens": components["headers"]["XRatelimitLimitTokens"];
                    "x-ratelimit-remaining-requests": components["headers"]["XRatelimitRemainingRequests"];
                    "x-ratelimit-remaining-tokens": components["headers"]["XRatelimitRemainingTokens"];
                    "x-ratelimit-reset-requests": components["headers"]["XRatelimitResetRequests"];
                    "x-ratelimit-reset-tokens": components["headers"]["XRatelimitResetTokens"];
                    "x-ratelimit-renewalperiod-requests": components["headers"]["XRatelimitRenewalperiodRequests"];
                    "x-ms-region": components["headers"]["XMsRegion"];
                    "x-ms-rai-invoked": components["headers"]["XMsRaiInvoked"];
                    "x-ms-deployment-name": components["headers"]["XMsDeploymentName"];
                    "x-ms-spillover-from-deployment": components["headers"]["XMsSpilloverFromDeployment"];
                    "x-ms-spillover-error": components["headers"]["XMsSpilloverError"];
                    "azureml-model-session": components["headers"]["AzuremlModelSession"];
                    "azureml-model-group": components["headers"]["AzuremlModelGroup"];
                    "ms-azureml-model-time": components["headers"]["MsAzuremlModelTime"];
                    "x-envoy-upstream-service-time": components["headers"]["XEnvoyUpstreamServiceTime"];
                    "ms-azureml-bandwidth-request-delay-ms": components["headers"]["MsAzuremlBandwidthRequestDelayMs"];
                    "ms-azureml-bandwidth-response-delay-ms": components["headers"]["MsAzuremlBandwidthResponseDelayMs"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": EmbeddingsResult;
                };
            };
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getImageEmbeddings: {
        parameters: {
            query: {
                /**
                 * API version, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`.
                 * @example 2025-04-01
                 */
                "api-version": components["parameters"]["ApiVersion"];
            };
            header?: {
                /** Deployment of a managed compute endpoint that the request is routed to. */
                "azureml-model-deployment"?: components["parameters"]["AzuremlModelDeployment"];
                /** Deployment of a multi-model endpoint that the request is routed to, instead of `model` in the body. */
                "x-ms-model-mesh-model-name"?: components["parameters"]["XMsModelMeshModelName"];
                /** Request id chosen by the client, usually a GUID. The response repeats it. */
                "x-ms-client-request-id"?: components["parameters"]["XMsClientRequestId"];
                /** Trace context of the caller (W3C Trace Context). */
                traceparent?: components["parameters"]["Traceparent"];
                /** What to do with unknown parameters in the request body. The service's default is `error`. */
                "extra-parameters"?: components["parameters"]["ExtraParameters"];
            };
            path?: never;
            cookie?: never;
        };
        /** The request body. */
        requestBody: {
            content: {
                "application/json": ImageEmbeddingsOptions;
            };
        };
        responses: {
            /** The answer. */
            200: {
                headers: {
                    "apim-request-id": components["headers"]["ApimRequestId"];
                    "x-request-id": components["headers"]["XRequestId"];
                    "x-ms-request-id": components["headers"]["XMsRequestId"];
                    "x-ms-client-request-id": components["headers"]["XMsClientRequestId"];
                    "x-ratelimit-limit-requests": components["headers"]["XRatelimitLimitRequests"];
                    "x-ratelimit-limit-tokens": components["headers"]["XRatelimitLimitTokens"];
                    "x-ratelimit-remaining-requests": components["headers"]["XRatelimitRemainingRequests"];
                    "x-ratelimit-remaining-tokens": components["headers"]["XRatelimitRemainingTokens"];
                    "x-ratelimit-reset-requests": components["headers"]["XRatelimitResetRequests"];
                    "x-ratelimit-reset-tokens": components["headers"]["XRatelimitResetTokens"];
                    "x-ratelimit-renewalperiod-requests": components["headers"]["XRatelimitRenewalperiodRequests"];
                    "x-ms-region": components["headers"]["XMsRegion"];
                    "x-ms-rai-invoked": components["headers"]["XMsRaiInvoked"];
                    "x-ms-deployment-name": components["headers"]["XMsDeploymentName"];
                    "x-ms-spillover-from-deployment": components["headers"]["XMsSpilloverFromDeployment"];
                    "x-ms-spillover-error": components["headers"]["XMsSpilloverError"];
                    "azureml-model-session": components["headers"]["AzuremlModelSession"];
                    "azureml-model-group": components["headers"]["AzuremlModelGroup"];
                    "ms-azureml-model-time": components["headers"]["MsAzuremlModelTime"];
                    "x-envoy-upstream-service-time": components["headers"]["XEnvoyUpstreamServiceTime"];
                    "ms-azureml-bandwidth-request-delay-ms": components["headers"]["MsAzuremlBandwidthRequestDelayMs"];
                    "ms-azureml-bandwidth-response-delay-ms": components["headers"]["MsAzuremlBandwidthResponseDelayMs"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": EmbeddingsResult;
                };
            };
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
}
