/** How much a process grows over a long stream. */

import { type ContestantId, contestants, withoutValidation } from "../contestants.ts";
import type { Visit } from "../programs/task.ts";
import { figure } from "../report/statistics.ts";
import type { Table } from "../report/table.ts";
import { type Bench, lane, startWorker } from "../run/bench.ts";

const lengths = [20_000, 200_000];

export async function memory(bench: Bench): Promise<Table> {
  const fresh = async (contestant: ContestantId, chunks: number): Promise<Visit> => {
    const task = { kind: "memory", chunks } as const;
    // As processes are started, but for the collection that comes before the first look.
    const worker = await startWorker(bench, lane(contestant, task), ["--expose-gc"]);
    try {
      await worker.visit({ kind: "streams", pace: "bulk", chunks: 2_000, atOnce: 1 }, 2_000);
      return await worker.visit(task, chunks);
    } finally {
      worker.stop();
    }
  };
  const visits = new Map(
    withoutValidation.flatMap((id) => lengths.map((chunks) => [`${id} ${chunks}`, [] as Visit[]])),
  );
  for (let round = 0; round < 3; round += 1) {
    for (const id of withoutValidation) {
      for (const chunks of lengths) visits.get(`${id} ${chunks}`)?.push(await fresh(id, chunks));
    }
  }
  const grown = (id: ContestantId, chunks: number): number[] =>
    (visits.get(`${id} ${chunks}`) ?? []).map(({ told = Number.NaN }) => told / 1e6);
  return {
    id: "memory",
    title: "How much a process grows over one stream, sent in bulk",
    notes: ["Resident memory, at its most while the stream is read, less that before; a process each time."],
    columns: lengths.map((chunks) => ({ id: String(chunks), title: `MB over ${chunks.toLocaleString("en")} chunks` })),
    rows: withoutValidation.map((id) => ({
      name: contestants[id].title,
      figures: Object.fromEntries(lengths.map((chunks) => [String(chunks), figure(grown(id, chunks))])),
    })),
  };
}
