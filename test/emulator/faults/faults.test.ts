import { Agent } from "node:https";
import { gunzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { validateErrorBody } from "../../../generated/validators.ts";
import { createClient } from "../../../src/client/index.ts";
import {
  type EmulatorOptions,
  type Fault,
  type FaultKind,
  parseFaults,
  startEmulator,
} from "../../../src/emulator/index.ts";
import { createNodeFetch } from "../../../src/node/index.ts";
import { emulate, messages } from "../call.ts";
import { askRaw } from "../raw.ts";

const start = async (options: EmulatorOptions = {}) => {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.stop());
  return emulator;
};
const chat = (fault?: string, more: object = {}) => ({
  path: "/chat/completions",
  body: { messages, ...more },
  ...(fault !== undefined && { headers: { "x-emulator-fault": fault } }),
});
const raw = async (fault: string, more: object = {}) =>
  askRaw((await start()).port, { headers: { "x-emulator-fault": fault }, body: more });
const stream = { stream: true };
const dataOf = (body: Buffer | string): string[] =>
  String(body)
    .split("\n\n")
    .filter((event) => event.startsWith("data: "))
    .map((event) => event.slice(6));

describe("D11: faults are asked for by a request, by a rule of all, and the nearer wins", () => {
  test("the request's own replace those that hold for all, and none asks for none", async () => {
    const call = await emulate({ faults: [{ kind: "status", status: 503 }] });
    expect((await call(chat())).status).toBe(503);
    expect((await call(chat("status=429"))).status).toBe(429);
    expect((await call(chat("none"))).status).toBe(200);
  });

  test("those that hold for all can be set and put back while it runs", async () => {
    const emulator = await start();
    const status = async () => (await fetch(`${emulator.url}/nowhere`)).status;
    emulator.faults.add({ kind: "status", status: 500 });
    expect(emulator.faults.list()).toEqual([{ kind: "status", status: 500 }]);
    expect(await status()).toBe(500);
    emulator.reset();
    expect(await status()).toBe(404);
    expect(() => emulator.faults.add({ kind: "gzip" }, { kind: "status", status: 200 })).toThrow(
      new RangeError("faults[1].status: must be a whole number from 300 to 599, not 200"),
    );
    expect(emulator.faults.list()).toEqual([]);
  });

  test.each<[string, Fault[]]>([
    ["none", []],
    ["gzip", [{ kind: "gzip" }]],
    ["status=503", [{ kind: "status", status: 503 }]],
    [
      " delay=20 , status = 429; hint=retry-after-ms;waitMs=50",
      [
        { kind: "delay", ms: 20 },
        { kind: "status", status: 429, hint: "retry-after-ms", waitMs: 50 },
      ],
    ],
    ['content-type="text/html; charset=utf-8"', [{ kind: "content-type", value: "text/html; charset=utf-8" }]],
    ['status=500;message="a, \\"b\\"; c"', [{ kind: "status", status: 500, message: 'a, "b"; c' }]],
    ["cut;afterChunks=2;with=rst;probability=0.5", [{ kind: "cut", afterChunks: 2, with: "rst", probability: 0.5 }]],
    ['{"kind":"delay","ms":1.5}', [{ kind: "delay", ms: 1.5 }]],
    ['[{"kind":"gzip"},{"kind":"no-done"}]', [{ kind: "gzip" }, { kind: "no-done" }]],
  ])("the header %s", (text, faults) => {
    expect(parseFaults(text)).toEqual(faults);
  });

  test.each([
    ["explode", /^x-emulator-fault\[0\]\.kind: must be one of status, delay, drop, .*, not "explode"$/],
    ["status", "x-emulator-fault[0].status: must be given, not undefined"],
    ["status=999", "x-emulator-fault[0].status: must be a whole number from 300 to 599, not 999"],
    ["gzip=1", "x-emulator-fault: gzip takes no value"],
    ["cut=1;afterChunks=1", /must be given afterBytes or afterChunks, not both/],
    ["cut=1;width=rst", /\[0\]\.width: is not known here; known are kind, probability, afterBytes, afterChunks, with$/],
    ["gzip, delay=-1", "x-emulator-fault[1].ms: must be a number from 0 to 2147483647, not -1"],
    ["gzip;probability=2", "x-emulator-fault[0].probability: must be a number from 0 to 1, not 2"],
    ['content-type="a\\nb"', /value: must be a string of printable ASCII/],
    ["{", /is not JSON that can be read/],
  ])("a header that cannot be is a 400 that says why: %s", async (text, message) => {
    const { status, body } = await (await emulate())(chat(text));
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: { code: "InvalidFault", message: typeof message === "string" ? message : expect.stringMatching(message) },
    });
  });
});

describe("D12: what goes wrong", () => {
  test.each<[string, number, object]>([
    ["status=500", 500, { error: { code: "500", message: "The emulator was asked to respond with 500." } }],
    ["status=400;code=content_filter;form=flat", 400, { status: 400, code: "content_filter", param: null }],
    ["status=422;form=detail-list", 422, { detail: [{ loc: ["body"] }] }],
    ["status=422;form=detail-object;code=parameter_not_supported", 422, { detail: { loc: ["body"] } }],
    ["status=404;form=detail-text", 404, { detail: "The emulator was asked to respond with 404." }],
    ["status=422;form=error-list", 422, { error: ["The emulator was asked to respond with 422."] }],
    ["status=429;form=error-text", 429, { status: 429, error: "Too Many Requests" }],
    ["status=400;form=vllm", 400, { object: "error", type: "BadRequestError", code: 400 }],
    ["status=400;form=vllm-wrapped", 400, { error: { code: "Bad Request", status: 400 } }],
    ["status=401;form=status-code", 401, { statusCode: 401 }],
    ["status=401;form=status-text;message=Invalid", 401, { status: "Invalid" }],
    ["status=400;form=numeric-code", 400, { error: { code: 400 } }],
    ["status=500;form=openai", 500, { error: { type: "server_error", param: null, code: null } }],
    ["status=400;form=azure-core", 400, { error: { target: "body", details: [{ code: "400" }] } }],
    ["status=503;form=tgi", 503, { error_type: "overloaded" }],
  ])("D19: %s", async (fault, status, body) => {
    const answer = await (await emulate())(chat(fault));
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject(body);
    expect(validateErrorBody(answer.body)).toBe(true);
    expect(answer.headers.get("x-ms-error-code")).toMatch(/./);
  });

  test.each([
    ["html", "text/html", /^<html>.*502/],
    ["text", "text/plain", /^The emulator was asked/],
    ["empty", "text/plain", /^$/],
  ])("D19: a gateway's failure in %s", async (form, type, text) => {
    const answer = await (await emulate())(chat(`status=502;form=${form}`));
    expect([answer.status, answer.headers.get("content-type")]).toEqual([502, type]);
    expect(answer.text).toMatch(text);
  });

  test.each<[string, Record<string, string>]>([
    ["retry-after", { "retry-after": "2" }],
    ["retry-after-date", { "retry-after": "Thu, 01 Jan 1970 00:00:02 GMT" }],
    ["retry-after-ms", { "retry-after-ms": "1500" }],
    ["x-ms-retry-after-ms", { "x-ms-retry-after-ms": "1500" }],
    ["x-ratelimit-reset", { "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "2" }],
    ["message", {}],
  ])("a 429 that describes the wait by %s", async (hint, headers) => {
    const call = await emulate({ now: () => 0 });
    const answer = await call(chat(`status=429;hint=${hint};waitMs=1500`));
    expect(answer.status).toBe(429);
    expect(Object.fromEntries(answer.headers)).toMatchObject(headers);
    expect(answer.headers.get("x-ms-error-code")).toBe("RateLimitReached");
    expect(/wait 2 seconds/.test(answer.text)).toBe(hint === "message");
  });

  test("a redirect", async () => {
    const { head } = await raw('status=307;location="http://other.example/"');
    expect(head).toMatch(/^HTTP\/1\.1 307 [\s\S]*location: http:\/\/other\.example\//);
  });

  test("a delay is before the headers, and with another fault comes first", async () => {
    const began = performance.now();
    expect((await (await emulate())(chat("status=503, delay=60"))).status).toBe(503);
    expect(performance.now() - began).toBeGreaterThan(55);
  });

  test.each(["fin", "rst"] as const)("a connection that closes before any header, with %s", async (how) => {
    const { head, ending } = await raw(`drop=${how}`);
    expect([head, ending]).toEqual(["", how]);
  });

  test.each([
    ["a whole body", "cut=20", {}, "fin"],
    ["a whole body", "cut=20;with=rst", {}, "rst"],
    ["a stream", "cut=20", stream, "fin"],
    ["a stream", "cut=20;with=rst", stream, "rst"],
    ["a whole body, with a proper end", "cut=20;with=end", {}, "fin"],
  ])("cut: %s after a byte, %s", async (_, fault, more, ending) => {
    const whole = (await askRaw((await start()).port, { body: more })).body;
    const got = await raw(fault, more);
    expect(got.body).toEqual(whole.subarray(0, 20));
    expect(got.ending).toBe(ending);
    // Without a proper end, what is announced is more than what comes.
    if (!fault.includes("end") && more !== stream) expect(got.head).toContain(`content-length: ${whole.length}`);
  });

  test.each(["fin", "rst", "end"] as const)("cut: a stream after a chunk, with %s", async (how) => {
    const { body, ending } = await raw(`cut;afterChunks=3;with=${how}`, stream);
    expect(dataOf(body)).toHaveLength(3);
    expect(ending).toBe(how === "rst" ? "rst" : "fin");
  });

  test.each<[string, object, RegExp]>([
    ["stall=30", {}, /\r\n\r\n.{30}$/],
    ["stall;afterChunks=2", stream, /(?:data: \{.*\n\n\s*[\s\S]*){2}/],
    ["stall", stream, /\r\n\r\n$/],
  ])("a stall lasts until the caller goes away: %s %j", async (fault, more, there) => {
    const emulator = await start();
    const { body, ending } = await askRaw(emulator.port, {
      headers: { "x-emulator-fault": fault },
      body: more,
      leaveWhen: (text) => there.test(text),
    });
    // Had it been more than a stall, the answer would have ended, and no one would have left.
    expect(await emulator.journal.waitFor({ aborted: true })).toMatchObject({ faults: ["stall"] });
    expect(ending).toBe("open");
    if (fault === "stall=30") expect(body).toHaveLength(30);
    else expect(dataOf(body)).toHaveLength(fault === "stall" ? 0 : 2);
  });

  test("a stall of a set time goes on afterwards", async () => {
    const { body } = await raw("stall;afterChunks=2;ms=30", stream);
    expect(dataOf(body).at(-1)).toBe("[DONE]");
  });

  test("a drip sends a few bytes at a time, and all of them", async () => {
    const { port } = await start();
    const whole = await askRaw(port);
    const { body, pieces } = await askRaw(port, { headers: { "x-emulator-fault": "drip=2;bytes=40" } });
    expect(body).toEqual(whole.body);
    expect(pieces.length).toBeGreaterThan(5);
  });

  test("a malformed chunk is sent instead of a valid one", async () => {
    const data = dataOf((await raw("malformed-chunk=3", stream)).body);
    expect(() => JSON.parse(data[2] ?? "")).toThrow();
    expect(data.filter((text) => text !== "[DONE]" && text !== data[2]).map((text) => typeof JSON.parse(text))).toEqual(
      Array(data.length - 2).fill("object"),
    );
  });

  test("a wrong content type, on a body and on a stream", async () => {
    const call = await emulate();
    for (const more of [{}, stream])
      expect((await call(chat("content-type=text/html", more))).headers.get("content-type")).toBe("text/html");
  });

  test("invalid JSON has the length that is announced", async () => {
    const { text, headers } = await (await emulate())(chat("invalid-json"));
    expect(() => JSON.parse(text)).toThrow();
    expect(headers.get("content-length")).toBe(String(text.length));
  });

  test.each([
    ["openai", { error: { type: "server_error" } }, true],
    ["vllm", { object: "error", code: 500 }, true],
    ["tgi", { error_type: "generation" }, false],
    ["event", { error: { type: "server_error" } }, false],
  ])("D23: an error event in form %s comes after a token, instead of the rest", async (form, event, done) => {
    const { body } = await raw(`error-event=2;form=${form}`, stream);
    const data = dataOf(String(body).replace("event: error\n", ""));
    expect(String(body).includes("event: error\n")).toBe(form === "event");
    expect(JSON.parse(data[2] ?? "")).toMatchObject(event);
    expect(data.slice(3)).toEqual(done ? ["[DONE]"] : []);
  });

  test("D23: before the first token there is no error event: a failure has its status", async () => {
    const call = await emulate();
    expect((await call(chat("error-event=0", stream))).status).toBe(400);
    const { status, headers } = await call(chat("status=500", stream));
    expect([status, headers.get("content-type")]).toEqual([500, "application/json"]);
  });

  test("a stream without [DONE] ends properly", async () => {
    const { text } = await (await emulate())(chat("no-done", stream));
    expect(JSON.parse(dataOf(text).at(-1) ?? "")).toMatchObject({ choices: [{ finish_reason: "stop" }] });
  });

  test("a chunk comes twice", async () => {
    const data = dataOf((await (await emulate())(chat("duplicate-chunk=3", stream))).text);
    expect(data[3]).toBe(data[2]);
    expect(data[4]).not.toBe(data[3]);
  });

  test("characters of several bytes are sent in two parts, and none is lost", async () => {
    const { port } = await start();
    const body = { messages: [{ role: "user", content: "日本 🎉 é" }], stream: true };
    const whole = await askRaw(port, { body });
    const split = await askRaw(port, { body, headers: { "x-emulator-fault": "split-utf8" } });
    expect(split.body).toEqual(whole.body);
    const isWhole = (bytes: Buffer) => Buffer.from(bytes.toString()).equals(bytes);
    expect(whole.pieces.every(isWhole)).toBe(true);
    expect(split.pieces.every(isWhole)).toBe(false);
  });

  test.each([
    ["cr", "\r"],
    ["crlf", "\r\n"],
  ])("line endings: %s", async (name, ending) => {
    const { text } = await (await emulate())(chat(`line-endings=${name}`, stream));
    expect(text.replaceAll(ending, "")).not.toMatch(/[\r\n]/);
    expect(text.endsWith(`data: [DONE]${ending}${ending}`)).toBe(true);
  });

  test("a flood of comments is before every event", async () => {
    const { text } = await (await emulate())(chat("comments=50", stream));
    expect(text.match(/^: /gm)).toHaveLength(50 * dataOf(text).length);
  });

  test("an oversized event is sound JSON", async () => {
    const data = dataOf((await (await emulate())(chat("oversized-event=100000", stream))).text);
    expect(data[1]?.length).toBeGreaterThan(100_000);
    expect(JSON.parse(data[1] ?? "")).toMatchObject({ choices: [{ delta: {} }] });
  });

  test("gzip, of a body and of a stream", async () => {
    const { port } = await start();
    for (const body of [{}, stream]) {
      const plain = await askRaw(port, { body });
      const zipped = await askRaw(port, { body, headers: { "x-emulator-fault": "gzip" } });
      expect(zipped.head).toContain("content-encoding: gzip");
      expect(gunzipSync(zipped.body)).toEqual(plain.body);
    }
  });

  test("several at once: split, slow, compressed and cut", async () => {
    const { body } = await raw("gzip, comments=2, line-endings=crlf, cut;afterChunks=2;with=end", stream);
    expect(gunzipSync(body).toString()).toMatch(/^(?:(?:: -+\r\n\r\n){2}data: \{.*\}\r\n\r\n){2}$/);
  });

  test("a fault of streams leaves a whole body as it is", async () => {
    const call = await emulate();
    expect((await call(chat("no-done, comments=3, cut;afterChunks=0"))).text).toBe((await call(chat())).text);
  });
});

describe("D10: chance is drawn under a seed", () => {
  const run = async (seed: number) => {
    const call = await emulate({ seed, faults: [{ kind: "status", status: 503, probability: 0.5 }] });
    const statuses = [];
    for (let turn = 0; turn < 24; turn += 1) statuses.push((await call(chat(undefined, { seed: turn % 2 }))).status);
    return statuses;
  };

  test("the same seed draws the same, another seed otherwise, and a request sent again draws anew", async () => {
    const [one, again, other] = [await run(7), await run(7), await run(8)];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expect(new Set(one)).toEqual(new Set([200, 503]));
    expect(new Set(one.filter((_, turn) => turn % 2 === 0))).toEqual(new Set([200, 503]));
  });

  test("what one request draws does not hang on what else is asked", async () => {
    const faults = [{ kind: "status", status: 503, probability: 0.5 }] as const;
    const [busy, quiet] = [await emulate({ faults }), await emulate({ faults })];
    for (let turn = 0; turn < 12; turn += 1) {
      await busy(chat(undefined, { seed: 1000 + turn }));
      expect((await busy(chat())).status).toBe((await quiet(chat())).status);
    }
  });
});

test.each(["http", "https"])(
  "D12, audit F7: over %s a client of ours meets each as the failure that it is",
  async (scheme) => {
    const { url, certificate } = await start(scheme === "https" ? { tls: true } : {});
    const agent = new Agent({ ca: certificate });
    onTestFinished(() => agent.destroy());
    const told = async (fault: string) => {
      const client = createClient({
        endpoint: url,
        credential: { key: "k" },
        retry: { retries: 0 },
        headers: { "x-emulator-fault": fault },
        ...(scheme === "https" && { fetch: createNodeFetch({ agent }) }),
      });
      const outcome = client.streamChatCompletions({ messages: [{ role: "user", content: "Hello" }] }).collect();
      return outcome.then(
        () => "an answer",
        (error: Error) => error.name,
      );
    };
    const outcomes: Record<string, string> = {
      none: "an answer",
      "split-utf8, line-endings=cr, comments=5, gzip, duplicate-chunk": "an answer",
      "status=429": "ResponseError",
      "drop=fin": "ConnectionError",
      "drop=rst": "ConnectionError",
      "cut=700": "StreamError",
      "cut;afterChunks=2;with=rst": "StreamError",
      "cut;afterChunks=2;with=end": "StreamError",
      "malformed-chunk": "StreamError",
      "error-event": "StreamError",
      "oversized-event=5000000": "StreamError",
    };
    for (const [fault, outcome] of Object.entries(outcomes))
      expect([fault, await told(fault)]).toEqual([fault, outcome]);
  },
);

/** Each kind of fault once, or in several forms. */
const everyKind: Record<FaultKind, readonly string[]> = {
  status: ["status=503;hint=retry-after", "status=307;location=/there", "status=502;form=html"],
  delay: ["delay=1"],
  drop: ["drop", "drop=rst"],
  stall: ["stall=10;ms=1", "stall"],
  drip: ["drip=0;bytes=50"],
  cut: ["cut=20", "cut=20;with=rst", "cut=20;with=end"],
  "malformed-chunk": ["malformed-chunk"],
  "content-type": ["content-type=text/html"],
  "invalid-json": ["invalid-json"],
  "error-event": ["error-event", "error-event;form=vllm"],
  "no-done": ["no-done"],
  "duplicate-chunk": ["duplicate-chunk"],
  "split-utf8": ["split-utf8"],
  "line-endings": ["line-endings=cr"],
  comments: ["comments=2"],
  "oversized-event": ["oversized-event=100000"],
  gzip: ["gzip"],
};
const matrix = Object.values(everyKind)
  .flat()
  .flatMap((fault) => [false, true].map((stream) => [fault, stream] as const));

test.each(matrix)("D12, audit F7: %s, stream %s: the same over TLS as over TCP", async (fault, stream) => {
  const outcomes = [{}, { tls: true as const }].map(async (options) => {
    const { port, certificate } = await start(options);
    const body = { stream, messages: [{ role: "user", content: "Größe" }] };
    const leaveWhen = fault === "stall" ? (text: string) => text.includes("\r\n\r\n") : undefined;
    const {
      head,
      body: sent,
      ending,
    } = await askRaw(port, {
      ...{ body, certificate, headers: { "x-emulator-fault": fault } },
      ...(leaveWhen && { leaveWhen }),
    });
    return { head: head.replace(/^date: .*$/im, ""), sent: fault === "stall" ? "" : sent.toString("latin1"), ending };
  });
  const [tcp, tls] = await Promise.all(outcomes);
  expect(tls).toEqual(tcp);
});
