import { type OperationId, operations } from "../../../generated/operations.ts";
import type { ModelInfo } from "../../../generated/types.ts";

/**
 * What an emulated model is and what it can do.
 *
 * @example
 * const [first] = defaultModels;
 * if (first) await startEmulator({ models: [{ ...first, name: "mistral-large" } satisfies ModelProfile] });
 */
export interface ModelProfile {
  /** What `model` in a body, or the header `x-ms-model-mesh-model-name`, asks for; case does not matter. */
  name: string;
  /** What `/info` says that it does. */
  type: ModelInfo["model_type"];
  /** What `/info` says of who made it. */
  provider: string;
  /** The operations that it serves in addition to `getModelInfo`; others return 404. */
  operations: readonly OperationId[];
  /**
   * Whether it reasons before it responds. The thoughts are in `reasoning_content`, and before `2025-04-01` within the
   * content, between `<think>` and `</think>`.
   */
  reasoning?: boolean;
  /** What it takes at most; more is a 422, more tokens a 413. */
  limits?: {
    /** Inputs of one request to embed. */
    inputs?: number;
    /** Images of one message. */
    images?: number;
    /** Numbers of a vector, 4096 at most. */
    dimensions?: number;
    /** Tokens of the texts of a request. */
    contextTokens?: number;
  };
  /** What it rejects with 422. */
  unsupported?: {
    /** Properties of request bodies. */
    members?: readonly string[];
    /** Roles of chat messages. */
    roles?: readonly string[];
    /** Types of content parts. */
    contentTypes?: readonly string[];
    /** Types of `response_format`. */
    responseFormats?: readonly string[];
  };
}

/** Model names differ by more than case. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const noMedia = ["image_url", "audio_url", "input_audio"];

/** The operations that a model serves; what it is can be asked of each. */
export const withBody = (Object.keys(operations) as OperationId[]).filter((id) => operations[id].members.length > 0);

/**
 * The default models of an emulator; the first is used if a request names none.
 *
 * @example
 * await startEmulator({ models: defaultModels.filter(({ name }) => name !== "emulated-all") });
 */
export const defaultModels: readonly ModelProfile[] = [
  {
    name: "emulated-all",
    type: "chat-completion",
    provider: "model-inference",
    operations: withBody,
  },
  {
    name: "emulated-chat-small",
    type: "chat-completion",
    provider: "model-inference",
    operations: ["getChatCompletions"],
    unsupported: {
      members: ["tools", "tool_choice", "modalities"],
      roles: ["system", "developer", "tool"],
      contentTypes: noMedia,
      responseFormats: ["json_object", "json_schema"],
    },
  },
  {
    name: "emulated-no-system",
    type: "chat-completion",
    provider: "model-inference",
    operations: ["getChatCompletions"],
    unsupported: { roles: ["system", "developer"], contentTypes: noMedia },
  },
  {
    name: "emulated-reasoning",
    type: "chat-completion",
    provider: "model-inference",
    operations: ["getChatCompletions"],
    reasoning: true,
    unsupported: {
      members: ["tools", "tool_choice", "modalities"],
      roles: ["developer", "tool"],
      contentTypes: noMedia,
      responseFormats: ["json_object", "json_schema"],
    },
  },
  {
    name: "emulated-tools",
    type: "chat-completion",
    provider: "model-inference",
    operations: ["getChatCompletions"],
    unsupported: {
      members: ["modalities"],
      roles: ["developer"],
      contentTypes: noMedia,
      responseFormats: ["json_schema"],
    },
  },
  {
    name: "emulated-vision",
    type: "chat-completion",
    provider: "model-inference",
    operations: ["getChatCompletions"],
    limits: { images: 1 },
    unsupported: {
      members: ["tools", "tool_choice", "modalities"],
      roles: ["developer", "tool"],
      contentTypes: ["audio_url", "input_audio"],
      responseFormats: ["json_object", "json_schema"],
    },
  },
  {
    name: "emulated-completions",
    type: "text-generation",
    provider: "model-inference",
    operations: ["getCompletions"],
  },
  { name: "emulated-embed", type: "embeddings", provider: "model-inference", operations: ["getEmbeddings"] },
  {
    name: "emulated-image-embed",
    type: "image-embeddings",
    provider: "model-inference",
    operations: ["getImageEmbeddings"],
    limits: { inputs: 1 },
    unsupported: { members: ["input_type"] },
  },
];
