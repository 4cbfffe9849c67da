import { readFile, rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../src/emulator/index.ts";
import { serve } from "../server.ts";
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

test("a line of outcome for each request, in order; what failed is told, and exits with 1", async () => {
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
  expect({ code, stderr }).toEqual({ code: 1, stderr: "1 of 3 failed: 1 invalid_request.\n" });
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
  expect(first).toMatchObject({ code: 1, stderr: "1 of 3 failed: 1 invalid_request.\n" });
  const before = received.length;
  expect(await cli(args, { env: at(url) })).toMatchObject({ code: 1, stdout: first.stdout });
  expect(received.length).toBe(before);
  await rm(`${lines}.journal`);
});

test("a bar on a terminal tells how many, at which rate, the tokens and the time left", async () => {
  const requests = await file("many.jsonl", jsonl(...Array.from({ length: 400 }, (_, index) => ask(`r${index}`))));
  const { stdout } = await terminal(["batch", requests, "--concurrency", "4"], env).ended;
  expect(stdout).toMatch(/\[#*-*\] \d+ % [\d,]+ answered \([\d,]+ tokens\), [\d,]+ a second, \d+ s left/);
});

test.each([
  ["a line that is not JSON", "{oops\n", /:1: is not JSON/],
  ["a line that is no request", '{"prompt":"a"}\n', /:1: must be a request with messages/],
])("%s is told with its place, and exits with 2", async (_, content, message) => {
  const { code, stderr } = await cli(["batch", await file("bad.jsonl", content)], { env });
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
