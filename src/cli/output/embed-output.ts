import { decodeEmbedding, type EmbeddingsResult } from "../../client/index.ts";
import type { Item } from "../input/embed-input.ts";
import { write } from "./output.ts";

export type EmbedFormat = "json" | "jsonl" | "base64";

/** A batch and what the server made of it. */
export interface Embedded {
  items: readonly Item[];
  /** Index of its first item among all items. */
  start: number;
  response: EmbeddingsResult;
}

/** Writes vectors as they come. */
export interface VectorWriter {
  add(embedded: Embedded): Promise<void>;
  /** Writes what stands after the last vector. */
  end(): Promise<void>;
}

type Vector = EmbeddingsResult["data"][number]["embedding"];

export function vectorWriter(format: EmbedFormat): VectorWriter {
  if (format === "json") return jsonWriter();
  const toLine = format === "jsonl" ? jsonLine : (vector: Vector): string => base64(vector);
  return {
    add: ({ items, start, response }) =>
      write(
        vectors(response)
          .map((vector, at) => `${toLine(vector, start + at, items[at])}\n`)
          .join(""),
      ),
    end: () => Promise.resolve(),
  };
}

/** One object in the format of the API, written in parts: its vectors may exceed the memory. */
function jsonWriter(): VectorWriter {
  let isFirst = true;
  let model: string | undefined;
  const usage = { prompt_tokens: 0, total_tokens: 0 };
  return {
    add: async ({ start, response }) => {
      const objects = vectors(response).map((embedding, at) =>
        JSON.stringify({ object: "embedding", index: start + at, embedding }),
      );
      await write(`${isFirst ? '{"object":"list","data":[\n' : ",\n"}${objects.join(",\n")}`);
      isFirst = false;
      model ??= response.model;
      usage.prompt_tokens += response.usage?.prompt_tokens ?? 0;
      usage.total_tokens += response.usage?.total_tokens ?? 0;
    },
    end: () => write(isFirst ? "" : `\n],${JSON.stringify({ model, usage }).slice(1)}\n`),
  };
}

const jsonLine = (embedding: Vector, index: number, item: Item | undefined): string =>
  JSON.stringify({ index, ...(item !== undefined && "id" in item && { id: item.id }), embedding });

/** Little-endian 32-bit floats, also where the server knows numbers only. */
function base64(vector: Vector): string {
  if (typeof vector === "string") return vector;
  const floats = decodeEmbedding(vector);
  const bytes = Buffer.alloc(floats.length * 4);
  for (const [index, value] of floats.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString("base64");
}

/** The vectors in the order of their texts. */
const vectors = ({ data }: EmbeddingsResult): Vector[] =>
  [...data].sort((a, b) => a.index - b.index).map(({ embedding }) => embedding);
