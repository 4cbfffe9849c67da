import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Job {
  permissions?: Record<string, string>;
  "timeout-minutes"?: number;
  steps: Step[];
}

interface Workflow {
  on: Record<string, unknown>;
  permissions?: unknown;
  concurrency?: unknown;
  jobs: Record<string, Job>;
}

const folder = ".github/workflows";

/** What keeps a workflow from being turned against the project; a line each, none when all is well. */
function faults(source: string): string[] {
  const workflow = parse(source) as Workflow;
  const found: string[] = [];
  if (JSON.stringify(workflow.permissions) !== '{"contents":"read"}') found.push("its token is not read-only");
  if (workflow.concurrency === undefined) found.push("two runs may cross");
  if ("pull_request_target" in workflow.on || "workflow_run" in workflow.on)
    found.push("strangers start it with rights");
  for (const [name, { "timeout-minutes": limit, permissions, steps }] of Object.entries(workflow.jobs)) {
    if (limit === undefined) found.push(`${name} has no time limit`);
    for (const { uses, run = "", with: inputs } of steps) {
      if (uses !== undefined && !/^actions\/[a-z-]+@[0-9a-f]{40}$/.test(uses))
        found.push(`${name}: ${uses} is no digest`);
      if (uses?.startsWith("actions/checkout@") && inputs?.["persist-credentials"] !== false)
        found.push(`${name} leaves its token on disk`);
      if (/\$\{\{/.test(run)) found.push(`${name} puts an expression into a script`);
      if (/npm ci(?!.*--ignore-scripts)/.test(run)) found.push(`${name} runs install scripts`);
    }
    const rights = Object.entries(permissions ?? {}).filter(([, right]) => right === "write");
    if (rights.length > 0 && steps.some(({ run = "" }) => /npm (?:test|run (?!release:publish))|\.ci\/run/.test(run)))
      found.push(`${name} may write and runs more than it must`);
  }
  for (const line of source.split("\n"))
    if (/uses:/.test(line) && !/# v\d+\.\d+\.\d+$/.test(line)) found.push(`no version beside: ${line.trim()}`);
  return found;
}

const files = (await readdir(folder)).filter((file) => /\.ya?ml$/.test(file));
const read = (file: string): Promise<string> => readFile(join(folder, file), "utf8");

test("there are workflows for checks, for a change of the spec and for a release", () => {
  expect(files.sort()).toEqual(["ci.yml", "regenerate.yml", "release.yml"]);
});

describe("C26: a workflow has a read-only token, digests, time limits, and no input in its scripts", () => {
  test.each(files)("%s", async (file) => {
    expect(faults(await read(file))).toEqual([]);
  });

  test.each<[string, RegExp, string, string]>([
    [
      "an action by its tag",
      /actions\/checkout@[0-9a-f]+/,
      "actions/checkout@v6",
      "checks: actions/checkout@v6 is no digest",
    ],
    ["an action of somebody", /actions\/checkout@/, "somebody/checkout@", "is no digest"],
    ["a token that may write", /contents: read/, "contents: write", "its token is not read-only"],
    ["no word of the token", /permissions:\n {2}contents: read\n/, "", "its token is not read-only"],
    ["a job without an end", /timeout-minutes: 90/, "continue-on-error: false", "checks has no time limit"],
    [
      "a branch's name in a script",
      /bash \.ci\/run/,
      "bash .ci/run \x24{{ github.head_ref }}",
      "puts an expression into a script",
    ],
    [
      "a token left on disk",
      /persist-credentials: false/,
      "persist-credentials: true",
      "checks leaves its token on disk",
    ],
    ["install scripts", / --ignore-scripts/, "", "announced runs install scripts"],
    ["a start with rights", /pull_request:/, "pull_request_target:", "strangers start it with rights"],
    ["a digest of no version", / # v6\.0\.2/, "", "no version beside"],
  ])("%s would be found", async (_, from, to, fault) => {
    const source = await read("ci.yml");
    expect(source).toMatch(from);
    expect(faults(source.replace(from, to)).join("\n")).toContain(fault);
  });
});

describe("C26: who may do what", () => {
  const jobs = async (file: string) => (parse(await read(file)) as Workflow).jobs;

  test("C25: a release is published by its identity, with provenance, after all checks, from what was packed once", async () => {
    const { checks, artifacts, publish, attach } = (await jobs("release.yml")) as Record<
      string,
      Job & { needs?: string }
    >;
    expect([checks?.needs, artifacts?.needs, publish?.needs, attach?.needs]).toEqual([
      undefined,
      "checks",
      "artifacts",
      "publish",
    ]);
    expect(publish?.permissions).toEqual({ contents: "read", "id-token": "write" });
    expect(publish?.steps.at(-1)?.run).toBe("npm run release:publish -- --provenance");
    expect(JSON.stringify(await read("release.yml"))).not.toMatch(/secrets\.|NPM_TOKEN|NODE_AUTH_TOKEN/);
  });

  test("each script that a workflow names is there to be run locally", async () => {
    const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as { scripts: Record<string, string> };
    const named = await Promise.all(
      files.map(async (file) => [...(await read(file)).matchAll(/run: npm run (\S+)/g)].map(([, name = ""]) => name)),
    );
    expect(named.flat()).toContain("release:artifacts");
    expect(named.flat().filter((name) => !(name in scripts))).toEqual([]);
  });

  test("commits are scanned for credentials", async () => {
    const steps = Object.values(await jobs("ci.yml")).flatMap(({ steps }) => steps.map(({ run }) => run));
    expect(steps).toContain("npm run release:secrets");
  });
});
