// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

/** A text, parts of it, or null beside tool calls. */
export type AssistantMessageContent = (string | null) | TextContentItem[];
/** Sound and its format. */
export interface AudioData {
    /** The bytes as base64. */
    data: string;
    /** The format of the bytes. */
    format: AudioFormat;
}
/** Sound in the message itself. */
export interface AudioDataContentItem {
    /**
     * Names this kind of part.
     */
    type: "input_audio";
    /** The sound. */
    input_audio: AudioData;
}
/**
 * A format of sound.
 *
 * Known values: `wav`, `mp3`; others may come.
 */
export type AudioFormat = "wav" | "mp3" | (string & {});
/** Sound of an earlier answer, by its id. It is open, so that it takes the sound of an answer as it came. */
export interface AudioReference {
    /** The id that the answer gave. */
    id: string;
    [key: string]: unknown;
}
/** Where sound is. */
export interface AudioUrl {
    /** An http(s) URL, or a data URL. */
    url: string;
}
/** Sound at a URL. */
export interface AudioUrlContentItem {
    /**
     * Names this kind of part.
     */
    type: "audio_url";
    /** Where the sound is. */
    audio_url: AudioUrl;
}
/** One answer. */
export interface ChatChoice {
    /**
     * Format: int32
     * The answer, counted from 0.
     */
    index: number;
    /** Why the answer ends. */
    finish_reason: FinishReason | null;
    /** The answer itself. */
    message: ChatResponseMessage;
    /** How likely the tokens were. */
    logprobs?: Logprobs | null;
    /** What the content filter found in the answer. */
    content_filter_results?: ContentFilterResults | null;
    /** What the content filter found in the answer, in the other spelling. */
    content_filter_result?: ContentFilterResults | null;
    [key: string]: unknown;
}
/** The answer to a conversation. */
export interface ChatCompletions {
    /** An id of this answer; empty on chunks that only annotate. */
    id: string;
    /** `chat.completion`, or `chat.completion.chunk` for a chunk. */
    object?: string | null;
    /**
     * Format: int64
     * When the answer was made, in Unix seconds; 0 on chunks that only annotate.
     */
    created: number;
    /** The model that answered; empty on chunks that only annotate. */
    model: string;
    /** What the answer cost; null or absent on most chunks. */
    usage?: CompletionsUsage | null;
    /** The configuration of the backend. */
    system_fingerprint?: string | null;
    /** The tier that served the request. */
    service_tier?: string | null;
    /** What the content filter found in the prompts. */
    prompt_filter_results?: PromptFilterResult[] | null;
    /** What the content filter found in the prompts, under its older name. */
    prompt_annotations?: PromptFilterResult[] | null;
    /** The answers; one unless more were asked for. */
    choices: ChatChoice[];
    [key: string]: unknown;
}
/** A piece of an answer that comes as server-sent events. */
export interface ChatCompletionsChunk {
    /** An id of this answer; empty on chunks that only annotate. */
    id: string;
    /** `chat.completion`, or `chat.completion.chunk` for a chunk. */
    object?: string | null;
    /**
     * Format: int64
     * When the answer was made, in Unix seconds; 0 on chunks that only annotate.
     */
    created: number;
    /** The model that answered; empty on chunks that only annotate. */
    model: string;
    /** What the answer cost; null or absent on most chunks. */
    usage?: CompletionsUsage | null;
    /** The configuration of the backend. */
    system_fingerprint?: string | null;
    /** The tier that served the request. */
    service_tier?: string | null;
    /** What the content filter found in the prompts. */
    prompt_filter_results?: PromptFilterResult[] | null;
    /** What the content filter found in the prompts, under its older name. */
    prompt_annotations?: PromptFilterResult[] | null;
    /** What is new; empty on chunks that only annotate or count. */
    choices: StreamingChatChoice[];
    /** What went wrong after the stream had begun. */
    error?: ErrorValue;
    [key: string]: unknown;
}
/** A conversation, and how to answer it. */
export interface ChatCompletionsOptions {
    /** The conversation so far, oldest message first. */
    messages: ChatRequestMessage[];
    /** The model, on an endpoint that serves several; ignored by others. */
    model?: string;
    /**
     * Format: float
     * Presses words down the more often they have come, -2 to 2; the service's default is 0.
     */
    frequency_penalty?: number | null;
    /**
     * Format: float
     * Presses words down once they have come, -2 to 2; the service's default is 0.
     */
    presence_penalty?: number | null;
    /**
     * Format: float
     * How freely to choose words, 0 or more; the highest value is the model's own.
     */
    temperature?: number | null;
    /**
     * Format: float
     * The share of likeliest words to choose among, 0 to 1; the service's default is 1.
     */
    top_p?: number | null;
    /**
     * Format: int32
     * The most tokens to write; null or absent means the model's maximum.
     */
    max_tokens?: number | null;
    /** Whether the answer comes as server-sent events. */
    stream?: boolean | null;
    /** Texts to end at; they are not part of the answer. */
    stop?: StopSequences;
    /**
     * Format: int64
     * Asks for the same answer to the same request, as far as the model can.
     */
    seed?: number | null;
    /** The form of the answer; 422 when the model cannot. */
    response_format?: ResponseFormat;
    /** Functions that the model may ask to be called; 422 when the model cannot. */
    tools?: ToolDefinition[] | null;
    /** Whether the model may, must or must not call tools; the default is `auto` with tools, `none` without. */
    tool_choice?: ToolChoice;
    /** The kinds of content wanted in the answer; the service's default is text alone. */
    modalities?: Modality[];
    [key: string]: unknown;
}
/** What is new of a message. */
export interface ChatMessageDelta {
    /** Who speaks; on the first chunk only. */
    role?: ChatRole | null;
    /** What is new of the text. */
    content?: string | null;
    /** What is new of the reasoning. */
    reasoning_content?: string | null;
    /** What is new of the calls. */
    tool_calls?: ToolCallDelta[] | null;
    /** What is new of the refusal. */
    refusal?: string | null;
    [key: string]: unknown;
}
/**
 * What the model said before. It is open and takes every message of an answer as it came, so that a conversation goes
 * on by appending it.
 */
export interface ChatRequestAssistantMessage {
    /**
     * Names this kind of message.
     */
    role: "assistant";
    /** The text, or parts of it; null, empty or absent beside tool calls. */
    content?: AssistantMessageContent;
    /** The calls that the model asked for. */
    tool_calls?: ToolCall[] | null;
    /** How the model came to its answer. Most models want it left out of the history, and ignore it. */
    reasoning_content?: string | null;
    /** Sound that the model made before. */
    audio?: AudioReference | null;
    /** Why the model declined to answer. */
    refusal?: string | null;
    /** Tells participants of the same role apart. */
    name?: string | null;
    [key: string]: unknown;
}
/** Instructions that hold for the whole conversation, as newer models name them. */
export interface ChatRequestDeveloperMessage {
    /**
     * Names this kind of message.
     */
    role: "developer";
    /** The instructions: a text, or parts of it. */
    content: TextContent;
    /** Tells participants of the same role apart. */
    name?: string;
}
/** A message of the conversation, told apart by its `role`. */
export type ChatRequestMessage = ChatRequestSystemMessage | ChatRequestDeveloperMessage | ChatRequestUserMessage | ChatRequestAssistantMessage | ChatRequestToolMessage;
/** Instructions that hold for the whole conversation. */
export interface ChatRequestSystemMessage {
    /**
     * Names this kind of message.
     */
    role: "system";
    /** The instructions: a text, or parts of it. */
    content: TextContent;
    /** Tells participants of the same role apart. */
    name?: string;
}
/** What a tool gave back. */
export interface ChatRequestToolMessage {
    /**
     * Names this kind of message.
     */
    role: "tool";
    /** The id of the call that this answers. */
    tool_call_id: string;
    /** The tool's output: a text, or parts of it; some models want JSON text. */
    content?: ToolMessageContent;
}
/** What the user says. */
export interface ChatRequestUserMessage {
    /**
     * Names this kind of message.
     */
    role: "user";
    /** A text, or parts of several kinds. */
    content: UserMessageContent;
    /** Tells participants of the same role apart. */
    name?: string;
}
/** Sound of an answer. */
export interface ChatResponseAudio {
    /** An id to refer to the sound by. */
    id: string;
    /** The bytes as base64. */
    data: string;
    /** What is said. */
    transcript: string;
    /**
     * Format: int64
     * Until when the id is good, in Unix seconds.
     */
    expires_at: number;
    /** The format of the bytes, `wav` or `mp3` as a rule. */
    format?: string | null;
    [key: string]: unknown;
}
/** What the model says. */
export interface ChatResponseMessage {
    /** Who speaks. */
    role: ChatResponseRole;
    /** The text; null, empty or absent beside tool calls. */
    content?: string | null;
    /** The calls that the model asks for. */
    tool_calls?: ToolCall[] | null;
    /** How the model came to its answer; not to be sent back. */
    reasoning_content?: string | null;
    /** Sound of the answer. */
    audio?: ChatResponseAudio | null;
    /** Why the model declines to answer. */
    refusal?: string | null;
    [key: string]: unknown;
}
/**
 * Who speaks in an answer.
 *
 * Known values: `assistant`; others may come.
 */
export type ChatResponseRole = "assistant";
/**
 * Who speaks.
 *
 * Known values: `system`, `developer`, `user`, `assistant`, `tool`; others may come.
 */
export type ChatRole = "system" | "developer" | "user" | "assistant" | "tool" | (string & {});
/** Where known code stands, and under which licence. */
export interface CodeCitation {
    /** The repository or file. */
    URL?: string | null;
    /** The licence. */
    license?: string | null;
    [key: string]: unknown;
}
/** An answer's tokens by kind. */
export interface CompletionTokensDetails {
    /**
     * Format: int32
     * Tokens of sound.
     */
    audio_tokens?: number | null;
    /**
     * Format: int32
     * Tokens of reasoning.
     */
    reasoning_tokens?: number | null;
    /**
     * Format: int32
     * All tokens.
     */
    total_tokens?: number | null;
    [key: string]: unknown;
}
/** The continuation of each prompt. */
export interface Completions {
    /** An id of this answer. */
    id: string;
    /** `text_completion`. */
    object?: string | null;
    /**
     * Format: int64
     * When the answer was made, in Unix seconds.
     */
    created: number;
    /** The model that answered. */
    model: string;
    /** What the answer cost; absent from most chunks. */
    usage?: CompletionsUsage | null;
    /** The configuration of the backend. */
    system_fingerprint?: string | null;
    /** What the content filter found in the prompts. */
    prompt_filter_results?: PromptFilterResult[] | null;
    /** The continuations. */
    choices: CompletionsChoice[];
    [key: string]: unknown;
}
/** One continuation, or a piece of one. */
export interface CompletionsChoice {
    /**
     * Format: int32
     * The continuation, counted from 0.
     */
    index: number;
    /** The text. */
    text: string;
    /** Why the text ends; null while it goes on. */
    finish_reason?: FinishReason | null;
    /** How likely the tokens were. */
    logprobs?: Logprobs | null;
    /** What the content filter found in the text. */
    content_filter_results?: ContentFilterResults | null;
    /** What the content filter found in the text, in the other spelling. */
    content_filter_result?: ContentFilterResults | null;
    [key: string]: unknown;
}
/** A piece of an answer that comes as server-sent events. */
export interface CompletionsChunk {
    /** An id of this answer. */
    id: string;
    /** `text_completion`. */
    object?: string | null;
    /**
     * Format: int64
     * When the answer was made, in Unix seconds.
     */
    created: number;
    /** The model that answered. */
    model: string;
    /** What the answer cost; absent from most chunks. */
    usage?: CompletionsUsage | null;
    /** The configuration of the backend. */
    system_fingerprint?: string | null;
    /** What the content filter found in the prompts. */
    prompt_filter_results?: PromptFilterResult[] | null;
    /** What is new; empty on chunks that only annotate or count. */
    choices: CompletionsChoice[];
    /** What went wrong after the stream had begun. */
    error?: ErrorValue;
    [key: string]: unknown;
}
/** A text, and how to continue it. */
export interface CompletionsOptions {
    /** The text or texts, or token ids in place of them. */
    prompt: CompletionsPrompt;
    /** The model, on an endpoint that serves several; ignored by others. */
    model?: string;
    /**
     * Format: float
     * Presses words down the more often they have come, -2 to 2; the service's default is 0.
     */
    frequency_penalty?: number | null;
    /**
     * Format: float
     * Presses words down once they have come, -2 to 2; the service's default is 0.
     */
    presence_penalty?: number | null;
    /**
     * Format: int32
     * The most tokens to write; the service's default is 256.
     */
    max_tokens?: number | null;
    /**
     * Format: int64
     * Asks for the same answer to the same request, as far as the model can.
     */
    seed?: number | null;
    /** Texts to end at; they are not part of the answer. */
    stop?: StopSequences;
    /** Whether the answer comes as server-sent events. */
    stream?: boolean | null;
    /**
     * Format: float
     * How freely to choose words, 0 or more; the service's default is 1.
     */
    temperature?: number | null;
    /**
     * Format: float
     * The share of likeliest words to choose among, 0 to 1; the service's default is 1.
     */
    top_p?: number | null;
    [key: string]: unknown;
}
/** One text, several texts, the token ids of one text, or of several; one kind for all items. */
export type CompletionsPrompt = string | TextOrTokens[];
/** Tokens counted. */
export interface CompletionsUsage {
    /**
     * Format: int32
     * Tokens of the answer.
     */
    completion_tokens: number;
    /**
     * Format: int32
     * Tokens of the prompt.
     */
    prompt_tokens: number;
    /**
     * Format: int32
     * All tokens.
     */
    total_tokens: number;
    /** The answer's tokens by kind. */
    completion_tokens_details?: CompletionTokensDetails | null;
    /** The prompt's tokens by kind. */
    prompt_tokens_details?: PromptTokensDetails | null;
    [key: string]: unknown;
}
/** The verdict on a category that is there or not. */
export interface ContentFilterDetectionResult {
    /** Whether the content was stopped for it. */
    filtered: boolean;
    /** Whether it was found. */
    detected?: boolean | null;
    [key: string]: unknown;
}
/** The documented body of a 400 for a prompt that the content filter stopped. */
export interface ContentFilterError {
    /**
     * Format: int32
     * The status once more.
     */
    status?: number | null;
    /**
     * The machine code of the failure.
     */
    code: "content_filter";
    /** What went wrong, for people. */
    message?: string | null;
    /** The part of the request at fault. */
    param?: string | null;
    /** The family of the failure. */
    type?: string | null;
    [key: string]: unknown;
}
/** Why the content filter did not run. */
export interface ContentFilterFailure {
    /** `content_filter_error`. */
    code?: string | null;
    /** The reason, for people. */
    message?: string | null;
    [key: string]: unknown;
}
/** How far the asynchronous filter has come in a stream. */
export interface ContentFilterOffsets {
    /**
     * Format: int32
     * All characters before this one are judged.
     */
    check_offset?: number | null;
    /**
     * Format: int32
     * The first character that this verdict is about.
     */
    start_offset?: number | null;
    /**
     * Format: int32
     * The character after the last that this verdict is about.
     */
    end_offset?: number | null;
    [key: string]: unknown;
}
/** What the content filter found, by category; a category that was not judged is absent. */
export interface ContentFilterResults {
    /** Hate and unfairness. */
    hate?: ContentFilterSeverityResult | null;
    /** Harm to oneself. Some servers spell it `self-harm`. */
    self_harm?: ContentFilterSeverityResult | null;
    /** Sexual content. */
    sexual?: ContentFilterSeverityResult | null;
    /** Violence. */
    violence?: ContentFilterSeverityResult | null;
    /** An attempt of the user to get around the rules. */
    jailbreak?: ContentFilterDetectionResult | null;
    /** Instructions hidden in a document. */
    indirect_attack?: ContentFilterDetectionResult | null;
    /** Profanity. */
    profanity?: ContentFilterDetectionResult | null;
    /** Known text of others. */
    protected_material_text?: ContentFilterDetectionResult | null;
    /** Known code of others. */
    protected_material_code?: ProtectedMaterialCodeResult | null;
    /** Statements that the sources do not bear out. */
    ungrounded_material?: UngroundedMaterialResult | null;
    /** Blocklists of the customer, as an object or a list. */
    custom_blocklists?: unknown;
    /** Why the filter did not run; the answer then came unfiltered. */
    error?: ContentFilterFailure | null;
    [key: string]: unknown;
}
/**
 * How severe a category of harm is.
 *
 * Known values: `safe`, `low`, `medium`, `high`; others may come.
 */
export type ContentFilterSeverity = "safe" | "low" | "medium" | "high" | (string & {});
/** The verdict on a category that is graded. */
export interface ContentFilterSeverityResult {
    /** Whether the content was stopped for it. */
    filtered: boolean;
    /** The grade. */
    severity?: ContentFilterSeverity | null;
    [key: string]: unknown;
}
/** A part of a user's message, told apart by its `type`. */
export type ContentItem = TextContentItem | ImageContentItem | AudioUrlContentItem | AudioDataContentItem;
/**
 * How the numbers of a vector travel.
 *
 * Known values: `base64`, `binary`, `float`, `int8`, `ubinary`, `uint8`; others may come.
 */
export type EmbeddingEncodingFormat = "base64" | "binary" | "float" | "int8" | "ubinary" | "uint8" | (string & {});
/**
 * What a vector is for.
 *
 * Known values: `text`, `query`, `document`; others may come.
 */
export type EmbeddingInputType = "text" | "query" | "document" | (string & {});
/** The vector of one input. */
export interface EmbeddingItem {
    /**
     * Format: int32
     * The input, counted from 0.
     */
    index: number;
    /** `embedding`. */
    object?: string | null;
    /** The vector. */
    embedding: EmbeddingVector;
    [key: string]: unknown;
}
/** Numbers, or their base64 text, as `encoding_format` asked. */
export type EmbeddingVector = string | number[];
/** One text, several texts, the token ids of one text, or of several; one kind for all items. */
export type EmbeddingsInput = string | TextOrTokens[];
/** Texts to embed, and the vectors wanted of them. */
export interface EmbeddingsOptions {
    /** The texts, or token ids in place of them. */
    input: EmbeddingsInput;
    /** The model, on an endpoint that serves several; ignored by others. */
    model?: string;
    /**
     * Format: int32
     * Numbers in each vector; null or absent means the model's own. 422 when the model cannot.
     */
    dimensions?: number | null;
    /** How the numbers travel; the service's default is `float`. 422 when the model cannot. */
    encoding_format?: EmbeddingEncodingFormat;
    /** What the vectors are for; the service's default is `text`. 422 when the model cannot. */
    input_type?: EmbeddingInputType;
    [key: string]: unknown;
}
/** One vector an input, and what it cost. */
export interface EmbeddingsResult {
    /** An id of this answer. */
    id?: string | null;
    /** `list`. */
    object?: string | null;
    /** The model that answered. */
    model: string;
    /** The vectors. */
    data: EmbeddingItem[];
    /** What the answer cost. */
    usage?: EmbeddingsUsage | null;
    [key: string]: unknown;
}
/** Tokens and image patches counted. */
export interface EmbeddingsUsage {
    /**
     * Format: int32
     * Tokens of the input.
     */
    prompt_tokens: number;
    /**
     * Format: int32
     * All tokens.
     */
    total_tokens: number;
    /**
     * Format: int32
     * Patches of the input's images.
     */
    prompt_patches?: number | null;
    /**
     * Format: int32
     * All patches.
     */
    total_patches?: number | null;
    [key: string]: unknown;
}
/**
 * The body of a failure. Servers, gateways and model containers each have a form of their own; every member that any
 * of them sends is listed, none is sure to be there. `UnsupportedParameterError` and `ContentFilterError` are the two
 * forms that the reference documents.
 */
export interface ErrorBody {
    /** The status once more, or a word for it. */
    status?: ErrorStatus;
    /**
     * Format: int32
     * The status once more, as the API gateway writes it.
     */
    statusCode?: number | null;
    /** The machine code of the failure. */
    code?: ErrorCode;
    /** What went wrong, for people; at times it is JSON text itself. */
    message?: string | null;
    /** The failure in nested form, its text, or several texts. */
    error?: ErrorValue;
    /** The parameter at fault. */
    param?: string | null;
    /** The family of the failure. */
    type?: string | null;
    /** What the server could not validate. */
    detail?: ErrorDetail;
    /** More about the failure. */
    details?: ErrorDetails;
    /** `error` when a model server sends its failure in flat form. */
    object?: string | null;
    /** The family of the failure, as text generation servers write it. */
    error_type?: string | null;
    [key: string]: unknown;
}
/** A machine code: a word, a number, or null. */
export type ErrorCode = (string | null) | number;
/** What the server could not validate: one parameter, several, or a text. */
export type ErrorDetail = (string | null) | ParameterDetail[] | ParameterDetail;
/** More about a failure: a text, or failures of their own. */
export type ErrorDetails = (string | null) | NestedError[];
/** The way to a parameter, outermost first, or a text that tells it. */
export type ErrorLocation = (string | null) | ErrorLocationStep[];
/** The name of a member or the position in a list. */
export type ErrorLocationStep = string | number;
/** A status as a number or as a word. */
export type ErrorStatus = (string | null) | number;
/** A failure in nested form, its text, or several texts. */
export type ErrorValue = (string | null) | string[] | NestedError;
/**
 * What to do with body members that the contract does not know.
 *
 * Known values: `error`, `drop`, `pass-through`; others may come.
 */
export type ExtraParameters = "error" | "drop" | "pass-through" | (string & {});
/**
 * Why an answer ends.
 *
 * Known values: `stop`, `length`, `content_filter`, `tool_calls`; others may come.
 */
export type FinishReason = "stop" | "length" | "content_filter" | "tool_calls" | (string & {});
/** A function and its arguments. */
export interface FunctionCall {
    /** The function's name. */
    name: string;
    /** The arguments as JSON text; a model may write broken JSON or invent parameters. */
    arguments: string;
    [key: string]: unknown;
}
/** A piece of a function's name and arguments. */
export interface FunctionCallDelta {
    /** The function's name, on the first piece. */
    name?: string | null;
    /** What is new of the arguments' JSON text. */
    arguments?: string | null;
    [key: string]: unknown;
}
/** A function that the model may ask to be called. */
export interface FunctionDefinition {
    /** Its name: letters, digits, `_` and `-`, at most 64. */
    name: string;
    /** What it does; the model reads it. */
    description?: string | null;
    /** Its parameters, as JSON Schema; absent means that it has none. */
    parameters?: {
        [key: string]: unknown;
    } | null;
    /** Whether the arguments must fit `parameters` exactly; the service's default is false. */
    strict?: boolean | null;
}
/** An image. */
export interface ImageContentItem {
    /**
     * Names this kind of part.
     */
    type: "image_url";
    /** Where the image is. */
    image_url: ImageUrl;
}
/**
 * How closely to look at an image.
 *
 * Known values: `auto`, `low`, `high`; others may come.
 */
export type ImageDetail = "auto" | "low" | "high" | (string & {});
/** An image to embed. */
export interface ImageEmbeddingInput {
    /** The image as a data URL, `data:image/<format>;base64,<data>`. */
    image: string;
    /** A text to embed with the image; 422 when the model cannot. */
    text?: string;
}
/** Images to embed, and the vectors wanted of them. */
export interface ImageEmbeddingsOptions {
    /** The images; some models take one at a time. */
    input: ImageEmbeddingInput[];
    /** The model, on an endpoint that serves several; ignored by others. */
    model?: string;
    /**
     * Format: int32
     * Numbers in each vector; null or absent means the model's own. 422 when the model cannot.
     */
    dimensions?: number | null;
    /** How the numbers travel; the service's default is `float`. 422 when the model cannot. */
    encoding_format?: EmbeddingEncodingFormat;
    /** What the vectors are for; the service's default is `text`. 422 when the model cannot. */
    input_type?: EmbeddingInputType;
    [key: string]: unknown;
}
/** Where an image is, and how closely to look. */
export interface ImageUrl {
    /** An http(s) URL, or `data:image/<format>;base64,<data>`. */
    url: string;
    /** How closely to look; the service's default is `auto`. */
    detail?: ImageDetail;
}
/** The failure behind a failure. */
export interface InnerError {
    /** The machine code; `ResponsibleAIPolicyViolation` for a content filter. */
    code?: ErrorCode;
    /** The failure behind this one. */
    innererror?: InnerError;
    /** The categories that the content filter judged. */
    content_filter_result?: ContentFilterResults | null;
    /** The categories that the content filter judged, in the other spelling. */
    content_filter_results?: ContentFilterResults | null;
    [key: string]: unknown;
}
/** A JSON object. The prompt must ask for JSON too, and `finish_reason` `length` means that it is cut. */
export interface JsonObjectResponseFormat {
    /**
     * Names this form.
     */
    type: "json_object";
}
/** A schema for an answer. */
export interface JsonSchemaFormat {
    /** A name for the schema: letters, digits, `_` and `-`, at most 64. */
    name: string;
    /** The schema itself, as JSON Schema. */
    schema: {
        [key: string]: unknown;
    };
    /** What the form is for; the model reads it. */
    description?: string;
    /** Whether the answer must fit the schema exactly; the service's default is false. */
    strict?: boolean | null;
}
/** JSON that fits a schema. */
export interface JsonSchemaResponseFormat {
    /**
     * Names this form.
     */
    type: "json_schema";
    /** The schema. */
    json_schema: JsonSchemaFormat;
}
/** How likely tokens were, as the model reports it. */
export interface Logprobs {
    [key: string]: unknown;
}
/**
 * A kind of content.
 *
 * Known values: `text`, `audio`; others may come.
 */
export type Modality = "text" | "audio" | (string & {});
/** What the endpoint serves. */
export interface ModelInfo {
    /** The name of the model. */
    model_name: string;
    /** What the model does. */
    model_type: ModelType;
    /** Who made the model. */
    model_provider_name: string;
    [key: string]: unknown;
}
/**
 * What a model does; each edition of the contract spells it in its own way.
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
     * The kind of tool; functions are the only one.
     */
    type: "function";
    /** The function. */
    function: NamedFunction;
}
/** A failure in nested form. */
export interface NestedError {
    /** The machine code of the failure. */
    code?: ErrorCode;
    /** What went wrong, for people; at times it is JSON text itself. */
    message?: string | null;
    /** The status once more. */
    status?: ErrorStatus;
    /** The parameter at fault. */
    param?: string | null;
    /** The family of the failure. */
    type?: string | null;
    /** What the failure is about. */
    target?: string | null;
    /** More about the failure. */
    details?: ErrorDetails;
    /** The failure behind this one. */
    innererror?: InnerError;
    [key: string]: unknown;
}
/** One parameter that a server could not validate. */
export interface ParameterDetail {
    /** Where the parameter stands. */
    loc?: ErrorLocation;
    /** The value that was refused. */
    input?: unknown;
    /** The value that was refused, in the other spelling. */
    value?: unknown;
    /** The kind of the problem, as validation frameworks name it. */
    type?: string | null;
    /** What is wrong with the value. */
    msg?: string | null;
    [key: string]: unknown;
}
/** What the content filter found in one prompt. */
export interface PromptFilterResult {
    /**
     * Format: int32
     * The prompt, counted from 0.
     */
    prompt_index: number;
    /** The categories that were judged. */
    content_filter_results?: ContentFilterResults | null;
    [key: string]: unknown;
}
/** A prompt's tokens by kind. */
export interface PromptTokensDetails {
    /**
     * Format: int32
     * Tokens of sound.
     */
    audio_tokens?: number | null;
    /**
     * Format: int32
     * Tokens that were cached.
     */
    cached_tokens?: number | null;
    [key: string]: unknown;
}
/** The verdict on known code. */
export interface ProtectedMaterialCodeResult {
    /** Whether the content was stopped for it. */
    filtered: boolean;
    /** Whether it was found. */
    detected?: boolean | null;
    /** Where the code stands. */
    citation?: CodeCitation | null;
    [key: string]: unknown;
}
/** The form of an answer. */
export type ResponseFormat = TextResponseFormat | JsonObjectResponseFormat | JsonSchemaResponseFormat;
/** Texts to end at. */
export type StopSequenceList = string[];
/** A text to end at, or several. */
export type StopSequences = (string | null) | StopSequenceList;
/** A piece of one answer. */
export interface StreamingChatChoice {
    /**
     * Format: int32
     * The answer, counted from 0.
     */
    index: number;
    /** Why the answer ends; null or absent while it goes on. */
    finish_reason?: FinishReason | null;
    /** What is new; absent or null when the chunk only annotates. */
    delta?: ChatMessageDelta | null;
    /** How likely the tokens were. */
    logprobs?: Logprobs | null;
    /** What the content filter found so far. */
    content_filter_results?: ContentFilterResults | null;
    /** The stretch of text that the verdict is about. */
    content_filter_offsets?: ContentFilterOffsets | null;
    /** The verdicts as the filter gave them. */
    content_filter_raw?: unknown[] | null;
    [key: string]: unknown;
}
/** A text, or parts of it. */
export type TextContent = string | TextContentItem[];
/** Text. */
export interface TextContentItem {
    /**
     * Names this kind of part.
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
     * Names this form.
     */
    type: "text";
}
/** A call that the model asks for. It is open on both sides, since a conversation hands it back as it came. */
export interface ToolCall {
    /** An id that the tool's message refers to. */
    id: string;
    /** The kind of tool. */
    type: ToolCallType;
    /** The function and its arguments. */
    function: FunctionCall;
    [key: string]: unknown;
}
/** A piece of a call. Pieces with one `index` belong together. */
export interface ToolCallDelta {
    /**
     * Format: int32
     * The call, counted from 0; the one key that ties its pieces together.
     */
    index?: number | null;
    /** The call's id, on its first piece; empty, null or absent later. */
    id?: string | null;
    /** The kind of tool, on the first piece. */
    type?: string | null;
    /** What is new of the function and its arguments. */
    function?: FunctionCallDelta | null;
    [key: string]: unknown;
}
/**
 * A kind of tool.
 *
 * Known values: `function`; others may come.
 */
export type ToolCallType = "function";
/** Whether tools are called: by a word, or by the name of the one to call. */
export type ToolChoice = ToolChoiceMode | NamedToolChoice;
/**
 * Whether the model may, must or must not call tools.
 *
 * Known values: `auto`, `none`, `required`; others may come.
 */
export type ToolChoiceMode = "auto" | "none" | "required" | (string & {});
/** A tool that the model may ask to be called. */
export interface ToolDefinition {
    /**
     * The kind of tool; functions are the only one.
     */
    type: "function";
    /** The function. */
    function: FunctionDefinition;
}
/** A tool's output, or null where it gave none. */
export type ToolMessageContent = (string | null) | TextContentItem[];
/** The verdict on statements without a source. */
export interface UngroundedMaterialResult {
    /** Whether the content was stopped for it. */
    filtered: boolean;
    /** Whether any was found. */
    detected?: boolean | null;
    /** The passages. */
    details?: UngroundedPassage[] | null;
    [key: string]: unknown;
}
/** A passage without a source. */
export interface UngroundedPassage {
    /**
     * Format: int32
     * Its first character in the answer.
     */
    completion_start_offset?: number | null;
    /**
     * Format: int32
     * The character after its last.
     */
    completion_end_offset?: number | null;
    [key: string]: unknown;
}
/** The documented body of a 422: the model does not know a parameter or its value. */
export interface UnsupportedParameterError {
    /**
     * Format: int32
     * The status once more.
     */
    status?: number | null;
    /**
     * The machine code of the failure.
     */
    code: "parameter_not_supported";
    /** The parameter and its value. */
    detail: ParameterDetail;
    /** What went wrong, for people. */
    message?: string | null;
    [key: string]: unknown;
}
/** A text, or parts of several kinds. */
export type UserMessageContent = string | ContentItem[];
/** The contract by path and method, for openapi-fetch and its kin. */
export interface paths {
    "/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what the endpoint says of its model
         * Tells which model the endpoint serves. Azure OpenAI deployments, OpenAI v1 endpoints and some Foundry resources do
         * not have this route and answer 404.
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
         * Answer a conversation
         * Answers a conversation. With `stream: true` the answer comes as server-sent events, each a
         * `ChatCompletionsChunk`, ended by `data: [DONE]`.
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
         * Continue a text
         * Continues a text. With `stream: true` the answer comes as server-sent events, each a `CompletionsChunk`, ended by
         * `data: [DONE]`. Chat-only models answer 404 or 405.
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
         * Embed texts
         * Embeds each text as a vector.
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
         * Embed images
         * Embeds each image, alone or with a text, as a vector.
         */
        post: operations["getImageEmbeddings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
/** The models, parameters, headers and responses of the contract by name. */
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
        /** The request cannot be served as it is: the caller, the limits or the chosen model stand in the way. */
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
        /** The service or the model behind it failed. */
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
         * The version of the contract, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`.
         * @example 2025-04-01
         */
        ApiVersion: string;
        /** The one deployment of a managed compute endpoint that is to answer. */
        AzuremlModelDeployment: string;
        /** The deployment of a multi-model endpoint that is to answer, in place of the body's `model`. */
        XMsModelMeshModelName: string;
        /** An id of the caller's choice, a GUID as a rule, that the answer repeats. */
        XMsClientRequestId: string;
        /** The caller's place in a trace, as W3C Trace Context writes it. */
        Traceparent: string;
        /** The deployment asked about, on an endpoint that serves several. */
        Model: string;
        /** What to do with body members that the contract does not know; the service's default is `error`. */
        ExtraParameters: ExtraParameters;
    };
    requestBodies: never;
    headers: {
        /** The gateway's id of the request, for support. */
        ApimRequestId: string;
        /** The server's id of the request, for support. */
        XRequestId: string;
        /** The service's id of the request, for support. */
        XMsRequestId: string;
        /** The id that the caller gave. */
        XMsClientRequestId: string;
        /** Requests allowed in the current window. */
        XRatelimitLimitRequests: number;
        /** Tokens allowed in the current window. */
        XRatelimitLimitTokens: number;
        /** Requests left in the current window; -1 when the service does not know. */
        XRatelimitRemainingRequests: number;
        /** Tokens left in the current window; -1 when the service does not know. */
        XRatelimitRemainingTokens: number;
        /** Seconds until the request window starts anew. */
        XRatelimitResetRequests: number;
        /** Seconds until the token window starts anew. */
        XRatelimitResetTokens: number;
        /** Length of the request window in seconds. */
        XRatelimitRenewalperiodRequests: number;
        /** The region that served the request. */
        XMsRegion: string;
        /** Whether the content filter looked at the request. */
        XMsRaiInvoked: string;
        /** The deployment that served the request. */
        XMsDeploymentName: string;
        /** The deployment that had no room and passed the request on. */
        XMsSpilloverFromDeployment: string;
        /** Why a request could not be passed on. */
        XMsSpilloverError: string;
        /** The session of the model's container. */
        AzuremlModelSession: string;
        /** The group of the model's container. */
        AzuremlModelGroup: string;
        /** Milliseconds that the model took. */
        MsAzuremlModelTime: number;
        /** Milliseconds that the server behind the gateway took. */
        XEnvoyUpstreamServiceTime: number;
        /** Milliseconds that the request was held back for bandwidth; sent as a trailer. */
        MsAzuremlBandwidthRequestDelayMs: number;
        /** Milliseconds that the answer was held back for bandwidth; sent as a trailer. */
        MsAzuremlBandwidthResponseDelayMs: number;
        /** The machine code of the failure. */
        XMsErrorCode: string;
        /** Seconds to wait before the next try, or an HTTP date. */
        RetryAfter: string;
        /** Milliseconds to wait before the next try. */
        RetryAfterMs: number;
        /** Which limit was reached, such as `UserByModelByMinute`. */
        XRatelimitType: string;
        /** Seconds until the limit that was reached starts anew. */
        XRatelimitTimeremaining: number;
        /** The status that the model's container answered with, beside a 424 of managed compute. */
        MsAzuremlModelErrorStatuscode: number;
        /** The reason that the model's container gave, beside a 424 of managed compute. */
        MsAzuremlModelErrorReason: string;
    };
    pathItems: never;
}
/** The contract by operation id. */
export interface operations {
    getModelInfo: {
        parameters: {
            query: {
                /**
                 * The version of the contract, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`.
                 * @example 2025-04-01
                 */
                "api-version": components["parameters"]["ApiVersion"];
                /** The deployment asked about, on an endpoint that serves several. */
                model?: components["parameters"]["Model"];
            };
            header?: {
                /** The one deployment of a managed compute endpoint that is to answer. */
                "azureml-model-deployment"?: components["parameters"]["AzuremlModelDeployment"];
                /** The deployment of a multi-model endpoint that is to answer, in place of the body's `model`. */
                "x-ms-model-mesh-model-name"?: components["parameters"]["XMsModelMeshModelName"];
                /** An id of the caller's choice, a GUID as a rule, that the answer repeats. */
                "x-ms-client-request-id"?: components["parameters"]["XMsClientRequestId"];
                /** The caller's place in a trace, as W3C Trace Context writes it. */
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
                 * The version of the contract, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`.
                 * @example 2025-04-01
                 */
                "api-version": components["parameters"]["ApiVersion"];
            };
            header?: {
                /** The one deployment of a managed compute endpoint that is to answer. */
                "azureml-model-deployment"?: components["parameters"]["AzuremlModelDeployment"];
                /** The deployment of a multi-model endpoint that is to answer, in place of the body's `model`. */
                "x-ms-model-mesh-model-name"?: components["parameters"]["XMsModelMeshModelName"];
                /** An id of the caller's choice, a GUID as a rule, that the answer repeats. */
                "x-ms-client-request-id"?: components["parameters"]["XMsClientRequestId"];
                /** The caller's place in a trace, as W3C Trace Context writes it. */
                traceparent?: components["parameters"]["Traceparent"];
                /** What to do with body members that the contract does not know; the service's default is `error`. */
                "extra-parameters"?: components["parameters"]["ExtraParameters"];
            };
            path?: never;
            cookie?: never;
        };
        /** The conversation, and how to answer it. */
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
                 * The version of the contract, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`.
                 * @example 2025-04-01
                 */
                "api-version": components["parameters"]["ApiVersion"];
            };
            header?: {
                /** The one deployment of a managed compute endpoint that is to answer. */
                "azureml-model-deployment"?: components["parameters"]["AzuremlModelDeployment"];
                /** The deployment of a multi-model endpoint that is to answer, in place of the body's `model`. */
                "x-ms-model-mesh-model-name"?: components["parameters"]["XMsModelMeshModelName"];
                /** An id of the caller's choice, a GUID as a rule, that the answer repeats. */
                "x-ms-client-request-id"?: components["parameters"]["XMsClientRequestId"];
                /** The caller's place in a trace, as W3C Trace Context writes it. */
                traceparent?: components["parameters"]["Traceparent"];
                /** What to do with body members that the contract does not know; the service's default is `error`. */
                "extra-parameters"?: components["parameters"]["ExtraParameters"];
            };
            path?: never;
            cookie?: never;
        };
        /** The text, and how to continue it. */
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
                 * The version of the contract, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`.
                 * @example 2025-04-01
                 */
                "api-version": components["parameters"]["ApiVersion"];
            };
            header?: {
                /** The one deployment of a managed compute endpoint that is to answer. */
                "azureml-model-deployment"?: components["parameters"]["AzuremlModelDeployment"];
                /** The deployment of a multi-model endpoint that is to answer, in place of the body's `model`. */
                "x-ms-model-mesh-model-name"?: components["parameters"]["XMsModelMeshModelName"];
                /** An id of the caller's choice, a GUID as a rule, that the answer repeats. */
                "x-ms-client-request-id"?: components["parameters"]["XMsClientRequestId"];
                /** The caller's place in a trace, as W3C Trace Context writes it. */
                traceparent?: components["parameters"]["Traceparent"];
                /** What to do with body members that the contract does not know; the service's default is `error`. */
                "extra-parameters"?: components["parameters"]["ExtraParameters"];
            };
            path?: never;
            cookie?: never;
        };
        /** The texts, and the vectors wanted of them. */
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
                 * The version of the contract, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`.
                 * @example 2025-04-01
                 */
                "api-version": components["parameters"]["ApiVersion"];
            };
            header?: {
                /** The one deployment of a managed compute endpoint that is to answer. */
                "azureml-model-deployment"?: components["parameters"]["AzuremlModelDeployment"];
                /** The deployment of a multi-model endpoint that is to answer, in place of the body's `model`. */
                "x-ms-model-mesh-model-name"?: components["parameters"]["XMsModelMeshModelName"];
                /** An id of the caller's choice, a GUID as a rule, that the answer repeats. */
                "x-ms-client-request-id"?: components["parameters"]["XMsClientRequestId"];
                /** The caller's place in a trace, as W3C Trace Context writes it. */
                traceparent?: components["parameters"]["Traceparent"];
                /** What to do with body members that the contract does not know; the service's default is `error`. */
                "extra-parameters"?: components["parameters"]["ExtraParameters"];
            };
            path?: never;
            cookie?: never;
        };
        /** The images, and the vectors wanted of them. */
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
