import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  type Emulator,
  type EmulatorOptions,
  type Rule,
  readModels,
  readRules,
  startEmulator,
} from "../../../src/emulator/index.ts";
import { bodySha256 } from "../../../src/emulator/rules/body-hash.ts";
import { splits } from "../../../src/emulator/rules/secrets.ts";
import { chunk, eventStream, events, type Received } from "../../support/server.ts";
import { messages } from "../call.ts";
import { answer, ask, deferred, type FrontOptions, front, key } from "../front.ts";
import { askRaw } from "../raw.ts";

async function newFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "record-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "recorded.json");
}

/** An emulator of what was recorded, with nothing behind it. */
async function replay(file: string, options: EmulatorOptions = {}): Promise<Emulator> {
  const read = { rules: await readRules(file), models: await readModels(file), unmatched: "refuse" as const };
  const emulator = await startEmulator({ ...read, ...options });
  onTestFinished(() => emulator.stop());
  return emulator;
}

const rulesIn = async (file: string) => (JSON.parse(await readFile(file, "utf8")) as { rules: Rule[] }).rules;

/** Says who was asked what, with signs that JSON may write in two ways. */
const talkative = ({ body, url }: Received) => {
  const { stream, model, messages } = JSON.parse(body) as {
    stream?: boolean;
    model?: string;
    messages?: { content: string }[];
  };
  const content = `${model} at ${url} says "${messages?.at(-1)?.content}" \u2028é\\u00e9`;
  if (url.endsWith("/embeddings"))
    return {
      body: { object: "list", model: "real", data: [{ index: 0, object: "embedding", embedding: [1e-7, 0.1, -2] }] },
    };
  if (stream)
    return {
      headers: { "content-type": "text/event-stream" },
      body: `data: {"id": "spaced"}\n\n${events(chunk(content), chunk(null, "stop"), "[DONE]")}`,
    };
  return {
    body: { ...answer, choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }] },
  };
};

test.each([
  ["/chat/completions?api-version=2025-04-01"],
  ["/serverless/phi/chat/completions?api-version=2025-04-01"],
  ["/managed/phi/chat/completions?api-version=2025-04-01"],
  ["/models/chat/completions?api-version=2025-04-01"],
  ["/openai/deployments/phi/chat/completions?api-version=2024-10-21"],
  ["/v1/chat/completions"],
])("D16: what was recorded at %s returns the same bytes, without the upstream", async (path) => {
  const file = await newFile();
  const refusal = {
    status: 400,
    body: {
      error: { message: "Too hot", type: "invalid_request_error", param: "temperature", code: "unsupported_value" },
    },
  };
  const handler = (request: Received) => (request.body.includes('"temperature":2') ? refusal : talkative(request));
  const { emulator, received } = await front(handler, { record: file });
  const calls: [body: object, path: string][] = [
    [{ model: "phi" }, path],
    [{}, path],
    [{ model: "phi", stream: true }, path],
    [{ model: "phi", temperature: 2 }, path],
    [{ model: "phi", temperature: 2, stream: true }, path],
    [{ model: "phi", temperature: 1 }, path],
    [{ model: "phi", messages: undefined, input: ["a"] }, path.replace("chat/completions", "embeddings")],
  ];
  const all = async (emulator: Emulator) => {
    const answers = [];
    for (const [body, path] of calls) {
      const { status, text, headers } = await ask(emulator, body, { path });
      answers.push([status, headers.get("content-type"), text]);
    }
    return answers;
  };
  const recorded = await all(emulator);
  await emulator.stop();
  expect(recorded.map(([status]) => (status as number) < 400)).toEqual([true, true, true, false, false, true, true]);
  expect(received).toHaveLength(calls.length);
  const again = await replay(file);
  expect(await all(again)).toEqual(recorded);
  expect((await ask(again, { model: "phi", seed: 1 }, { path })).status).toBe(404);
});

test("D16: a request that is asked again gets the responses in their order, and then the last", async () => {
  const file = await newFile();
  let count = 0;
  const { emulator } = await front(() => ({ body: { ...answer, id: `${++count}` } }), { record: file });
  const ids = async (emulator: Emulator, times: number) => {
    const found = [];
    for (let turn = 0; turn < times; turn += 1) found.push(((await ask(emulator)).body as { id: string }).id);
    return found;
  };
  expect(await ids(emulator, 3)).toEqual(["1", "2", "3"]);
  await emulator.stop();
  expect(await ids(await replay(file), 5)).toEqual(["1", "2", "3", "3", "3"]);
});

test("D16: more than one choice, which the emulator itself does not give, is replayed", async () => {
  const file = await newFile();
  const { emulator } = await front({ body: answer }, { record: file });
  const asked = [{ model: "m", n: 2, max_completion_tokens: 5 }, { path: "/v1/chat/completions" }] as const;
  const { text } = await ask(emulator, ...asked);
  await emulator.stop();
  expect(await ask(await replay(file), ...asked)).toMatchObject({ status: 200, text });
});

describe("D16: secrets", () => {
  const caller = "callers-key";
  test("no key and no prompt is on disk, also when the response repeats a key", async () => {
    const file = await newFile();
    const echo = ({ headers, body }: Received) => ({
      body: { ...answer, system_fingerprint: `${headers.authorization} ${caller} ${body.length}` },
    });
    const { emulator } = await front(echo, { record: file, keys: [caller, "another-key"] });
    await ask(emulator, { messages: [{ role: "user", content: "a private matter" }] });
    await emulator.stop();
    const text = await readFile(file, "utf8");
    expect(text).toContain("Bearer REDACTED REDACTED");
    for (const secret of [key, caller, "another-key", "private matter", "authorization"])
      expect(text).not.toContain(secret);
  });

  test("a key that any caller may make up is one too", async () => {
    const file = await newFile();
    const { emulator } = await front({ body: { ...answer, id: caller } }, { record: file });
    await ask(emulator);
    await emulator.stop();
    expect(await readFile(file, "utf8")).not.toContain(caller);
  });

  test("a stream that spells a key in parts is not recorded, one that says it in one part is, without it", async () => {
    const file = await newFile();
    const spelt = eventStream(chunk(key.slice(0, 14)), chunk(key.slice(14), "stop"), "[DONE]");
    const said = eventStream(chunk(`my ${key}.`, "stop"), "[DONE]");
    const { emulator } = await front(({ body }) => (body.includes("spell") ? spelt : said), { record: file });
    expect((await ask(emulator, { stream: true, messages: [{ role: "user", content: "spell" }] })).status).toBe(200);
    await ask(emulator, { stream: true });
    await emulator.stop();
    const text = await readFile(file, "utf8");
    expect(text).not.toContain(key.slice(0, 14));
    expect((await rulesIn(file)).map(({ script }) => script)).toEqual([[chunk("my REDACTED.", "stop")]]);
  });

  test("a text in parts is distinguished from one that is whole, choice by choice", () => {
    const say = (content: string, index = 0) => ({ choices: [{ index, delta: { content } }] });
    fc.assert(
      fc.property(fc.string({ minLength: 6, unit: "grapheme" }), fc.nat(), (secret, at) => {
        const place = 1 + (at % (secret.length - 1));
        expect(splits([say(secret.slice(0, place)), say("other", 1), say(secret.slice(place))], [secret])).toBe(true);
        expect(splits([say(secret)], [secret])).toBe(false);
        const spaced = [secret.slice(0, place), secret.slice(place)].map((text) => JSON.stringify(say(text), null, 1));
        expect(splits(spaced, [secret])).toBe(true);
      }),
    );
  });
});

describe("D16: what is not recorded", () => {
  const count = async (
    handler: Parameters<typeof front>[0],
    call: (emulator: Emulator) => Promise<unknown>,
    options: FrontOptions = {},
  ) => {
    const file = await newFile();
    const { emulator } = await front(handler, { ...options, record: file });
    await call(emulator);
    await emulator.stop();
    return (await rulesIn(file)).length;
  };

  test("a stream that is cut", async () => {
    const torn = (_: Received, response: ServerResponse) => {
      response
        .writeHead(200, { "content-type": "text/event-stream" })
        .write(events(chunk("a")), () => response.socket?.destroySoon());
      return undefined;
    };
    expect(await count(torn, (emulator) => askRaw(emulator.port, { body: { stream: true } }))).toBe(0);
  });

  test("one that its caller leaves", async () => {
    const left = deferred<undefined>();
    const slow = (_: Received, response: ServerResponse) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).write(events(chunk("a")));
      response.once("close", () => left.resolve(undefined));
      return undefined;
    };
    const leave = async (emulator: Emulator) => {
      await askRaw(emulator.port, { body: { stream: true }, leaveWhen: (text) => text.includes("data:") });
      await left.promise;
    };
    expect(await count(slow, leave)).toBe(0);
  });

  test("what the emulator says itself: refusals, rules, faults, an upstream that refuses its key", async () => {
    expect(await count({ body: answer }, (emulator) => ask(emulator, { max_tokens: "x" }))).toBe(0);
    expect(await count({ body: answer }, (emulator) => ask(emulator), { rules: [{ answer: "ruled" }] })).toBe(0);
    expect(
      await count({ body: answer }, (emulator) => ask(emulator, {}, { headers: { "x-emulator-fault": "status=500" } })),
    ).toBe(0);
    expect(await count({ status: 401 }, (emulator) => ask(emulator))).toBe(0);
  });

  test("faults and times: the whole of a stream is, without them", async () => {
    const file = await newFile();
    const { emulator } = await front(eventStream(chunk("a"), chunk("b", "stop")), { record: file });
    const headers = { "x-emulator-fault": "duplicate-chunk=1", "x-emulator-latency": "firstTokenMs=5" };
    const { text } = await ask(emulator, { stream: true }, { headers });
    await emulator.stop();
    // It ended without [DONE], and goes on doing so.
    expect(text).toBe(events(chunk("a"), chunk("a"), chunk("b", "stop")));
    expect((await ask(await replay(file), { stream: true })).text).toBe(events(chunk("a"), chunk("b", "stop")));
  });
});

describe("D16: the file", () => {
  test("is for its owner alone, whole after a stop, and nothing lies next to it", async () => {
    const file = await newFile();
    const { emulator } = await front(talkative, { record: file });
    await Promise.all(Array.from({ length: 200 }, (_, seed) => ask(emulator, { seed, stream: seed % 2 === 0 })));
    await emulator.stop();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(dirname(file))).toEqual(["recorded.json"]);
    expect(await readRules(file)).toHaveLength(200);
  });

  test("is whole whenever it is read", async () => {
    const file = await newFile();
    const { emulator } = await front(talkative, { record: file });
    let open = true;
    const calls = Promise.all(Array.from({ length: 100 }, (_, seed) => ask(emulator, { seed }))).finally(() => {
      open = false;
    });
    let most = 0;
    while (open) most = Math.max(most, (await readRules(file)).length);
    await calls;
    expect(most).toBeLessThanOrEqual(100);
  });

  test("continues: a repeated request replaces its recording, and all other rules stay", async () => {
    const file = await newFile();
    const own = { when: { lastMessage: "mine" }, answer: "ruled" };
    const model = { name: "kept", type: "chat-completion", provider: "me", operations: ["getChatCompletions"] };
    await writeFile(file, JSON.stringify({ models: [model], rules: [own] }), { mode: 0o644 });
    for (const id of ["old", "new"]) {
      const { emulator } = await front({ body: { ...answer, id } }, { record: file });
      await ask(emulator, { seed: id === "old" ? 1 : 2 });
      await ask(emulator);
      await emulator.stop();
    }
    expect((await rulesIn(file)).map(({ answer, body }) => answer ?? (body as { id: string }).id)).toEqual([
      "ruled",
      "old",
      "new",
      "new",
    ]);
    expect((await readModels(file)).map(({ name }) => name)).toEqual(["upstream", "kept"]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const both = await startEmulator({ rules: await readRules(file), models: await readModels(file) });
    onTestFinished(() => both.stop());
    expect(((await ask(both, { seed: 1 })).body as { id: string }).id).toBe("old");
  });

  test("the default model of the recording is that of the replay", async () => {
    const file = await newFile();
    const { emulator } = await front({ body: answer }, { record: file, model: "phi" });
    const { text } = await ask(emulator);
    await emulator.stop();
    expect(await ask(await replay(file))).toMatchObject({ status: 200, text });
  });

  test.each([
    [
      "that is no recording",
      async (file: string) => void (await writeFile(file, '{"name":"my-package"}')),
      /is there and is no recording: rules: must be a list/,
    ],
    [
      "that is not JSON",
      async (file: string) => void (await writeFile(file, "# Title")),
      /is there and is no recording/,
    ],
    [
      "in a folder that is not there",
      async (file: string) => rm(dirname(file), { recursive: true }),
      /cannot be written: ENOENT/,
    ],
  ])("one %s is reported at the start, and left alone", async (_, prepare, message) => {
    const file = await newFile();
    await prepare(file);
    const before = await readFile(file, "utf8").catch(() => undefined);
    await expect(startEmulator({ upstream: { url: "http://localhost" }, record: file })).rejects.toThrow(message);
    expect(await readFile(file, "utf8").catch(() => undefined)).toBe(before);
  });

  test("one that can no longer be written is reported when the emulator stops", async () => {
    const file = await newFile();
    const { emulator: recorder } = await front({ body: answer }, { record: file });
    await rm(dirname(file), { recursive: true });
    await ask(recorder);
    await expect(recorder.stop()).rejects.toThrow(/^record: .* cannot be written: ENOENT/);
  });

  test("one without an upstream is refused", async () => {
    await expect(startEmulator({ record: "x.json" })).rejects.toThrow(
      'record: must be given with an upstream, not "x.json"',
    );
  });
});

describe("D15: a rule is for one request, known by a hash", () => {
  test("as the pages say how it is made", async () => {
    const text = JSON.stringify({ messages: [{ content: "Hello", role: "user" }], seed: 1 });
    const sha = createHash("sha256").update(text).digest("hex");
    const emulator = await startEmulator({
      rules: [{ when: { bodySha256: sha, flavour: "custom" }, answer: "known" }],
    });
    onTestFinished(() => emulator.stop());
    expect((await ask(emulator, { seed: 1, model: "emulated-all" })).text).toContain("known");
    expect((await ask(emulator, { seed: 2 })).text).not.toContain("known");
    expect((await ask(emulator, { seed: 1 }, { path: "/v1/chat/completions" })).text).not.toContain("known");
  });

  test("whatever the order of properties", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
        const turned = Object.fromEntries(Object.entries(body).reverse());
        expect(bodySha256(JSON.stringify(turned))).toBe(bodySha256(JSON.stringify({ ...body }, null, 1)));
      }),
    );
    expect(bodySha256(JSON.stringify({ messages, seed: 1 }))).not.toBe(
      bodySha256(JSON.stringify({ messages, seed: 2 })),
    );
  });

  test.each([
    [{ bodySha256: "abc" }, 'rules[0].when.bodySha256: must be 64 hexadecimal digits, small letters, not "abc"'],
    [{ flavour: "sweet" }, /^rules\[0\]\.when\.flavour: must be one of custom, /],
  ])("%j is refused", async (when, message) => {
    await expect(startEmulator({ rules: [{ when } as Rule] })).rejects.toThrow(message);
  });
});
