/** Responses of the server, made once: it must not be what is measured. */
import { Buffer } from "node:buffer";
import { frame } from "./http.ts";

export const answerText = "Rayleigh scattering: ".repeat(20);

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

export const answer = json({
  id: "chatcmpl-0123456789",
  object: "chat.completion",
  created: 1_700_000_000,
  model: "model",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: answerText, tool_calls: null } }],
  usage: { prompt_tokens: 20, completion_tokens: 120, total_tokens: 140 },
});

/** Refused for a property that the model does not know. */
export const refusal = json({
  error: {
    code: "unsupported_parameter",
    message: "The parameter `seed` is not supported.",
    type: "invalid_request_error",
    param: "seed",
    details: { loc: ["body", "seed"], input: 7 },
  },
});

/** How many vectors of how many dimensions. */
export const vectors = { count: 256, dimensions: 1536 };

const event = (value: unknown): Buffer => Buffer.from(`data: ${JSON.stringify(value)}\n\n`);

const chunk = (delta: object, finish_reason: string | null = null): Buffer =>
  event({
    id: "chatcmpl-0123456789",
    object: "chat.completion.chunk",
    created: 1_700_000_000,
    model: "model",
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
  });

/** The text of a chunk. */
export const chunkText = " scattering";
export const textChunk = chunk({ content: chunkText });

/** The text of a fragment of a tool call. */
export const fragmentText = '{"a":1},';
const fragment = chunk({ tool_calls: [{ index: 0, function: { arguments: fragmentText } }] });
const toolCall = { index: 0, id: "call_1", type: "function", function: { name: "f", arguments: fragmentText } };

/** What comes after all chunks of a stream. */
export const end = Buffer.concat([chunk({}, "stop"), Buffer.from("data: [DONE]\n\n")]);
const toolsEnd = Buffer.concat([chunk({}, "tool_calls"), Buffer.from("data: [DONE]\n\n")]);

const streams = {
  text: { first: chunk({ role: "assistant", content: chunkText }), each: textChunk, end },
  tools: { first: chunk({ tool_calls: [toolCall] }), each: fragment, end: toolsEnd },
};
const block = 200;
const many = (each: Buffer, count: number): Buffer => Buffer.concat(Array<Buffer>(count).fill(each));
const blocks = { text: frame(many(textChunk, block)), tools: frame(many(fragment, block)) };

/** A stream of so many chunks as buffers to be written one after another, most of 200 chunks. */
export function* pieces(kind: "text" | "tools", chunks: number): Generator<Buffer> {
  const { first, each, end } = streams[kind];
  yield frame(first);
  let left = chunks - 1;
  for (; left >= block; left -= block) yield blocks[kind];
  yield frame(Buffer.concat([many(each, left), end]));
}

/** A response with vectors, the same at each run. */
export function embeddings(format: "float" | "base64"): Buffer {
  let seed = 1;
  const next = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647 - 0.5;
  };
  const vector = (): number[] => Array.from({ length: vectors.dimensions }, () => Math.round(next() * 1e8) / 1e9);
  const data = Array.from({ length: vectors.count }, (_, index) => {
    const numbers = vector();
    const embedding = format === "float" ? numbers : Buffer.from(Float32Array.from(numbers).buffer).toString("base64");
    return { object: "embedding", index, embedding };
  });
  return json({ id: "e-1", object: "list", model: "model", data, usage: { prompt_tokens: 256, total_tokens: 256 } });
}
