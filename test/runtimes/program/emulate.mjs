/** An emulator in the process that calls it: prints what the client and the journal tell. */
import { createClient } from "model-inference";
import { startEmulator } from "model-inference/emulator";

const emulator = await startEmulator({ keys: ["sesame"], journal: { bodies: true } });
const client = createClient({ endpoint: emulator.url, credential: { key: "sesame" } });
emulator.rules.add({ when: { lastMessage: "Hello" }, answer: "Good day." });
const stream = client.streamChatCompletions({ messages: [{ role: "user", content: "Hello" }] });
const { choices } = await stream.collect();
const page = await fetch(emulator.url);
const [{ status, streamed, operation }] = emulator.journal.entries;
await emulator.stop();
console.log(JSON.stringify({ said: choices[0].message.content, page: page.status, status, streamed, operation }));
