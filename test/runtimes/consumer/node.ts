/** What is for Node alone. */
import { Agent } from "node:https";
import { createClient } from "model-inference";
import { type EmulatorOptions, type JournalEntry, startEmulator } from "model-inference/emulator";
import { createNodeFetch } from "model-inference/node";

export async function journal(options: EmulatorOptions): Promise<JournalEntry> {
  const emulator = await startEmulator({ ...options, faults: [{ kind: "gzip" }] });
  const fetch = createNodeFetch({ agent: new Agent({ keepAlive: true }) });
  await createClient({ endpoint: emulator.url, credential: { key: "k" }, fetch }).getModelInfo();
  const entry = await emulator.journal.waitFor({ status: 200 });
  await emulator.stop();
  return entry;
}

// @ts-expect-error no such fault
startEmulator({ faults: [{ kind: "gzipped" }] });
