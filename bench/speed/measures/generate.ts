/** How long `npm run generate` takes, from the start of its process. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { figure } from "../report/statistics.ts";
import type { Table } from "../report/table.ts";
import type { Bench } from "../run/bench.ts";

export async function generate({ effort }: Bench): Promise<Table> {
  const seconds: number[] = [];
  for (let time = 0; time < Math.min(effort.rounds, 5); time += 1) {
    const began = performance.now();
    await promisify(execFile)(process.execPath, ["--import", "tsx", "codegen/generate.ts"]);
    seconds.push((performance.now() - began) / 1000);
  }
  return {
    id: "generate",
    title: "`npm run generate`",
    notes: [],
    columns: [{ id: "seconds", title: "s" }],
    rows: [{ name: "from `spec/` to `generated/`", figures: { seconds: figure(seconds) } }],
  };
}
