import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { answerAll, embedAll, repairJournal } from "../../src/bulk/index.ts";
import type { ClientOptions } from "../../src/client/index.ts";
import { all, clientOf, embeddings, key, numberOf, texts, vectorsOf } from "./bulk.ts";

const program = (name: string): string[] => ["--import", "tsx", `test/bulk/${name}-program.ts`];

async function journalPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "journal-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, "run.journal");
}

/** Whole numbers below `below`, by the seed: a linear congruential generator (Numerical Recipes). */
function* drawn(seed: number, below: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state % below;
  }
}

test("killed at 20 points by chance, with faults by chance: the same outcomes, and no more than was out is paid for twice", {
  tags: ["soak"],
  timeout: 60_000,
}, async () => {
  const journal = await journalPath();
  const count = 20_000;
  const batches = count / 20;
  let killAt = Number.POSITIVE_INFINITY;
  let kill = (): void => undefined;
  const fault = drawn(11, 100);
  const taken: string[] = [];
  const { url, requests } = await embeddings((input) => {
    if (requests.length >= killAt) kill();
    const drawnNow = fault.next().value;
    if (drawnNow < 3) return { status: 429, headers: { "retry-after-ms": "1" } };
    if (drawnNow < 5) return { status: 503, headers: { "retry-after-ms": "1" } };
    taken.push(...input);
    return vectorsOf(input);
  });
  const start = () =>
    spawn(process.execPath, [...program("embed"), url, journal, String(count)], {
      stdio: ["ignore", "pipe", "inherit"],
    });

  const chance = drawn(7, Math.floor(batches / 25));
  let kills = 0;
  for (; kills < 20; kills += 1) {
    const child = start();
    killAt = requests.length + 1 + chance.next().value;
    kill = () => child.kill("SIGKILL");
    child.stdout.resume();
    const signal = await new Promise((resolve) => child.once("exit", (_, by) => resolve(by)));
    expect(signal).toBe("SIGKILL");
  }
  killAt = Number.POSITIVE_INFINITY;
  const last = start();
  const lines = (await text(last.stdout)).trimEnd().split("\n");

  expect(lines.map((line) => JSON.parse(line))).toEqual(
    [...texts(count)].map((one) => [numberOf(one), [numberOf(one)]]),
  );
  expect(new Set(taken).size).toBe(count);
  // Four batches of 20 are out at a time.
  expect(taken.length - count).toBeLessThanOrEqual(kills * 4 * 20);
});

test("what was done is given again without a request, and the rest is done", async () => {
  const journal = await journalPath();
  const { url, requests } = await embeddings(vectorsOf);
  const client = clientOf(url);
  for await (const { index } of embedAll(client, texts(100), { journal, batch: { items: 10 }, concurrency: 1 }))
    if (index === 34) break;
  const before = requests.length;
  const outcomes = await all(embedAll(client, texts(100), { journal, batch: { items: 10 } }));
  expect(outcomes.map((outcome) => outcome.ok && outcome.embedding)).toEqual(
    [...texts(100)].map((one) => [numberOf(one)]),
  );
  expect(new Set(requests.slice(before).flat()).has("text 34")).toBe(false);
  const all100 = requests.length;
  expect(await all(embedAll(client, texts(100), { journal }))).toEqual(outcomes);
  expect(requests.length).toBe(all100);
});

test("failures that may have passed are done again; those that stay are not", async () => {
  const journal = await journalPath();
  let isUp = false;
  const { url, requests } = await embeddings((input) => {
    if (input.includes("text 0")) return { status: 400 };
    return isUp ? vectorsOf(input) : { status: 503, headers: { "retry-after-ms": "1" } };
  });
  const options = { journal, attempts: 1, batch: { items: 1 } };
  expect((await all(embedAll(clientOf(url), texts(2), options))).map(({ ok }) => ok)).toEqual([false, false]);
  isUp = true;
  requests.length = 0;
  expect((await all(embedAll(clientOf(url), texts(2), options))).map(({ ok }) => ok)).toEqual([false, true]);
  expect(requests).toEqual([["text 1"]]);
});

test("an invalid input can be corrected before the next run", async () => {
  const journal = await journalPath();
  const { url, requests } = await embeddings(vectorsOf);
  const broken = ["text 0", { invalid: "line 2: is not JSON" }, "text 2"];
  const first = await all(embedAll(clientOf(url), broken, { journal }));
  expect(first.map(({ ok }) => ok)).toEqual([true, false, true]);
  const second = await all(embedAll(clientOf(url), texts(3), { journal }));
  expect(second.map(({ ok }) => ok)).toEqual([true, true, true]);
  expect(requests).toEqual([["text 0", "text 2"], ["text 1"]]);
});

test("a line that a kill cut off is done again", async () => {
  const journal = await journalPath();
  const { url, requests } = await embeddings(vectorsOf);
  const options = { journal, batch: { items: 1 }, concurrency: 1 };
  const outcomes = await all(embedAll(clientOf(url), texts(3), options));
  await truncate(journal, (await readFile(journal)).length - 5);
  requests.length = 0;
  expect(await all(embedAll(clientOf(url), texts(3), options))).toEqual(outcomes);
  expect(requests).toEqual([["text 2"]]);
});

test("it holds neither an input nor a credential", async () => {
  const journal = await journalPath();
  const { url } = await embeddings((input) => (input.includes("text 1") ? { status: 400 } : vectorsOf(input)));
  await all(embedAll(clientOf(url), texts(4), { journal }));
  const kept = await readFile(journal, "utf8");
  expect(kept).toContain('"ok":false');
  expect(kept).not.toContain("text ");
  expect(kept).not.toContain(key);
});

describe("a journal of a different run is rejected and not changed", () => {
  test.each([
    ["inputs", {}, ["text 0", "text 7"], /belongs to a run with different inputs: input 1 has changed/],
    [
      "model",
      { body: { model: "other" } },
      ["text 0", "text 1"],
      /belongs to a run with different properties of the request/,
    ],
    [
      "header that chooses a model",
      { request: { headers: { "x-ms-model-mesh-model-name": "other" } } },
      ["text 0", "text 1"],
      /with different headers\./,
    ],
    ["extras", { request: { extras: { top_k: 1 } } }, ["text 0", "text 1"], /with different properties of the request/],
  ])("other %s", async (_, options, inputs, message) => {
    const journal = await journalPath();
    const { url } = await embeddings(vectorsOf);
    await all(embedAll(clientOf(url), texts(2), { journal }));
    const kept = await readFile(journal, "utf8");
    await expect(all(embedAll(clientOf(url), inputs, { journal, ...options }))).rejects.toThrow(message);
    expect(await readFile(journal, "utf8")).toBe(kept);
  });

  test("another operation", async () => {
    const journal = await journalPath();
    const { url } = await embeddings(vectorsOf);
    await all(embedAll(clientOf(url), texts(2), { journal }));
    const requests = [{ messages: [{ role: "user" as const, content: "Hello" }] }];
    await expect(all(answerAll(clientOf(url), requests, { journal }))).rejects.toThrow(/with different operation/);
  });

  test.each<[string, string, Partial<ClientOptions>]>([
    ["deployment", "/openai/deployments/b", {}],
    ["api-version", "/openai/deployments/a", { apiVersion: "2024-02-01" }],
    ["header of the client", "/openai/deployments/a", { headers: { "azureml-model-deployment": "blue" } }],
  ])("audit B5: another %s", async (_, path, options) => {
    const journal = await journalPath();
    const { url, requests } = await embeddings(vectorsOf);
    const first = clientOf(`${url}/openai/deployments/a`, { kind: "azure-openai" });
    await all(embedAll(first, texts(2), { journal }));
    const sent = requests.length;
    const other = clientOf(`${url}${path}`, { kind: "azure-openai", ...options });
    await expect(all(embedAll(other, texts(2), { journal }))).rejects.toThrow(/belongs to a run with different/);
    expect(requests.length).toBe(sent);
  });

  test("a different key or a different order of properties is the same run", async () => {
    const journal = await journalPath();
    const { url, requests } = await embeddings(vectorsOf);
    await all(embedAll(clientOf(url), texts(2), { journal, body: { model: "m", dimensions: 1 } }));
    const sent = requests.length;
    const options = { journal, body: { dimensions: 1, model: "m" }, request: { headers: { "api-key": "other" } } };
    expect(await all(embedAll(clientOf(url, { credential: { key: "rotated" } }), texts(2), options))).toHaveLength(2);
    expect(requests.length).toBe(sent);
  });
});

test.each([
  "precious\n",
  '{"a":1}',
  "{",
  '{"journal":"mine"}\n',
  '{"journal":"model-inference/bulk","version":1}\n',
  "\n",
])("audit B4: a file that is not a journal, %j, is rejected and not changed", async (content) => {
  const journal = await journalPath();
  const { url } = await embeddings(vectorsOf);
  await writeFile(journal, content);
  await expect(all(embedAll(clientOf(url), texts(2), { journal }))).rejects.toThrow(/is not a journal of this version/);
  expect(await readFile(journal, "utf8")).toBe(content);
});

test("an incomplete header is replaced", async () => {
  const journal = await journalPath();
  const { url } = await embeddings(vectorsOf);
  await writeFile(journal, '{"journal":"model-inf');
  expect(await all(embedAll(clientOf(url), texts(2), { journal }))).toHaveLength(2);
});

test("a damaged line is detected and reported with its byte offset", async () => {
  const journal = await journalPath();
  const { url } = await embeddings(vectorsOf);
  const options = { journal, batch: { items: 1 }, concurrency: 1 };
  await all(embedAll(clientOf(url), texts(3), options));
  const kept = await readFile(journal, "utf8");
  const damaged = kept.replace('"embedding":[1]', '"embedding":[7]');
  expect(damaged).not.toBe(kept);
  await writeFile(journal, damaged);
  await expect(all(embedAll(clientOf(url), texts(3), options))).rejects.toThrow(
    /is damaged at byte \d+\. Run `model-inference journal repair \S+` to remove the damaged lines/,
  );
  expect(await readFile(journal, "utf8")).toBe(damaged);
});

test("a repair keeps all intact lines and the original file", async () => {
  const journal = await journalPath();
  const { url, requests } = await embeddings(vectorsOf);
  const options = { journal, batch: { items: 1 }, concurrency: 1 };
  const outcomes = await all(embedAll(clientOf(url), texts(5), options));
  expect(await repairJournal(journal)).toEqual({ kept: 5, dropped: 0, original: undefined });

  const kept = await readFile(journal, "utf8");
  await writeFile(journal, `${kept.replace('"embedding":[1]', '"embedding":[7]')}{"outcomes":[{"ind`);
  const damaged = await readFile(journal, "utf8");
  expect(await repairJournal(journal)).toEqual({ kept: 4, dropped: 2, original: `${journal}.damaged` });
  expect(await readFile(`${journal}.damaged`, "utf8")).toBe(damaged);
  requests.length = 0;
  expect(await all(embedAll(clientOf(url), texts(5), options))).toEqual(outcomes);
  expect(requests).toEqual([["text 1"]]);

  await writeFile(journal, `${damaged}`);
  await expect(repairJournal(journal)).rejects.toThrow(`${journal}.damaged exists: move it first`);
  expect(await readFile(journal, "utf8")).toBe(damaged);
  await writeFile(journal, damaged.replace('"version":2,"work"', '"version":2,"Work"'));
  await expect(repairJournal(journal)).rejects.toThrow("the header is damaged");
  await writeFile(journal, "precious");
  await expect(repairJournal(journal)).rejects.toThrow("is not a journal of this version");
});

test("only the owner can read it", async () => {
  const journal = await journalPath();
  const { url } = await embeddings(vectorsOf);
  await all(embedAll(clientOf(url), texts(2), { journal }));
  expect((await stat(journal)).mode & 0o777).toBe(0o600);
});

test.each([
  ["a folder that is not there", (folder: string) => join(folder, "no", "run.journal"), /its folder does not exist/],
  ["a folder", (folder: string) => folder, /it is a folder/],
])("%s in its position is reported with the option and the file", async (_, path, reason) => {
  const journal = path(dirname(await journalPath()));
  const { url } = await embeddings(vectorsOf);
  const error: Error = await all(embedAll(clientOf(url), texts(2), { journal })).then(
    () => Promise.reject(new Error("it ran")),
    (error: Error) => error,
  );
  expect(error).toMatchObject({ name: "ConfigurationError", option: "journal" });
  expect(error.message).toMatch(reason);
  expect(error.message).toContain(journal);
});

test("a file that cannot grow ends the run, and a later run continues it", async () => {
  const journal = await journalPath();
  const { url, requests } = await embeddings(vectorsOf);
  const args = [...program("embed"), url, journal, "2000"];
  // As a full disk does, in the middle of a line.
  const limited = spawn("sh", ["-c", `ulimit -f 16; exec "$0" "$@"`, process.execPath, ...args]);
  const [, said] = await Promise.all([text(limited.stdout), text(limited.stderr)]);
  expect(said).toContain(`journal: ${journal}: the file size limit is reached. Completed outcomes are kept`);
  const kept = (await readFile(journal, "utf8")).split("\n").length - 2;
  expect(kept).toBeGreaterThan(3);

  requests.length = 0;
  const { stdout } = await promisify(execFile)(process.execPath, args);
  expect(stdout.trimEnd().split("\n")).toHaveLength(2_000);
  expect(requests.length).toBe(100 - kept);
});

test("audit B8: two processes that do not see each other, as in two containers, do not write one journal", {
  tags: ["soak"],
  timeout: 60_000,
}, async () => {
  const journal = await journalPath();
  let goOn = (): void => undefined;
  const whenRefused = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const { url, requests } = await embeddings(async (input) => {
    await whenRefused;
    return vectorsOf(input);
  });
  const contained = ["--user", "--map-root-user", "--pid", "--fork", process.execPath];
  const run = () => promisify(execFile)("unshare", [...contained, ...program("embed"), url, journal, "200"]);
  const first = run();
  await expect.poll(() => requests.length, { timeout: 10_000 }).toBeGreaterThan(0);
  const error: { stderr: string } = await run().then(
    () => Promise.reject(new Error("both ran")),
    (error: { stderr: string }) => error,
  );
  expect(error.stderr).toMatch(/process 1 on \S+ is using it/);
  goOn();
  expect((await first).stdout.trimEnd().split("\n")).toHaveLength(200);
  expect(requests.length).toBe(10);
});

test("a journal that another run has is refused", async () => {
  const journal = await journalPath();
  const { url } = await embeddings(vectorsOf);
  for await (const _ of embedAll(clientOf(url), texts(2), { journal }))
    await expect(all(embedAll(clientOf(url), texts(2), { journal }))).rejects.toThrow(
      new RegExp(`process ${process.pid} on \\S+ is using it \\(\\S+\\)\\. Wait until that process ends`),
    );
});

test("F4: a journal that a run of another copy of this package has is refused", async () => {
  const journal = await journalPath();
  const { url } = await embeddings(vectorsOf);
  vi.resetModules();
  const other: typeof import("../../src/bulk/index.ts") = await import("../../src/bulk/index.ts");
  expect(other.embedAll).not.toBe(embedAll);
  for await (const _ of embedAll(clientOf(url), texts(2), { journal }))
    await expect(all(other.embedAll(clientOf(url), texts(2), { journal }))).rejects.toThrow("is using it");
});

test("memory stays flat: ten times the inputs take no more of it", { tags: ["soak"], timeout: 60_000 }, async () => {
  const { url } = await embeddings(vectorsOf);
  const run = async (count: number): Promise<number> => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--expose-gc",
      ...program("memory"),
      url,
      String(count),
    ]);
    return Number(stdout);
  };
  const [few, many] = [await run(20_000), await run(200_000)];
  expect(few).toBeGreaterThan(0);
  // Ten bytes kept of each input would show as 1.8 MB.
  expect(many - few).toBeLessThan(1_800_000);
});
