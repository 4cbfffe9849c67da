import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { expect, onTestFinished, test, vi } from "vitest";
import { answerAll, embedAll } from "../../src/bulk/index.ts";
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

test("killed at 20 points by chance and gone on with: the same outcomes, and no more than was out is sent twice", async () => {
  const journal = await journalPath();
  const count = 20_000;
  const batches = count / 20;
  let killAt = Number.POSITIVE_INFINITY;
  let kill = (): void => undefined;
  const { url, requests } = await embeddings((input) => {
    if (requests.length >= killAt) kill();
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
  const sent = requests.flat();
  expect(new Set(sent).size).toBe(count);
  // Four batches of 20 are out at a time.
  expect(sent.length - count).toBeLessThanOrEqual(kills * 4 * 20);
}, 60_000);

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

test.each([
  ["other inputs", { body: {}, inputs: ["text 0", "text 7"] }, /is of other inputs: input 1 was another/],
  [
    "another model",
    { body: { model: "other" }, inputs: ["text 0", "text 1"] },
    /is of other work: another operation, model or option/,
  ],
])("%s are refused, and the journal stays as it is", async (_, { inputs, body }, message) => {
  const journal = await journalPath();
  const { url } = await embeddings(vectorsOf);
  await all(embedAll(clientOf(url), texts(2), { journal }));
  const kept = await readFile(journal, "utf8");
  await expect(all(embedAll(clientOf(url), inputs, { journal, body }))).rejects.toThrow(message);
  await expect(
    all(answerAll(clientOf(url), [{ messages: [{ role: "user", content: "Hello" }] }], { journal })),
  ).rejects.toThrow(/is of other work/);
  expect(await readFile(journal, "utf8")).toBe(kept);
});

test("a file that is no journal is refused and left alone; so is a journal that another run has", async () => {
  const journal = await journalPath();
  const { url } = await embeddings(vectorsOf);
  await writeFile(journal, "precious\n");
  await expect(all(embedAll(clientOf(url), texts(2), { journal }))).rejects.toThrow(/is no journal of this version/);
  expect(await readFile(journal, "utf8")).toBe("precious\n");
  await rm(journal);
  for await (const _ of embedAll(clientOf(url), texts(2), { journal }))
    await expect(all(embedAll(clientOf(url), texts(2), { journal }))).rejects.toThrow(
      `process ${process.pid} is at work with it`,
    );
  await writeFile(`${journal}.lock`, "999999999");
  expect(await all(embedAll(clientOf(url), texts(2), { journal }))).toHaveLength(2);
});

test("F4: a journal that a run of another copy of this package has is refused", async () => {
  const journal = await journalPath();
  const { url } = await embeddings(vectorsOf);
  vi.resetModules();
  const other: typeof import("../../src/bulk/index.ts") = await import("../../src/bulk/index.ts");
  expect(other.embedAll).not.toBe(embedAll);
  for await (const _ of embedAll(clientOf(url), texts(2), { journal }))
    await expect(all(other.embedAll(clientOf(url), texts(2), { journal }))).rejects.toThrow("is at work with it");
});

test("memory stays flat: ten times the inputs take no more of it", async () => {
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
}, 60_000);
