import type { Audience } from "../../../release/gate/change.ts";
import type { Edit, Mutant } from "./mutants.ts";

interface Breaking extends Mutant {
  /** Whom it breaks. */
  breaks: Audience;
}

const chat = "models/chat.tsp";
const messages = "models/chat-messages.tsp";
const closedDetail: Edit = [messages, "union ImageDetail {\n  string,\n", "union ImageDetail {"];
const closedType: Edit = ["models/model-info.tsp", "union ModelType {\n  string,\n", "union ModelType {"];

export const breaking: readonly Breaking[] = [
  {
    what: "a new required member of a request",
    edits: [
      [
        chat,
        "  stream?: boolean | null;",
        "  stream?: boolean | null;\n\n  /** How many answers. [wire] */\n  n: int32;",
      ],
    ],
    breaks: "callers",
  },
  {
    what: "an optional member of a request that becomes required",
    edits: [[chat, "seed?: int64 | null", "seed: int64 | null"]],
    breaks: "callers",
  },
  {
    what: "a member of a closed request that goes",
    edits: [
      [
        "models/images.tsp",
        "\n  /** Text to embed with the image. 422 if the model does not support it. [image-embeddings] */\n  text?: string;\n",
        "",
      ],
    ],
    breaks: "callers",
  },
  {
    what: "a value that a closed list of a request loses",
    released: [closedDetail],
    edits: [
      closedDetail,
      [messages, '  /** A low-resolution version, which uses fewer tokens. [typespec] */\n  low: "low",\n', ""],
    ],
    breaks: "callers",
  },
  {
    what: "an open list of a request that closes",
    edits: [["models/embeddings.tsp", "union EmbeddingInputType {\n  string,\n", "union EmbeddingInputType {"]],
    breaks: "callers",
  },
  {
    what: "a narrower limit of a request",
    edits: [[chat, "  @maxValue(1)\n  top_p", "  @maxValue(0.9)\n  top_p"]],
    breaks: "callers",
  },
  {
    what: "a request member that may no longer be null",
    edits: [[chat, "max_tokens?: int32 | null", "max_tokens?: int32"]],
    breaks: "callers",
  },
  {
    what: "a kind of message that is no longer taken",
    edits: [[messages, "  tool: ChatRequestToolMessage,\n", ""]],
    breaks: "callers",
  },
  {
    what: "a header that becomes required",
    edits: [["routes.tsp", "traceparent?: string", "traceparent: string"]],
    breaks: "callers",
  },
  {
    what: "an open request that closes",
    edits: [
      ["models/completions.tsp", "  top_p?: float32 | null;\n\n  ...Record<unknown>;", "  top_p?: float32 | null;"],
    ],
    breaks: "callers",
  },
  {
    what: "a required member of an answer that becomes optional",
    edits: [[chat, "message: ChatResponseMessage", "message?: ChatResponseMessage"]],
    breaks: "readers",
  },
  {
    what: "an optional member of an answer that goes",
    edits: [["models/embeddings.tsp", "  /** Token usage. [embeddings] */\n  usage?: EmbeddingsUsage | null;\n", ""]],
    breaks: "readers",
  },
  {
    what: "a member of an answer that may now be null",
    edits: [["models/completions.tsp", "  text: string;", "  text: string | null;"]],
    breaks: "readers",
  },
  {
    what: "a member of an answer of another type",
    edits: [["models/embeddings.tsp", "  index: int32;", "  index: string;"]],
    breaks: "readers",
  },
  {
    what: "a required member of a stream's events that becomes optional",
    edits: [
      [
        chat,
        "model StreamingChatChoice {\n  /** Index of the choice, from 0. [chat] */\n  index: int32",
        "model StreamingChatChoice {\n  /** Index of the choice, from 0. [chat] */\n  index?: int32",
      ],
    ],
    breaks: "readers",
  },
  {
    what: "a value that a closed list of an answer gains",
    released: [closedType],
    edits: [
      closedType,
      ["models/model-info.tsp", '  chat: "chat",', '  chat: "chat",\n\n  /** Ranks. [info] */\n  rank: "rank",'],
    ],
    breaks: "readers",
  },
  {
    what: "a header of the answers that goes",
    edits: [
      [
        "models/common.tsp",
        '  /** The region that served the request. [observed] */\n  @header("x-ms-region")\n  xMsRegion?: string;\n',
        "",
      ],
    ],
    breaks: "readers",
  },
  {
    what: "a wider limit of an answer",
    edits: [
      [
        "models/embeddings.tsp",
        "  /** Number of tokens of the input. [embeddings] */\n  @minValue(0)\n",
        "  /** Number of tokens of the input. [embeddings] */\n",
      ],
    ],
    breaks: "readers",
  },
  {
    what: "a member of an answer that may be of another type too",
    edits: [["models/embeddings.tsp", "  total_patches?: int32 | null;", "  total_patches?: int32 | string | null;"]],
    breaks: "readers",
  },
  {
    what: "a member of a failure that goes",
    edits: [
      [
        "models/errors.tsp",
        "  /** Error type, as text generation servers write it. [observed] */\n  error_type?: string | null;\n",
        "",
      ],
    ],
    breaks: "readers",
  },
  {
    what: "an operation under another path",
    edits: [["routes.tsp", '@route("/images/embeddings")', '@route("/embeddings/images")']],
    breaks: "everyone",
  },
  {
    what: "an operation under another name",
    edits: [["routes.tsp", "op getImageEmbeddings", "op embedImages"]],
    breaks: "everyone",
  },
  {
    what: "a model under another name",
    edits: [
      ["models/images.tsp", "input: ImageEmbeddingInput[]", "input: ImageInput[]"],
      ["models/images.tsp", "model ImageEmbeddingInput", "model ImageInput"],
    ],
    breaks: "everyone",
  },
  {
    what: "a key that is no longer taken",
    edits: [["main.tsp", "@useAuth(KeyAuth | TokenAuth)", "@useAuth(TokenAuth)"]],
    breaks: "everyone",
  },
  {
    what: "an api-version that goes",
    edits: [["main.tsp", '"2025-04-01"', '"2025-05-01"']],
    breaks: "everyone",
  },
];
