/** What is written by hand where a client does not do it: the fields that are read, events, vectors. */
import { Buffer } from "node:buffer";

export interface Answer {
  choices: { message: { content: string } }[];
}
export interface Chunk {
  choices: { delta: { content?: string } }[];
}
export interface Vectors<Embedding> {
  data: { embedding: Embedding }[];
}
export interface Refusal {
  error: { code: string };
}

export const textOf = (answer: Answer): string => answer.choices[0]?.message.content ?? "";
export const textOfChunk = (chunk: Chunk): string => chunk.choices[0]?.delta.content ?? "";

/** The events of a body whose lines end with LF, as this server's do; it is read to its end. */
export async function readEvents(body: AsyncIterable<Uint8Array>, onText: (text: string) => boolean): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of body) {
    rest += decoder.decode(bytes, { stream: true });
    let from = 0;
    for (let at = rest.indexOf("\n\n"); at !== -1; at = rest.indexOf("\n\n", from)) {
      const data = rest.slice(from + "data: ".length, at);
      from = at + 2;
      if (data === "[DONE]") break;
      if (!onText(textOfChunk(JSON.parse(data) as Chunk))) return;
    }
    rest = rest.slice(from);
  }
}

/** As Node does it fastest: one copy, so that the numbers are aligned. */
export function fromBase64(text: string): Float32Array {
  const bytes = Buffer.from(text, "base64");
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
