import type { Bump } from "../../../release/gate/change.ts";
import type { Edit, Mutant } from "./mutants.ts";

interface Compatible extends Mutant {
  /** What it asks the next release to be. */
  bump: Bump;
}

const chat = "models/chat.tsp";
const messages = "models/chat-messages.tsp";
const closedFormat: Edit = [messages, "union AudioFormat {\n  string,\n", "union AudioFormat {"];

export const compatible: readonly Compatible[] = [
  {
    what: "a new optional member of a request",
    edits: [
      [
        chat,
        "  stream?: boolean | null;",
        "  stream?: boolean | null;\n\n  /** How many answers. [wire] */\n  n?: int32;",
      ],
    ],
    bump: "minor",
  },
  {
    what: "a request member that becomes optional",
    edits: [[messages, "  tool_call_id: string", "  tool_call_id?: string"]],
    bump: "minor",
  },
  {
    what: "a value that a closed list of a request gains",
    released: [closedFormat],
    edits: [closedFormat, [messages, '  mp3: "mp3",', '  mp3: "mp3",\n\n  /** FLAC. [how-to] */\n  flac: "flac",']],
    bump: "minor",
  },
  {
    what: "a known value more of an open list of a request",
    edits: [
      [
        "models/embeddings.tsp",
        '  query: "query",',
        '  query: "query",\n\n  /** A class. [embeddings] */\n  label: "label",',
      ],
    ],
    bump: "minor",
  },
  {
    what: "a known value more of an open list of an answer",
    edits: [
      [chat, '  stop: "stop",', '  stop: "stop",\n\n  /** The caller went away. [wire] */\n  cancelled: "cancelled",'],
    ],
    bump: "minor",
  },
  {
    what: "a wider limit of a request",
    edits: [[chat, "  @maxValue(1)\n  top_p", "  @maxValue(2)\n  top_p"]],
    bump: "minor",
  },
  {
    what: "a request member that may now be null",
    edits: [
      [
        "models/embeddings.tsp",
        "encoding_format?: EmbeddingEncodingFormat",
        "encoding_format?: EmbeddingEncodingFormat | null",
      ],
    ],
    bump: "minor",
  },
  {
    what: "a new optional parameter",
    edits: [
      [
        "routes.tsp",
        "  @header\n  traceparent?: string;",
        "  @header\n  traceparent?: string;\n\n  /** The vendor's part of the trace. [observed] */\n  @header\n  tracestate?: string;",
      ],
    ],
    bump: "minor",
  },
  {
    what: "a new optional member of an answer",
    edits: [
      [
        "models/embeddings.tsp",
        "  /** Token usage. [embeddings] */\n",
        "  /** When. [wire] */\n  created?: safeint | null;\n\n  /** Token usage. [embeddings] */\n",
      ],
    ],
    bump: "minor",
  },
  {
    what: "an optional member of an answer that is now sure to be there",
    edits: [["models/embeddings.tsp", "usage?: EmbeddingsUsage | null", "usage: EmbeddingsUsage | null"]],
    bump: "minor",
  },
  {
    what: "a member of an answer that is no longer null",
    released: [["models/completions.tsp", "  text: string;", "  text: string | null;"]],
    edits: [],
    bump: "minor",
  },
  {
    what: "a new header of the answers",
    edits: [
      [
        "models/common.tsp",
        '  @header("x-ms-region")',
        '  @header("x-ms-zone")\n  xMsZone?: string;\n\n  /** The region. [observed] */\n  @header("x-ms-region")',
      ],
    ],
    bump: "minor",
  },
  {
    what: "a closed part of a request that opens",
    edits: [["models/images.tsp", "  text?: string;\n", "  text?: string;\n\n  ...Record<unknown>;\n"]],
    bump: "minor",
  },
  {
    what: "a new operation",
    edits: [
      [
        "routes.tsp",
        "/** Creates an embedding vector for each text",
        '/** Tells it again. [info] */\n@summary("Again")\n@tag("Model")\n@route("/model")\n@get\nop getModel(...OperationHeaders): JsonAnswer<ModelInfo> | Failures;\n\n/** Creates an embedding vector for each text',
      ],
    ],
    bump: "minor",
  },
  {
    what: "a new api-version",
    edits: [
      [
        "main.tsp",
        '  v2025_04_01: "2025-04-01",',
        '  v2025_04_01: "2025-04-01",\n\n  /** The next one. [openapi] */\n  v2026_01_01: "2026-01-01",',
      ],
    ],
    bump: "minor",
  },
  {
    what: "other words",
    edits: [["models/images.tsp", "/** An image input. ", "/** One image to embed. "]],
    bump: "patch",
  },
  {
    what: "members in another order",
    edits: [
      [
        "models/tools.tsp",
        '  /** Name of the function: letters, digits, `_` and `-`, at most 64 characters. [chat] */\n  @maxLength(64)\n  @pattern("^[A-Za-z0-9_-]+$")\n  name: string;\n\n  /** Description of the function, which the model reads. [chat] */\n  description?: string | null;\n',
        '  /** Description of the function, which the model reads. [chat] */\n  description?: string | null;\n\n  /** Name of the function: letters, digits, `_` and `-`, at most 64 characters. [chat] */\n  @maxLength(64)\n  @pattern("^[A-Za-z0-9_-]+$")\n  name: string;\n',
      ],
    ],
    bump: "patch",
  },
  {
    what: "a comment that no document shows",
    edits: [
      ["models/images.tsp", "namespace ModelInference;", "namespace ModelInference;\n\n// Images come one at a time."],
    ],
    bump: "none",
  },
];
