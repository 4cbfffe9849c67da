import { parseArgs } from "node:util";
import { keepBaseline, readBaseline, readPresent } from "./baseline.ts";
import { oasdiff } from "./oasdiff.ts";
import { report } from "./report.ts";
import { judge } from "./verdict.ts";

const folder = "released";
const usage = `usage: npm run gate -- [--json | --keep VERSION]
  --json           the verdict as JSON
  --keep VERSION   keep the present contract and types as what VERSION released`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: "boolean" }, keep: { type: "string" } } });
  if (values.keep !== undefined && !/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/.test(values.keep))
    throw new Error(`--keep takes a version like 1.2.3, not ${JSON.stringify(values.keep)}`);
  const differ = await oasdiff();
  if (differ === undefined) {
    const missing = "Go 1.26 or later, to build oasdiff with, is not installed";
    if (process.env["CI"]) throw new Error(missing);
    console.log(`skipped: the gate of the contract: ${missing}`);
    return;
  }
  const verdict = await judge(await readBaseline(folder), await readPresent(), differ);
  console.log(values.json ? JSON.stringify(verdict, null, 2) : report(verdict));
  if (verdict.refused.length + verdict.stale.length > 0) process.exitCode = 1;
  else if (values.keep !== undefined) {
    await keepBaseline(folder, values.keep);
    console.log(`${folder}/ holds what ${values.keep} released.`);
  }
}

await main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  const mistaken = error instanceof TypeError && "code" in error;
  console.error(mistaken ? `${message}\n${usage}` : message);
  process.exitCode = 1;
});
