/** What becomes of connections: after streams that are read to their end, and after one that is left. */
import { setTimeout } from "node:timers/promises";
import { type ContestantId, contestants, withoutValidation } from "../contestants.ts";
import { exact, figure } from "../report/statistics.ts";
import type { Row, Table } from "../report/table.ts";
import { type Bench, lane, startWorker, type Worker } from "../run/bench.ts";

const streams = 20;
const patienceMs = 2_000;

export async function connections(bench: Bench): Promise<Table> {
  const rows: Row[] = [];
  for (const id of withoutValidation) rows.push(await rowOf(bench, id));
  return {
    id: "connections",
    title: "Connections of streams",
    notes: [`"never": not closed within ${patienceMs / 1000} s of leaving the loop after the third chunk.`],
    columns: [
      { id: "opened", title: `opened for ${streams} streams, one after another` },
      { id: "close", title: "closed after `break`, ms" },
    ],
    rows,
  };
}

async function rowOf(bench: Bench, id: ContestantId): Promise<Row> {
  const task = { kind: "streams", pace: "bulk", chunks: 20, atOnce: 1 } as const;
  const worker = await startWorker(bench, lane(id, task));
  try {
    // Asked for one by one: between two there is time for a connection to come to rest.
    for (let stream = 0; stream < streams; stream += 1) await worker.visit(task, task.chunks);
    const opened = (await worker.server.state()).connections;
    const closed: number[] = [];
    for (let time = 0; time < 5; time += 1) {
      const { told = 0 } = await worker.visit({ kind: "leave" }, 1);
      closed.push(await closedAfter(worker, told));
    }
    return { name: contestants[id].title, figures: { opened: exact(opened), close: figure(closed) } };
  } finally {
    worker.stop();
  }
}

/** Milliseconds from a time until the stream's connection closed, or for ever. */
async function closedAfter({ server }: Worker, from: number): Promise<number> {
  for (let waited = 0; waited < patienceMs; waited += 10) {
    const at = (await server.state()).left.find((time) => time > from);
    if (at !== undefined) return (at - from) / 1e6;
    await setTimeout(10);
  }
  return Number.POSITIVE_INFINITY;
}
