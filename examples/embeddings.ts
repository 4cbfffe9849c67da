/** Texts as vectors: as numbers, and as base64 of their bytes, which is smaller. */
import { createClient, decodeEmbedding } from "model-inference";
import { target } from "./target.ts";

await using place = await target("emulated-embed");
const { endpoint, credential, model } = place;

const client = createClient({ endpoint, credential });
const input = ["the quick brown fox", "a fast brown fox"];
const { data, usage } = await client.getEmbeddings({ ...model, input });
for (const { index, embedding } of data) console.log(`${input[index]}: ${embedding.length} numbers`);
console.log(`tokens: ${usage?.total_tokens}`);

const packed = await client.getEmbeddings({ ...model, input, encoding_format: "base64" });
const [first = new Float32Array(), second = new Float32Array()] = packed.data.map(({ embedding }) =>
  decodeEmbedding(embedding),
);
const dot = first.reduce((sum, value, at) => sum + value * (second[at] ?? 0), 0);
console.log(`likeness: ${(dot / (Math.hypot(...first) * Math.hypot(...second))).toFixed(2)}`);
