import type { OperationId } from "../../generated/operations.ts";
import type { ModelInfo } from "../../generated/types.ts";

/** What an emulated model is and what it can do. */
export interface ModelProfile {
  /** What `model` in a body, or the header `x-ms-model-mesh-model-name`, asks for; case does not matter. */
  name: string;
  /** What `/info` says that it does. */
  type: ModelInfo["model_type"];
  /** What `/info` says of who made it. */
  provider: string;
  /** The operations that it serves beside `getModelInfo`; others answer 404. */
  operations: readonly OperationId[];
  /** What it answers 422 to. */
  unsupported?: {
    /** Members of request bodies. */
    members?: readonly string[];
    /** Roles of chat messages. */
    roles?: readonly string[];
    /** Types of content parts. */
    contentTypes?: readonly string[];
    /** Types of `response_format`. */
    responseFormats?: readonly string[];
  };
}

/** The models of an emulator that is not told others; the first answers when a request names none. */
export const defaultModels: readonly ModelProfile[] = [
  {
    name: "emulated-all",
    type: "chat-completion",
    provider: "model-inference",
    operations: ["getChatCompletions", "getCompletions", "getEmbeddings", "getImageEmbeddings"],
  },
  {
    name: "emulated-chat-small",
    type: "chat-completion",
    provider: "model-inference",
    operations: ["getChatCompletions"],
    unsupported: {
      members: ["tools", "tool_choice", "response_format", "modalities"],
      roles: ["system", "developer", "tool"],
      contentTypes: ["image_url", "audio_url", "input_audio"],
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
    unsupported: { members: ["input_type"] },
  },
];
