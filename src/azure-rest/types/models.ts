// What a caller sends. Names, properties and looseness are those of the retired package: a message or content item of any
// role or type is taken, so that values that were inferred wider than they are still fit.

/** Any message; the named kinds say which properties a role has. */
export interface ChatRequestMessageParent {
  role: ChatRole;
}

/** Instructions that stand above the conversation. */
export interface ChatRequestSystemMessage extends ChatRequestMessageParent {
  role: "system";
  content: string;
}

/** The same for models that name this role `developer`. */
export interface ChatRequestDeveloperMessage extends ChatRequestMessageParent {
  role: "developer";
  content: string;
}

/** What the user says: a text, or parts of several kinds. */
export interface ChatRequestUserMessage extends ChatRequestMessageParent {
  role: "user";
  content: string | Array<ChatMessageContentItem>;
}

/** What the model said before. */
export interface ChatRequestAssistantMessage extends ChatRequestMessageParent {
  role: "assistant";
  content?: string;
  /** Calls that the model asked for; each needs a tool message with its `id`. */
  tool_calls?: Array<ChatCompletionsToolCall>;
}

/** What a tool gave back. */
export interface ChatRequestToolMessage extends ChatRequestMessageParent {
  role: "tool";
  content?: string;
  /** The `id` of the tool call whose result this is. */
  tool_call_id: string;
}

export type ChatRequestMessage =
  | ChatRequestMessageParent
  | ChatRequestSystemMessage
  | ChatRequestDeveloperMessage
  | ChatRequestUserMessage
  | ChatRequestAssistantMessage
  | ChatRequestToolMessage;

/** Any part of a user message. */
export interface ChatMessageContentItemParent {
  type: string;
}

export interface ChatMessageTextContentItem extends ChatMessageContentItemParent {
  type: "text";
  text: string;
}

export interface ChatMessageImageContentItem extends ChatMessageContentItemParent {
  type: "image_url";
  image_url: ChatMessageImageUrl;
}

export interface ChatMessageImageUrl {
  /** A URL that the model can reach, or a data URL. */
  url: string;
  /** How closely to look: `auto`, `low` or `high`. */
  detail?: ChatMessageImageDetailLevel;
}

export interface ChatMessageAudioUrlContentItem extends ChatMessageContentItemParent {
  type: "audio_url";
  audio_url: ChatMessageInputAudioUrl;
}

export interface ChatMessageInputAudioUrl {
  url: string;
}

export interface ChatMessageAudioDataContentItem extends ChatMessageContentItemParent {
  type: "input_audio";
  input_audio: ChatMessageInputAudio;
}

export interface ChatMessageInputAudio {
  /** Base64. */
  data: string;
  /** `wav` or `mp3`. */
  format: AudioContentFormat;
}

export type ChatMessageContentItem =
  | ChatMessageContentItemParent
  | ChatMessageTextContentItem
  | ChatMessageImageContentItem
  | ChatMessageAudioUrlContentItem
  | ChatMessageAudioDataContentItem;

/** A call of a function that the model asked for. */
export interface ChatCompletionsToolCall {
  id: string;
  type: "function";
  function: FunctionCall;
}

export interface FunctionCall {
  name: string;
  /** JSON as the model wrote it: it may be invalid, or not fit the function's parameters. */
  arguments: string;
}

/** A function that the model may ask to be called. */
export interface ChatCompletionsToolDefinition {
  type: "function";
  function: FunctionDefinition;
}

export interface FunctionDefinition {
  name: string;
  /** Describes to the model what the function does. */
  description?: string;
  /** A JSON Schema. */
  parameters?: unknown;
}

/** Makes the model call one function. */
export interface ChatCompletionsNamedToolChoice {
  type: "function";
  function: ChatCompletionsNamedToolChoiceFunction;
}

export interface ChatCompletionsNamedToolChoiceFunction {
  name: string;
}

/** Any form of the response. */
export interface ChatCompletionsResponseFormatParent {
  type: string;
}

export interface ChatCompletionsResponseFormatText extends ChatCompletionsResponseFormatParent {
  type: "text";
}

export interface ChatCompletionsResponseFormatJsonObject extends ChatCompletionsResponseFormatParent {
  type: "json_object";
}

export interface ChatCompletionsResponseFormatJsonSchema extends ChatCompletionsResponseFormatParent {
  type: "json_schema";
  json_schema: ChatCompletionsResponseFormatJsonSchemaDefinition;
}

export interface ChatCompletionsResponseFormatJsonSchemaDefinition {
  /** Letters, digits, `_` and `-`, at most 64. */
  name: string;
  /** A JSON Schema; models know a part of its words. */
  schema: Record<string, unknown>;
  description?: string;
  /** Whether a word of the schema that the model does not know is an error. */
  strict?: boolean;
}

export type ChatCompletionsResponseFormat =
  | ChatCompletionsResponseFormatParent
  | ChatCompletionsResponseFormatText
  | ChatCompletionsResponseFormatJsonObject
  | ChatCompletionsResponseFormatJsonSchema;

/** An image, alone or with a text. */
export interface ImageEmbeddingInput {
  /** A data URL. */
  image: string;
  text?: string;
}

/** `error`, `drop` or `pass-through`. */
export type ExtraParameters = string;
/** `system`, `developer`, `user`, `assistant` or `tool`. */
export type ChatRole = string;
/** `auto`, `low` or `high`. */
export type ChatMessageImageDetailLevel = string;
/** `wav` or `mp3`. */
export type AudioContentFormat = string;
/** `auto`, `none` or `required`. */
export type ChatCompletionsToolChoicePreset = string;
/** `float`, `base64`, `binary`, `int8`, `ubinary` or `uint8`. */
export type EmbeddingEncodingFormat = string;
/** `text`, `query` or `document`. */
export type EmbeddingInputType = string;
