import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../src/emulator/index.ts";
import { serve } from "../support/server.ts";
import { at, cli, file, key, shell, start } from "./cli.ts";

let emulator: Emulator;
let env: Record<string, string>;

beforeAll(async () => {
  emulator = await startEmulator({ keys: [key] });
  env = at(emulator.url);
});
afterAll(() => emulator.stop());

const commands = ["chat", "complete", "embed", "info", "doctor", "validate", "emulate"];

describe("help", () => {
  test("lists every command, the exit codes and the environment", async () => {
    const { code, stdout, stderr } = await cli(["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const part of [...commands, "Exit codes:", "130", "AZURE_INFERENCE_ENDPOINT", "NO_COLOR"])
      expect(stdout).toContain(part);
  });

  test.each(commands)("of %s has examples", async (command) => {
    const { code, stdout } = await cli([command, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples:\\n(?:.*\\n)*.*\\$ .*model-inference ${command}`));
    expect((await cli(["help", command])).stdout).toBe(stdout);
  });

  test("--version is that of the package", async () => {
    const { version } = (await import("../../package.json", { with: { type: "json" } })).default;
    expect(await cli(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  test.each([
    ["no command", [], /^Usage: model-inference/],
    ["a command that is none", ["chatt"], /unknown command 'chatt'\n\(Did you mean chat\?\)/],
    [
      "an option that is none",
      ["chat", "--temprature", "1"],
      /unknown option '--temprature'\n\(Did you mean --temperature\?\)/,
    ],
    ["a value that cannot be", ["chat", "--top-p", "2"], /It must be a number from 0 to 1/],
    ["a whole number that is none", ["chat", "--max-tokens", "1.5"], /It must be a whole number, 0 or more/],
    ["a value that is missing", ["chat", "--model"], /argument missing/],
    ["too many arguments", ["validate", "a", "b"], /too many arguments/],
    ["no prompt", ["chat"], /The prompt is empty/],
    ["an image of no known kind", ["chat", "--image", "README.md", "Hi"], /README\.md: must be one of \.png/],
    ["an image that is missing", ["chat", "--image", "no.png", "Hi"], /no\.png: there is no such file/],
    ["a schema that is missing", ["chat", "--schema", "no.json", "Hi"], /no\.json: there is no such file/],
    ["a schema that is no JSON", ["chat", "--schema", "README.md", "Hi"], /README\.md: is not JSON/],
    ["an extra that is a member of the contract", ["chat", "--extra", "seed=1", "Hi"], /extras\.seed: is a parameter/],
    ["a header that is none", ["info", "--header", "x"], /must be "name: value"/],
  ])("%s exits with 2 and says why", async (_, args, message) => {
    const { code, stdout, stderr } = await cli(args, { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });
});

describe("the environment", () => {
  test.each([
    ["chat", "AZURE_AI_CHAT_ENDPOINT", "AZURE_AI_CHAT_KEY"],
    ["chat", "AZURE_OPENAI_CHAT_ENDPOINT", "AZURE_OPENAI_CHAT_KEY"],
    ["embed", "AZURE_AI_EMBEDDINGS_ENDPOINT", "AZURE_AI_EMBEDDINGS_KEY"],
    ["embed", "AZURE_INFERENCE_ENDPOINT", "AZURE_INFERENCE_KEY"],
  ])("%s understands %s of the public samples", async (command, endpoint, credential) => {
    expect((await cli([command, "Hi"], { env: { [endpoint]: emulator.url, [credential]: key } })).code).toBe(0);
  });

  test("a key goes to the endpoint that it was set with, and to no other", async () => {
    const { url, received } = await serve({ status: 401 });
    await cli(["chat", "Hi"], { env: { AZURE_INFERENCE_ENDPOINT: url, AZURE_AI_CHAT_KEY: key } });
    expect(JSON.stringify(received)).not.toContain(key);
  });

  test("without an endpoint or a key it says what to set", async () => {
    expect(await cli(["chat", "Hi"])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/set AZURE_INFERENCE_ENDPOINT/),
    });
    const away = { AZURE_INFERENCE_ENDPOINT: "https://h.example/models" };
    expect(await cli(["chat", "Hi"], { env: away })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error: No key: set AZURE_INFERENCE_CREDENTIAL/),
    });
  });

  test("a server on this machine needs no key, and gets one that says so", async () => {
    const { url, received } = await serve({ body: { model: "m", data: [{ index: 0, embedding: [1] }] } });
    expect((await cli(["embed", "a", "--endpoint", `${url}/v1`])).code).toBe(0);
    expect(received[0]?.headers.authorization).toBe("Bearer none");
  });
});

describe("secrets", () => {
  test.each([
    ["--key", "hush-hush"],
    ["--key=hush-hush"],
    ["--api-key", "hush-hush"],
    ["-key=hush-hush"],
    ["--token=hush-hush"],
  ])("are not taken from an argument: %s", async (...args) => {
    const { code, stdout, stderr } = await cli(["chat", "Hi", ...args], { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/a key is not taken from an argument, where every user of this machine can read it/);
    expect(stderr).not.toContain("hush-hush");
  });

  test("are not repeated where an option is mistyped or a header would hold one", async () => {
    const mistyped = await cli(["chat", "Hi", "--kye=hush-hush"], { env });
    const header = await cli(["chat", "Hi", "--header", "api-key: hush-hush"], { env });
    expect([mistyped.code, header.code]).toEqual([2, 2]);
    expect(mistyped.stderr + header.stderr).not.toContain("hush-hush");
  });

  test("come from a file or stdin, with blanks and newlines around them", async () => {
    const bare = { AZURE_INFERENCE_ENDPOINT: emulator.url };
    const keyFile = await file("key", `\ufeff ${key}\r\n`);
    expect((await cli(["chat", "Hi", "--key-file", keyFile], { env: bare })).code).toBe(0);
    expect((await cli(["chat", "Hi", "--key-stdin"], { env: bare, input: `${key}\n` })).code).toBe(0);
    expect(await cli(["chat", "Hi", "--key-file", "/dev/null"], { env: bare })).toMatchObject({ code: 2 });
    const both = await cli(["chat", "--key-stdin"], { env: bare, input: key });
    expect(both.stderr).toBe("error: stdin cannot be both the key and the prompt.\n");
  });

  test("show neither in the process list, nor in any output, though the server repeats them", async () => {
    let list = "";
    // Processes of other tests are in the list too, so the key is this test's own.
    const secret = `${key}-of-this-test`;
    const { url } = await serve(async (_, response) => {
      list = (await promisify(execFile)("ps", ["-A", "-o", "args"])).stdout;
      response.writeHead(401, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { code: "401", message: `Incorrect key: ${secret}`, param: secret } }));
      return undefined;
    });
    const keyFile = await file("key", secret);
    for (const args of [["chat", "Hi"], ["chat", "Hi", "--json"], ["embed", "Hi"], ["info"], ["complete", "Hi"]]) {
      const { code, stdout, stderr } = await cli([...args, "--key-file", keyFile, "--endpoint", url]);
      expect(code).toBe(1);
      expect(list).toContain("--key-file");
      expect(list + stdout + stderr).not.toContain(secret);
      expect(stderr).toContain("Incorrect key: REDACTED");
    }
  });
});

describe("the end", () => {
  const endless = () =>
    serve(async (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write('data: {"choices":[{"index":0,"delta":{"content":"on and "}}]}\n\n');
      return undefined;
    });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s cancels the call, and exits with %i", async (signal, code) => {
    const { url } = await endless();
    const { child, ended } = start(["chat", "Hi"], { env: at(url) });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill(signal);
    expect(await ended).toEqual({ code, stdout: "on and ", stderr: "Cancelled.\n" });
  });

  test("SIGINT ends it while it waits for stdin", async () => {
    const { child, ended } = start(["embed", "--lines", "-", "--batch-size", "1"], { env, input: "held open" });
    child.stdin.write("one\ntwo\n");
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGINT");
    expect(await ended).toMatchObject({
      code: 130,
      stderr: expect.stringMatching(/^Texts done: 1; .*\nCancelled\.\n$/),
    });
  });

  test("a reader who has seen enough ends it quietly", async () => {
    const { url } = await serve(async (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const chunk = `data: {"choices":[{"index":0,"delta":{"content":"${"line\\n".repeat(1000)}"}}]}\n\n`;
      const timer = setInterval(() => response.write(chunk), 5);
      response.on("close", () => clearInterval(timer));
      return undefined;
    });
    const { code, stdout, stderr } = await shell("{ $cli chat Hi; echo $? >&2; } | head -n 1", at(url));
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "line\n", stderr: "0\n" });
  });

  test("closed stdin, stdout and stderr do no harm", async () => {
    expect((await shell("$cli chat Hi <&-", env)).code).toBe(0);
    expect(await shell("$cli chat <&-", env)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/prompt is empty/),
    });
    expect(await shell("$cli chat Hi >&-", env)).toMatchObject({ code: 0, stderr: "" });
    expect((await shell("$cli chat 2>&-", env)).code).toBe(2);
  });

  test("a full disk is reported", async () => {
    const { code, stderr } = await shell("$cli chat Hi > /dev/full", env);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/^error: stdout: .*ENOSPC/);
  });

  test("a server that cannot be reached exits with 3 and says what to do", async () => {
    const gone = await startEmulator();
    await gone.stop();
    const { code, stderr } = await cli(["chat", "Hi", "--retries", "0"], { env: at(gone.url) });
    expect(code).toBe(3);
    expect(stderr).toMatch(/got no response \(ECONNREFUSED\)\nNo server listens on this port/);
    const { url } = await serve(() => undefined as never);
    const slow = await cli(["chat", "Hi", "--retries", "0", "--timeout", "0.3"], { env: at(url) });
    expect(slow).toMatchObject({ code: 3, stderr: expect.stringMatching(/timed out\nIncrease --timeout/) });
  });

  test("a refusal exits with 1, and shows the server's words, the request id and what to do", async () => {
    const headers = { "x-ms-request-id": "r-1", "retry-after": "90" };
    const { url } = await serve({ status: 429, headers, body: { error: { code: "429", message: "Slow down." } } });
    const { code, stderr } = await cli(["chat", "Hi"], { env: at(url) });
    expect(code).toBe(1);
    expect(stderr.split("\n")).toEqual([
      expect.stringMatching(/^error: 429 rate_limited \(429\): Slow down\. — POST \S+ \[request id r-1\]$/),
      "Wait, send fewer requests at a time, or request a higher quota.",
      "The server asks for a delay of 90 s.",
      "See troubleshooting.md#rate_limited in the documentation.",
      "",
    ]);
  });
});
