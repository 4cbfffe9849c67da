import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { createClient } from "../../src/client/index.ts";
import { defaultModels } from "../../src/emulator/index.ts";
import { cli, file, key, start, terminal } from "./cli.ts";

const messages = [{ role: "user" as const, content: "Hi" }];

/** A running emulator of the command line. */
async function emulate(args: readonly string[] = [], env?: Record<string, string>) {
  const { child, ended } = start(["emulate", "--port", "0", ...args], env === undefined ? {} : { env });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(String(data)));
    void ended.then(({ stderr }) => reject(new Error(stderr)));
  });
  return { child, ended, line, url: (JSON.parse(line) as { url: string }).url };
}

test.each(["SIGINT", "SIGTERM"] as const)(
  "D01, D02, D03: one line of JSON reports that it is ready, and %s ends it cleanly",
  async (signal) => {
    const { child, ended, line, url } = await emulate();
    expect(JSON.parse(line)).toEqual({ event: "ready", url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
    const client = createClient({ endpoint: url, credential: { key } });
    expect((await client.getChatCompletions({ messages })).choices).toHaveLength(1);
    child.kill(signal);
    expect(await ended).toEqual({ code: 0, stdout: line, stderr: "" });
    await expect(fetch(url)).rejects.toThrow();
  },
);

test("it ends cleanly while a response is streaming", async () => {
  const { child, ended, url } = await emulate();
  const stream = createClient({ endpoint: url, credential: { key } }).streamChatCompletions({ messages });
  const iterator = stream[Symbol.asyncIterator]();
  await iterator.next();
  child.kill("SIGINT");
  expect((await ended).code).toBe(0);
});

describe("on a terminal", () => {
  const call = async (text: string, path: string, init: RequestInit = {}) => {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? "";
    const headers = { "api-key": key, "content-type": "application/json", "x-emulator-fault": "no-done" };
    await (await fetch(`${url}${path}`, { headers, ...init })).text();
    return url;
  };

  test("it prints how to use it, and a line for each request without its text", async () => {
    const { until, type, ended } = terminal(["emulate", "--port", "0"]);
    const text = await until(/Press Ctrl-C to stop/);
    expect(text).toMatch(
      /export AZURE_INFERENCE_ENDPOINT=http:\/\/127\.0\.0\.1:\d+\s+export AZURE_INFERENCE_CREDENTIAL=any-key/,
    );
    const body = JSON.stringify({ stream: true, messages: [{ role: "user", content: "private words" }] });
    await call(text, "/v1/chat/completions", { method: "POST", body });
    await call(text, "/nowhere");
    const log = await until(/GET \/nowhere.*404/);
    expect(log).toMatch(
      /\d\d:\d\d:\d\d\S* POST \/v1\/chat\/completions \S*200\S* emulated-all \d+ ms 2\d chunks faults no-done/,
    );
    expect(log).not.toContain("private");
    expect(log).not.toContain(key);
    type("\u0003");
    expect((await ended).code).toBe(0);
  });

  test("restricted keys are not replaced by any key, and no model name moves the cursor", async () => {
    const keys = await file("keys", key);
    const { until, type, ended } = terminal(["emulate", "--port", "0", "--keys-file", keys]);
    const text = await until(/Press Ctrl-C to stop/);
    expect(text).toMatch(/AZURE_INFERENCE_CREDENTIAL=<key>/);
    const body = JSON.stringify({ model: "m\u001b]0;title\u0007", messages });
    await call(text, "/v1/chat/completions", { method: "POST", body });
    expect(await until(/POST \/v1.* \d+ ms/)).not.toContain("\u001b]0;");
    type("\u0003");
    await ended;
  });

  test("--json prints a line of JSON for the start and for each request", async () => {
    const { until, type, ended } = terminal(["emulate", "--port", "0", "--json"]);
    const ready = await until(/\{"event":"ready".*\}/);
    await call(ready, "/nowhere");
    expect(await until(/\{"event":"request".*\}/)).toMatch(/"path":"\/nowhere".*"status":404/);
    type("\u0003");
    await ended;
  });

  test("--quiet prints the URL alone", async () => {
    const { until, type, ended } = terminal(["emulate", "--port", "0", "--quiet"]);
    await call(await until(/http:\S+\r?\n/), "/nowhere");
    type("\u0003");
    expect((await ended).stdout).toMatch(/^http:\S+\s*(?:\^C)?\s*$/);
  });
});

type Given = readonly [args: string[], env: Record<string, string>];
test.each<[string, () => Promise<Given>]>([
  ["a file", async () => [["--keys-file", await file("keys", `first-key-01\n${key}\n`)], {}]],
  ["the environment", async () => [[], { MODEL_INFERENCE_EMULATOR_KEYS: `first-key-01 ${key}` }]],
])("keys come from %s, and no other is taken", async (_, given) => {
  const { url } = await emulate(...(await given()));
  const call = (key: string) => createClient({ endpoint: url, credential: { key } }).getChatCompletions({ messages });
  await expect(call(key)).resolves.toMatchObject({ object: "chat.completion" });
  await expect(call("another-key")).rejects.toMatchObject({ status: 401 });
});

test("models and rules of the content filter come from files", async () => {
  const model = { ...defaultModels[1], name: "my-model" };
  const rule = { category: "violence", match: "attack", stage: "prompt" };
  const files = [await file("models.json", JSON.stringify([model])), await file("filter.json", JSON.stringify([rule]))];
  const { url } = await emulate(["--models", files[0] ?? "", "--content-filter", files[1] ?? ""]);
  const client = createClient({ endpoint: url, credential: { key } });
  expect(await client.getModelInfo()).toMatchObject({ model_name: "my-model" });
  const stopped = client.getChatCompletions({ messages: [{ role: "user", content: "attack" }] });
  await expect(stopped).rejects.toMatchObject({ problem: { kind: "content_filter" } });
});

test("D04: an address beyond loopback is warned of", async () => {
  const { child, ended } = await emulate(["--host", "0.0.0.0"]);
  child.kill();
  expect((await ended).stderr).toMatch(/^warning: 0\.0\.0\.0 is not loopback: whoever reaches this machine/);
});

test.each([
  ["a port that is none", ["--port", "70000"], /'--port <n>'|-p, --port <n>/],
  [
    "an address that is not of this machine",
    ["--host", "192.0.2.1"],
    /host: 192\.0\.2\.1 is not an address of this machine/,
  ],
  ["a file that is missing", ["--models", "no-such.json"], /no-such\.json: there is no such file/],
  ["a file that is not JSON", ["--models", "README.md"], /README\.md: is not JSON/],
  ["a profile that is none", ["--models", "package.json"], /models: must be a list of at least one profile/],
  ["a file without keys", ["--keys-file", "/dev/null"], /keys: must be a list of keys that are not empty/],
])("%s is reported before it is ready", async (_, args, message) => {
  const { code, stdout, stderr } = await cli(["emulate", "--port", "0", ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(message);
});

test("D03: a port in use is reported with what to do", async () => {
  const { url } = await emulate();
  const { code, stderr } = await cli(["emulate", "--port", new URL(url).port]);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^error: port: \d+ is in use on 127\.0\.0\.1; choose another with --port, or --port 0 for a free one/,
  );
});

// Others tell resident memory otherwise.
test.runIf(process.platform === "linux")("under load it stays below 80 MB resident", { tags: ["soak"] }, async () => {
  const { child, url } = await emulate();
  const ask = async (stream: boolean) => {
    const headers = { "api-key": "k", "content-type": "application/json" };
    const body = JSON.stringify({ messages, stream });
    await (await fetch(`${url}/v1/chat/completions`, { method: "POST", headers, body })).arrayBuffer();
  };
  let left = 3_000;
  const caller = async () => {
    for (; left > 0; left -= 1) await ask(left % 10 === 0);
  };
  await Promise.all(Array.from({ length: 64 }, caller));
  const [, kB] = /VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${child.pid}/status`, "utf8")) ?? [];
  expect(Number(kB) / 1024).toBeLessThan(80);
});
