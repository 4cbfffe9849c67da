import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../src/emulator/index.ts";
import { type Answer, type Received, serve } from "../support/server.ts";
import { at, cli, file, key, start, terminal } from "./cli.ts";

let emulator: Emulator;
let env: Record<string, string>;

beforeAll(async () => {
  emulator = await startEmulator({ keys: [key] });
  env = at(emulator.url);
});
afterAll(() => emulator.stop());

const inputOf = ({ body }: Received): string[] => (JSON.parse(body) as { input: string[] }).input;

/** Vectors of two numbers, the first the length of its text: as little work as an answer can be. */
const tiny = (request: Received): Answer => {
  const data = inputOf(request).map(({ length }, index) => `{"index":${index},"embedding":[${length},0.5]}`);
  const usage = '"usage":{"prompt_tokens":1,"total_tokens":2}';
  return { headers: { "content-type": "application/json" }, body: `{"model":"m","data":[${data}],${usage}}` };
};

const jsonLines = (text: string): { index: number; id?: unknown; embedding: number[] }[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

function* numbered(count: number): Generator<string> {
  for (let from = 0; from < count; from += 1000) {
    const ids = Array.from({ length: Math.min(1000, count - from) }, (_, index) => from + index);
    yield ids.map((id) => `{"id":${id},"text":"${"x".repeat(id % 7)}."}\n`).join("");
  }
}

describe("what goes in", () => {
  test("arguments, files and stdin are one text each", async () => {
    const byArguments = await cli(["embed", "a cat", "a dog", "--validate"], { env });
    expect(byArguments).toMatchObject({ code: 0, stderr: "" });
    const answer = JSON.parse(byArguments.stdout) as { object: string; data: object[]; usage: object };
    expect(answer).toMatchObject({ object: "list", model: "emulated-all", data: [{ index: 0 }, { index: 1 }] });
    const files = ["--file", await file("a.txt", "a cat"), "--file", await file("b.txt", "\ufeffa dog")];
    expect((await cli(["embed", ...files], { env })).stdout).toBe(byArguments.stdout);
    const piped = await cli(["embed"], { env, input: "a cat\n" });
    expect(JSON.parse(piped.stdout)).toMatchObject({ data: [answer.data[0]] });
  });

  test("lines of text and of JSON, with line ends of any kind, blank lines passed over and ids handed on", async () => {
    const { url, received } = await serve(tiny);
    const lines = await file("a.txt", "\ufeffone\r\n\r\nthree\nfour");
    expect(jsonLines((await cli(["embed", "--lines", lines], { env: at(url) })).stdout)).toEqual([
      { index: 0, embedding: [3, 0.5] },
      { index: 1, embedding: [5, 0.5] },
      { index: 2, embedding: [4, 0.5] },
    ]);
    const json = '"one"\n{"id":"b","body":"three"}\n{"body":"four"}\n';
    const { stdout } = await cli(["embed", "--jsonl", "-", "--field", "body"], { env: at(url), input: json });
    expect(jsonLines(stdout).map(({ id }) => id)).toEqual([undefined, "b", undefined]);
    expect(received.map(inputOf)).toEqual([
      ["one", "three", "four"],
      ["one", "three", "four"],
    ]);
  });

  test.each([
    ["not JSON", '"ok"\n"fine"\n{"text": oops}\n', /^error: .*:3: is not JSON/m],
    ["no text", '"ok"\n"fine"\n{"txt":"a"}\n', /:3: has no text as "text"; see --field\.$/m],
    ["neither text nor object", '"ok"\n"fine"\n7\n', /:3: must be a JSON text, or an object/],
  ])(
    "a line that is %s ends it with the line's number, after what came before is written",
    async (_, content, message) => {
      const jsonl = await file("a.jsonl", content);
      const { code, stdout, stderr } = await cli(["embed", "--jsonl", jsonl, "--batch-size", "1"], { env });
      expect(code).toBe(2);
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/oops/);
      expect(stderr).toMatch(/^Texts done: 2; --skip 2 goes on from there\.$/m);
      expect(jsonLines(stdout).map(({ index }) => index)).toEqual([0, 1]);
    },
  );

  test("a line that never ends is refused before it fills the memory", async () => {
    const { code, stderr } = await cli(["embed", "--lines", "-"], {
      env,
      input: Array(70).fill("x".repeat(1_048_576)),
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: stdin: line 1 is too long\./);
  });

  test.each([
    ["nothing on stdin", [], /Nothing to embed: stdin is empty/],
    ["a file without lines", ["--lines", "/dev/null"], /Nothing to embed: there is no text/],
    ["a missing file", ["--jsonl", "no/such.jsonl"], /^error: no\/such\.jsonl: there is no such/],
    ["a folder", ["--lines", "src"], /src: is a folder, not a file/],
    ["two kinds", ["a", "--lines", "-"], /Use one of texts, --file, --lines and --jsonl/],
    ["stdin twice", ["--lines", "-", "--key-stdin"], /stdin cannot be both the key and the lines/],
    ["a form of vectors that base64 is not", ["a", "--format", "base64", "--encoding-format", "int8"], /32-bit floats/],
  ])("%s is reported, and exits with 2", async (_, args, message) => {
    const { code, stdout, stderr } = await cli(["embed", ...args], {
      env,
      input: args.includes("--key-stdin") ? key : "",
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });
});

describe("what comes out", () => {
  test("base64 is little-endian floats, also of a server that knows numbers only", async () => {
    const { url, received } = await serve(tiny);
    const { stdout } = await cli(["embed", "a", "bb", "--format", "base64"], { env: at(url) });
    const floats = stdout
      .trimEnd()
      .split("\n")
      .map((line) => {
        const bytes = Buffer.from(line, "base64");
        return [bytes.readFloatLE(0), bytes.readFloatLE(4)];
      });
    expect(floats).toEqual([
      [1, 0.5],
      [2, 0.5],
    ]);
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({ input: ["a", "bb"], encoding_format: "base64" });
    const emulated = await cli(["embed", "a", "--format", "base64", "--dimensions", "3"], { env });
    expect(Buffer.from(emulated.stdout, "base64")).toHaveLength(12);
  });

  test("--json prints the lines of a file as one object too, and cannot be combined with --format", async () => {
    const { stdout } = await cli(["embed", "--lines", "-", "--json"], { env, input: "a cat\na dog\n" });
    expect((JSON.parse(stdout) as { data: object[] }).data).toHaveLength(2);
    const both = await cli(["embed", "a cat", "--json", "--format", "base64"], { env });
    expect(both).toMatchObject({ code: 2, stderr: expect.stringMatching(/--json.* cannot be used with .*--format/) });
  });

  test("JSON of many batches is one object, with the usage of all", async () => {
    const { url, received } = await serve(tiny);
    const { stdout } = await cli(["embed", "--lines", "-", "--format", "json", "--batch-size", "2"], {
      env: at(url),
      input: "a\nb\nc\nd\ne\n",
    });
    expect(received).toHaveLength(3);
    const answer = JSON.parse(stdout) as { data: { index: number }[]; usage: object };
    expect(answer.data.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    expect(answer.usage).toEqual({ prompt_tokens: 3, total_tokens: 6 });
  });

  test("vectors keep the order of their texts, whichever response comes first; --skip goes on with their numbers", async () => {
    const held: (() => void)[] = [];
    const { url } = await serve(async (request, response) => {
      // The first of two requests waits for the second.
      if (held.length === 0) await new Promise<void>((resolve) => held.push(resolve));
      else held[0]?.();
      response.end(tiny(request).body);
      return undefined;
    });
    const args = ["embed", "--lines", "-", "--batch-size", "1", "--concurrency", "2", "--skip", "1"];
    const { stdout } = await cli(args, { env: at(url), input: "skipped\na\nbb\nccc\n" });
    expect(jsonLines(stdout).map(({ index, embedding }) => [index, embedding[0]])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  test("a response with too few vectors is a failure, not a shifted file", async () => {
    const { url } = await serve({ body: { model: "m", data: [{ index: 0, embedding: [1] }] } });
    const { code, stderr } = await cli(["embed", "a", "b"], { env: at(url) });
    expect(code).toBe(1);
    expect(stderr).toBe("error: The server gave 1 vectors for the 2 texts from text 1 on.\n");
  });

  test("a batch that is refused ends it after what came before, and says where to go on", async () => {
    const { url } = await serve((request) =>
      inputOf(request)[0] === "bad"
        ? { status: 400, body: { error: { code: "BadRequest", message: "No." } } }
        : tiny(request),
    );
    const args = ["embed", "--lines", "-", "--batch-size", "1"];
    const { code, stdout, stderr } = await cli(args, { env: at(url), input: "a\nb\nbad\nc\n" });
    expect({ code, lines: jsonLines(stdout).length }).toEqual({ code: 1, lines: 2 });
    expect(stderr).toMatch(/--skip 2 goes on from there/);
  });
});

describe("a million lines", () => {
  test("go through a heap of 64 MB", { tags: ["soak"], timeout: 120_000 }, async () => {
    const { url, received } = await serve((request) => {
      received.length = 0;
      return tiny(request);
    });
    const { child, ended } = start(["embed", "--jsonl", "-", "--batch-size", "512"], {
      env: { ...at(url), NODE_OPTIONS: "--max-old-space-size=64" },
      input: numbered(1_000_000),
    });
    child.stdout.removeAllListeners("data");
    let lines = 0;
    let last = "";
    child.stdout.on("data", (text: string) => {
      const parts = (last + text).split("\n");
      last = parts.pop() ?? "";
      for (const line of parts) {
        if (!line.startsWith(`{"index":${lines},"id":${lines},`)) throw new Error(`line ${lines} is ${line}`);
        lines += 1;
      }
    });
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
    expect(lines).toBe(1_000_000);
  });

  test("wait for a reader who does not read", { tags: ["soak"] }, async () => {
    const { url, received } = await serve(tiny);
    const { child } = start(["embed", "--jsonl", "-", "--batch-size", "1000"], {
      env: at(url),
      input: numbered(1_000_000),
    });
    child.stdout.pause();
    // Requests stop when pipe and buffers are full: none comes for a while, and far fewer than a thousand came.
    let before = -1;
    const hasStopped = (): boolean => {
      const earlier = before;
      before = received.length;
      return before > 0 && before === earlier;
    };
    await expect.poll(hasStopped, { interval: 700, timeout: 20_000 }).toBe(true);
    expect(received.length).toBeLessThan(50);
  });

  test("show a bar on a terminal, and nothing of it in a pipe", { tags: ["soak"] }, async () => {
    const { url } = await serve(tiny);
    const lines = await file("a.jsonl", [...numbered(20_000)].join(""));
    const { stdout } = await terminal(["embed", "--jsonl", lines, "--batch-size", "8", "--format", "base64"], at(url))
      .ended;
    expect(stdout).toContain("\r\u001b[K[");
    expect(stdout).toMatch(/\[#*-+\] \d+ % [\d,]+ embedded, [\d,]+ a second, \d+ s left/);
    expect(await cli(["embed", "--jsonl", lines], { env: at(url) })).toMatchObject({ code: 0, stderr: "" });
  });

  test("end quietly when the reader has seen enough", async () => {
    const { url } = await serve(tiny);
    const { child, ended } = start(["embed", "--jsonl", "-"], { env: at(url), input: numbered(1_000_000) });
    child.stdout.once("data", () => child.stdout.destroy());
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  });
});
