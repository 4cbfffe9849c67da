import { readFile, rm, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../src/emulator/index.ts";
import { serve } from "../support/server.ts";
import { at, cli, file, key, start, terminal } from "./cli.ts";

let emulator: Emulator;
let env: Record<string, string>;

beforeAll(async () => {
  emulator = await startEmulator({
    keys: [key],
    rules: [
      { when: { lastMessage: "bad" }, error: { status: 400, code: "BadRequest" } },
      { when: {}, answer: ({ lastMessage }) => lastMessage.toUpperCase() },
    ],
  });
  env = at(emulator.url);
});
afterAll(() => emulator.stop());

const ask = (content: string) => ({ messages: [{ role: "user", content }] });
const jsonl = (...values: unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join("");
interface Line {
  index: number;
  id?: string;
  ok: boolean;
  answer?: { choices: { message: { content: string } }[] };
  problem?: { kind: string };
}
const linesOf = (text: string): Line[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

test("a line of outcome for each request, in order; what failed is reported, and exits with 1", async () => {
  const requests = await file(
    "requests.jsonl",
    `${jsonl(ask("one"), { id: "b", request: ask("bad") })}\n${jsonl(ask("three"))}`,
  );
  const { code, stdout, stderr } = await cli(["batch", requests], { env });
  expect(
    linesOf(stdout).map(({ index, id, ok, answer }) => [index, id, ok, answer?.choices[0]?.message.content]),
  ).toEqual([
    [0, undefined, true, "ONE"],
    [1, "b", false, undefined],
    [2, undefined, true, "THREE"],
  ]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^2 answered, 1 failed \(1 invalid_request\); \d+ tokens in \d+\.\d s\.\n$/);
});

test("a journal goes on from a kill, and prints all of it", async () => {
  const held = new Set<string>();
  let isHeld = true;
  const { url, received } = await serve(async ({ body }, response) => {
    const { content } = (JSON.parse(body) as ReturnType<typeof ask>).messages[0] ?? { content: "" };
    held.add(content);
    if (isHeld && content === "r5") return undefined;
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({ choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }] }),
    );
    return undefined;
  });
  const requests = await file("r.jsonl", jsonl(...Array.from({ length: 10 }, (_, index) => ask(`r${index}`))));
  const journal = `${requests}.journal`;
  const args = ["batch", requests, "--journal", journal, "--concurrency", "1"];
  const { child, ended } = start(args, { env: at(url) });
  await expect.poll(() => held.has("r5"), { timeout: 20_000 }).toBe(true);
  child.kill("SIGKILL");
  await ended;
  isHeld = false;
  const before = received.length;
  const { code, stdout } = await cli(args, { env: at(url) });
  expect(code).toBe(0);
  expect(linesOf(stdout).map(({ answer }) => answer?.choices[0]?.message.content)).toEqual(
    Array.from({ length: 10 }, (_, index) => `r${index}`),
  );
  expect(received.length - before).toBe(5);
  const kept = await readFile(journal, "utf8");
  expect(kept).not.toContain(key);
  await rm(journal);
});

test("embed takes a journal too: a text that fails is a line, and nothing done is asked for again", async () => {
  const { url, received } = await serve(({ body }) => {
    const { input } = JSON.parse(body) as { input: string[] };
    if (input.includes("bad")) return { status: 400, body: { error: { code: "BadRequest", message: "No." } } };
    return { body: { model: "m", data: input.map(({ length }, index) => ({ index, embedding: [length] })) } };
  });
  const lines = await file("texts.txt", "a\nbad\nccc\n");
  const args = ["embed", "--lines", lines, "--journal", `${lines}.journal`];
  const first = await cli(args, { env: at(url) });
  expect(linesOf(first.stdout)).toMatchObject([
    { index: 0, ok: true, embedding: [1] },
    { index: 1, ok: false, problem: { kind: "invalid_request" } },
    { index: 2, ok: true, embedding: [3] },
  ]);
  expect(first.code).toBe(1);
  expect(first.stderr).toMatch(/^2 embedded, 1 failed \(1 invalid_request\); /);
  const before = received.length;
  expect(await cli(args, { env: at(url) })).toMatchObject({ code: 1, stdout: first.stdout });
  expect(received.length).toBe(before);
  await rm(`${lines}.journal`);
});

test("the progress bar shows completed inputs, rates and the time left", async () => {
  const requests = await file("many.jsonl", jsonl(...Array.from({ length: 400 }, (_, index) => ask(`r${index}`))));
  const { stdout } = await terminal(["batch", requests, "--concurrency", "4"], env).ended;
  const bar =
    /\[#*-*\] (\d+) % ([\d,]+) answered, \d+ of \d+ in flight, [\d,]+ requests and [\d,]+ tokens a minute, [\d,]+ a second, \d+ s left/;
  const [, part = "", answered = ""] = bar.exec(stdout) ?? [];
  // audit U4: of what is done, not of what was read.
  expect(Math.abs(Number(part) - Number(answered) / 4)).toBeLessThan(2);
});

test.each([
  ["a line that is not JSON", "{oops\n", /:1: is not JSON/],
  [
    "a line that is no request",
    '{"prompt":"a"}\n',
    /:1: must be a request with messages, .* or a line of the Batch API/,
  ],
])("%s is reported with its position, and exits with 2", async (_, content, message) => {
  const { code, stderr } = await cli(["batch", await file("bad.jsonl", content)], { env });
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

test("a Batch API file gives Batch API output", async () => {
  const line = (custom_id: string, content: string) => ({
    custom_id,
    method: "POST",
    url: "/v1/chat/completions",
    body: ask(content),
  });
  const requests = await file("openai.jsonl", jsonl(line("a", "one"), line("b", "bad")));
  const { code, stdout } = await cli(["batch", requests], { env });
  expect(code).toBe(1);
  const [one, bad] = stdout
    .trimEnd()
    .split("\n")
    .map((text) => JSON.parse(text) as object);
  expect(one).toMatchObject({
    id: "batch_req_0",
    custom_id: "a",
    response: { status_code: 200, body: { choices: [{ message: { content: "ONE" } }] } },
    error: null,
  });
  expect(bad).toMatchObject({
    custom_id: "b",
    response: { status_code: 400, body: { error: { code: "BadRequest" } } },
  });
  const other = await file("embeddings.jsonl", jsonl({ ...line("a", "one"), url: "/v1/embeddings" }));
  expect((await cli(["batch", other], { env })).stderr).toContain(
    "must be a POST of /v1/chat/completions, not POST /v1/embeddings",
  );
});

test("audit B15: a line may contain an image of several megabytes", async () => {
  const image = `data:image/png;base64,${"A".repeat(6 * 1024 * 1024)}`;
  const content = [
    { type: "text", text: "What is it?" },
    { type: "image_url", image_url: { url: image } },
  ];
  const requests = await file("large.jsonl", jsonl(ask("one"), { messages: [{ role: "user", content }] }, ask("two")));
  const { code, stdout } = await cli(["batch", requests], { env });
  expect(linesOf(stdout).map(({ index, ok }) => [index, ok])).toEqual([
    [0, true],
    [1, true],
    [2, true],
  ]);
  expect(code).toBe(0);
});

test("--skip-invalid writes a failed outcome for an invalid line, and --summary counts it", async () => {
  const requests = await file("some.jsonl", `${jsonl(ask("one"))}{oops\n${jsonl({ prompt: "a" }, ask("two"))}`);
  const summary = await file("summary.json", "");
  const { code, stdout } = await cli(["batch", requests, "--skip-invalid", "--summary", summary], { env });
  expect(code).toBe(1);
  expect(linesOf(stdout).map(({ ok, problem }) => (ok ? "ok" : problem?.kind))).toEqual([
    "ok",
    "invalid_input",
    "invalid_input",
    "ok",
  ]);
  expect(stdout).toContain("some.jsonl:2: is not JSON");
  expect(JSON.parse(await readFile(summary, "utf8"))).toMatchObject({
    done: 4,
    failed: 2,
    failures: { invalid_input: 2 },
    requests: 2,
    retries: 0,
  });
});

test("--token-budget ends the run before it is exceeded", async () => {
  const requests = await file("dear.jsonl", jsonl(...Array.from({ length: 40 }, (_, index) => ask(`r${index}`))));
  const { code, stdout, stderr } = await cli(["batch", requests, "--token-budget", "50", "--concurrency", "1"], {
    env,
  });
  expect(code).toBe(2);
  expect(stderr).toMatch(/maxTokens: the run used \d+ of 50 tokens/);
  expect(linesOf(stdout).length).toBeLessThan(40);
});

test("the command in the error message repairs a damaged journal", async () => {
  const requests = await file("again.jsonl", jsonl(ask("one"), ask("two"), ask("three")));
  const args = ["batch", requests, "--journal", `${requests}.journal`, "--concurrency", "1"];
  const first = await cli(args, { env });
  const kept = await readFile(`${requests}.journal`, "utf8");
  await writeFile(`${requests}.journal`, kept.replace("TWO", "XXX"));
  const { stderr } = await cli(args, { env });
  const [, command = ""] = /`model-inference (journal repair .*?)`/.exec(stderr) ?? [];
  expect((await cli(command.split(" "), { env })).stdout).toMatch(/kept 2 lines, removed 1\. The original file is/);
  const again = await cli(args, { env });
  expect(linesOf(again.stdout).map(({ ok }) => ok)).toEqual(linesOf(first.stdout).map(({ ok }) => ok));
});
