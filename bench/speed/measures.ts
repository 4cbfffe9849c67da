/** All that is measured, in the order of the page. */

import { growths } from "./growths.ts";
import { bundle } from "./measures/bundle.ts";
import { call, inFlight64, inFlight1000, refusal } from "./measures/calls.ts";
import { connections } from "./measures/connections.ts";
import { embeddingsBase64, embeddingsFloat } from "./measures/embeddings.ts";
import { generate } from "./measures/generate.ts";
import { runGrowth } from "./measures/growth.ts";
import { coldImport } from "./measures/import.ts";
import { install } from "./measures/install.ts";
import { memory } from "./measures/memory.ts";
import { bulk, firstChunk, paced, streams100 } from "./measures/streams.ts";
import { validateAnswer, validateChunk, validateRequest } from "./measures/validators.ts";
import type { Table } from "./report/table.ts";
import type { Bench } from "./run/bench.ts";

export interface Measure {
  /** That of its table. */
  id: string;
  run(bench: Bench): Promise<Table>;
  /** Left out on the Nodes after the first, where it is not named. */
  firstNode?: boolean;
}

/** What depends on the Node that it runs on. */
export const onEachNode: readonly Measure[] = [
  { id: "call", run: call },
  { id: "in-flight-64", run: inFlight64 },
  { id: "in-flight-1000", run: inFlight1000 },
  { id: "refusal", run: refusal, firstNode: true },
  { id: "bulk", run: bulk },
  { id: "paced", run: paced },
  { id: "first-chunk", run: firstChunk },
  { id: "streams-100", run: streams100, firstNode: true },
  { id: "memory", run: memory },
  { id: "connections", run: connections },
  { id: "embeddings-float", run: embeddingsFloat },
  { id: "embeddings-base64", run: embeddingsBase64 },
  { id: "import", run: coldImport },
  { id: "validate-request", run: validateRequest },
  { id: "validate-answer", run: validateAnswer },
  { id: "validate-chunk", run: validateChunk },
  ...growths.map((growth) => ({ id: growth.id, run: runGrowth(growth), firstNode: true })),
];

/** What does not. */
export const once: readonly Measure[] = [
  { id: "bundle", run: bundle },
  { id: "install", run: install },
  { id: "generate", run: generate },
];
