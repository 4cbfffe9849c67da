/** The cost of a beginning: what an import adds, and a process that imports and makes one call. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { base, type ContestantId, contestants, everyone } from "../contestants.ts";
import { exact, figure, ratios } from "../report/statistics.ts";
import type { Table } from "../report/table.ts";
import type { Bench } from "../run/bench.ts";
import { built, type Server, startServer } from "../run/program.ts";
import { order } from "../run/rounds.ts";

export async function coldImport(bench: Bench): Promise<Table> {
  const server = await startServer();
  try {
    return await measure(bench, server);
  } finally {
    server.stop();
  }
}

async function measure(bench: Bench, server: Server): Promise<Table> {
  const start = async (id: ContestantId, what: string): Promise<{ told: number; wallMs: number }> => {
    const began = performance.now();
    const child = spawn(bench.node, [`${built}cold.js`, id, server.url, what], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, "exit") as Promise<[number]>]);
    if (code !== 0) throw new Error(`${contestants[id].title}: the process ended with code ${code}`);
    return { told: Number(out), wallMs: performance.now() - began };
  };
  const imports = new Map(everyone.map((id) => [id, [] as number[]]));
  const calls = new Map(everyone.map((id) => [id, [] as number[]]));
  for (let round = 0; round < bench.effort.starts; round += 1) {
    for (const id of order(everyone, round)) {
      imports.get(id)?.push((await start(id, "import")).told);
      calls.get(id)?.push((await start(id, "first-call")).wallMs);
    }
  }
  const files = new Map<ContestantId, number>();
  for (const id of everyone) files.set(id, (await start(id, "files")).told);
  const of = (of: ReadonlyMap<ContestantId, number[]>, id: ContestantId): number[] => of.get(id) ?? [];
  return {
    id: "import",
    title: "A process that imports, and makes its first call",
    notes: [
      `${bench.effort.starts} processes of each, by turns. Added is the difference from raw, which imports no package.`,
    ],
    columns: [
      { id: "added", title: "import, ms added" },
      { id: "files", title: "files of packages loaded" },
      { id: "wall", title: "import and first call, process, ms" },
      { id: "wall-ratio", title: "to raw", ratio: true },
    ],
    rows: everyone.map((id) => ({
      name: contestants[id].title,
      figures: {
        added: figure(of(imports, id).map((ms, round) => ms - (of(imports, base)[round] ?? 0))),
        files: exact(files.get(id) ?? Number.NaN),
        wall: figure(of(calls, id)),
        "wall-ratio": figure(ratios(of(calls, id), of(calls, base))),
      },
    })),
  };
}
