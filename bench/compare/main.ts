/** Runs every scenario against every client and writes docs/comparison.md. Part of `npm run compare`. */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { aiSdk } from "./ai-sdk.ts";
import { azure } from "./azure.ts";
import type { ClientUnderTest } from "./client.ts";
import { observe } from "./observe.ts";
import { openai } from "./openai.ts";
import { ours } from "./ours.ts";
import { type Column, type Result, render } from "./page.ts";
import type { Scenario } from "./scenario.ts";
import { inOrder, sections } from "./scenarios.ts";

const page = "docs/comparison.md";
const { values } = parseArgs({
  options: { patience: { type: "string", default: "12" }, out: { type: "string", default: page } },
});
const patience = Number(values.patience);
if (!(patience > 0)) throw new Error(`--patience: must be seconds above 0, not ${values.patience}`);

const scenarios = sections.flatMap((section) => section.scenarios);

/** One client after another, so that they do not wait for each other; all scenarios of one at once, since most wait. */
async function column(client: ClientUnderTest): Promise<Column> {
  const judged = async (scenario: Scenario, remedied: boolean): Promise<Result> => {
    const observed = await observe(client, scenario, patience * 1000, remedied ? scenario.remedy : undefined);
    return { observed, verdict: scenario.rule.judge(observed, remedied) };
  };
  // They also take what a first call costs, which belongs to no scenario.
  for (const scenario of inOrder) {
    const { verdict } = await judged(scenario, false);
    if (verdict.mark !== "good") throw new Error(`${client.name}: ${scenario.title}: ${verdict.why}`);
  }
  const remedied = scenarios.filter(({ remedy }) => remedy !== undefined && client.remedies[remedy] !== undefined);
  const [byDefault, byRemedy] = await Promise.all([
    Promise.all(scenarios.map(async (scenario) => [scenario, await judged(scenario, false)] as const)),
    Promise.all(remedied.map(async (scenario) => [scenario, await judged(scenario, true)] as const)),
  ]);
  const versions = await Promise.all([client.name, ...client.helpers].map(versionOf));
  return { client, versions, byDefault: new Map(byDefault), byRemedy: new Map(byRemedy) };
}

async function versionOf(name: string): Promise<string> {
  const manifest = await readFile(new URL(`../node_modules/${name}/package.json`, import.meta.url), "utf8");
  return `${name} ${(JSON.parse(manifest) as { version: string }).version}`;
}

const columns: Column[] = [];
for (const client of [ours, azure, openai, aiSdk]) columns.push(await column(client));
const text = render(sections, columns, patience);
await writeFile(values.out, text);
console.log(`${text}\nWritten to ${values.out}.`);
// A client that waits for a day holds the process.
process.exit();
