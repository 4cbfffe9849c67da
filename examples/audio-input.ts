/** A sound within a message. */
import { createClient } from "model-inference";
import { target } from "./target.ts";

await using place = await target();
const { endpoint, credential, model } = place;

/** A tenth of a second of silence: WAV, one channel, 8000 samples a second of 8 bits. */
function silence(): string {
  const samples = Buffer.alloc(800, 128);
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(8000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write("data", 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]).toString("base64");
}

const client = createClient({ endpoint, credential });
const { choices } = await client.getChatCompletions({
  ...model,
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "What is said here?" },
        { type: "input_audio", input_audio: { data: silence(), format: "wav" } },
      ],
    },
  ],
});
console.log(choices[0]?.message.content);
