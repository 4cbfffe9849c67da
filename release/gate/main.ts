/** `npm run gate`: reports what changed since the last release, and fails if a released api-version breaks. */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Accepted, keepBaseline, readBaseline, readJson, readPresent } from "./baseline.ts";
import { oasdiff } from "./oasdiff.ts";
import { report } from "./report.ts";
import { judge } from "./verdict.ts";

const [baseline, accepted] = ["release/baseline.json", "release/accepted.json"];
const usage = `usage: npm run gate -- [--json | --keep VERSION]
  --json           print the verdict as JSON
  --keep VERSION   store the current contract and types as the release VERSION`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: "boolean" }, keep: { type: "string" } } });
  if (values.keep !== undefined && !/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/.test(values.keep))
    throw new Error(`--keep takes a version like 1.2.3, not ${JSON.stringify(values.keep)}`);
  const differ = await oasdiff();
  if (differ === undefined) {
    const missing = "Go 1.26 or later is not installed, and oasdiff is built with it";
    if (process.env["CI"]) throw new Error(missing);
    return console.log(`skipped: the gate of the contract: ${missing}`);
  }
  const allowed = await readJson<Accepted[]>(accepted);
  const verdict = await judge(await readBaseline(baseline), await readPresent(), allowed, differ);
  console.log(values.json ? JSON.stringify(verdict, null, 2) : report(verdict));
  if (verdict.refused.length + verdict.stale.length > 0) process.exitCode = 1;
  else if (values.keep !== undefined) {
    await keepBaseline(baseline, values.keep);
    await writeFile(accepted, "[]\n");
    console.log(`${baseline} holds the release ${values.keep}.`);
  }
}

await main().catch((error: unknown) => {
  const { message } = error as Error;
  const isUsage = error instanceof TypeError && "code" in error;
  console.error(isUsage ? `${message}\n${usage}` : message);
  process.exitCode = 1;
});
