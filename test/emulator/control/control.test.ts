import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as hooks from "vitest";
import { describe, expect, onTestFinished, test } from "vitest";
import { apiVersions } from "../../../generated/operations.ts";
import { defaultModels, flavourNames, readRules, startEmulator, useEmulator } from "../../../src/emulator/index.ts";
import { messages } from "../call.ts";

async function start() {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.stop());
  const control = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${emulator.url}/_emulator/${path}`, {
      method,
      headers: { "x-emulator-control": "1", ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
  };
  const status = async () => {
    const response = await fetch(`${emulator.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "api-key": "k", "content-type": "application/json" },
      body: JSON.stringify({ messages }),
    });
    await response.text();
    return response.status;
  };
  return { emulator, control, status };
}

describe("C31: the emulator is steered over HTTP, under a prefix of its own", () => {
  test("rules", async () => {
    const { control, status } = await start();
    const rule = { when: { lastMessage: { pattern: "hello", flags: "i" } }, error: { status: 503 } };
    expect(await control("POST", "rules", rule)).toEqual({ status: 200, body: { ids: ["rule-1"] } });
    expect((await control("POST", "rules", [{ id: "b", answer: "b" }])).body).toEqual({ ids: ["b"] });
    expect(await status()).toBe(503);
    expect((await control("GET", "rules")).body).toEqual({
      rules: [
        { ...rule, id: "rule-1", used: 1 },
        { id: "b", answer: "b", used: 0 },
      ],
    });
    expect((await control("DELETE", "rules/rule-1")).status).toBe(204);
    expect((await control("DELETE", "rules/rule-1")).status).toBe(404);
    expect(await status()).toBe(200);
    await control("DELETE", "rules");
    expect((await control("GET", "rules")).body).toEqual({ rules: [] });
  });

  test("a rule that is switched off stays where it is and counts nothing", async () => {
    const { emulator, control, status } = await start();
    emulator.rules.add(
      { id: "first", when: { nth: 1 }, error: { status: 503 } },
      { id: "off", enabled: false, error: { status: 500 } },
    );
    expect((await control("PATCH", "rules/first", { enabled: false })).status).toBe(204);
    expect(await status()).toBe(200);
    expect(emulator.rules.list()).toMatchObject([
      { id: "first", enabled: false, used: 0 },
      { id: "off", used: 0 },
    ]);
    expect(emulator.rules.enable("first", true)).toBe(true);
    expect(await status()).toBe(503);
    expect(await status()).toBe(200);
    expect(emulator.rules.enable("gone", true)).toBe(false);
  });

  test("the kinds of endpoints, with what a caller must prove, and no key", async () => {
    const emulator = await startEmulator({ keys: ["secret-key"], flavour: "managed" });
    onTestFinished(() => emulator.stop());
    const response = await fetch(`${emulator.url}/_emulator/endpoints`, { headers: { "x-emulator-control": "1" } });
    const text = await response.text();
    expect(text).not.toContain("secret-key");
    expect(JSON.parse(text)).toMatchObject({
      endpoints: [{ flavour: "managed", base: "", modelIn: ["azureml-model-deployment"] }],
      auth: "key",
      anyKey: false,
      operations: { getModelInfo: { path: "/info" } },
    });
    const { body } = await (await start()).control("GET", "endpoints");
    const { endpoints } = body as { endpoints: { flavour: string; versions: string[] }[] };
    expect(endpoints.map(({ flavour }) => flavour)).toEqual([...flavourNames]);
    expect(endpoints[0]?.versions[0]).toBe(apiVersions.at(-1));
  });

  test("faults, latency and reset", async () => {
    const { control, status } = await start();
    const faults = [{ kind: "status", status: 500 }];
    expect((await control("PUT", "faults", faults)).body).toEqual({ faults });
    expect(await status()).toBe(500);
    expect((await control("GET", "faults")).body).toMatchObject({ faults, kinds: { gzip: { members: {} } } });
    await control("DELETE", "faults");
    expect(await status()).toBe(200);
    expect((await control("PUT", "latency", { firstTokenMs: 1 })).body).toEqual({ latency: { firstTokenMs: 1 } });
    expect((await control("DELETE", "latency")).status).toBe(204);
    expect((await control("GET", "latency")).body).toEqual({ latency: {} });
    await control("PUT", "faults", faults);
    expect((await control("POST", "reset")).status).toBe(204);
    expect(await status()).toBe(200);
  });

  test("the journal, from an entry on, and the models", async () => {
    const { emulator, control, status } = await start();
    await status();
    await status();
    expect((await control("GET", "journal")).body).toMatchObject({ entries: [{ index: 1 }, { index: 2 }] });
    expect((await control("GET", "journal?after=1")).body).toMatchObject({
      entries: [{ index: 2 }],
      oldest: 1,
      newest: 2,
    });
    expect((await control("DELETE", "journal")).status).toBe(204);
    expect((await control("GET", "journal")).body).toEqual({ entries: [], oldest: 3, newest: 2 });
    expect(emulator.journal.entries).toEqual([]);
    expect((await control("GET", "models")).body).toEqual({ models: defaultModels });
  });

  test.each<[string, string, unknown, number, string]>([
    ["PUT", "faults", [{ kind: "gone" }], 400, "faults[0].kind: must be one of "],
    ["POST", "rules", { anwser: 1 }, 400, "rules[0].anwser: is not known here"],
    ["POST", "rules", "{", 400, "The body is not JSON"],
    ["PUT", "latency", '"fast"', 400, "The body must be an object or a list"],
    [
      "GET",
      "nowhere",
      undefined,
      404,
      "There is models, endpoints, rules, faults, latency, journal, reset under /_emulator",
    ],
    ["GET", "toString", undefined, 404, "There is models"],
    ["PUT", "rules", {}, 405, "This takes GET, POST, DELETE, PATCH"],
    ["PATCH", "rules/gone", { enabled: true }, 404, "There is no such rule"],
    ["PATCH", "rules/gone", { enabled: 1 }, 400, "The body must be an object of enabled alone, true or false"],
    ["PATCH", "rules/gone", { enabled: true, id: "b" }, 400, "The body must be an object of enabled alone"],
  ])("%s %s with %j responses %i", async (method, path, body, status, message) => {
    const { control } = await start();
    expect(await control(method, path, body)).toMatchObject({
      status,
      body: { error: { message: expect.stringContaining(message) } },
    });
  });

  test("a call without the header, which a page cannot send unasked, is refused; so is another host name", async () => {
    const { emulator, control } = await start();
    expect((await control("POST", "reset", undefined, { "x-emulator-control": "" })).status).toBe(403);
    const cors = await startEmulator({ cors: "*" });
    onTestFinished(() => cors.stop());
    const asked = await fetch(`${cors.url}/_emulator/reset`, {
      method: "OPTIONS",
      headers: {
        origin: "http://evil.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "x-emulator-control",
      },
    });
    expect([asked.ok, asked.headers.get("access-control-allow-origin")]).toEqual([false, null]);
    const read = await fetch(`${cors.url}/_emulator/journal`, {
      headers: { origin: "http://evil.example", "x-emulator-control": "1" },
    });
    expect([read.status, read.headers.get("access-control-allow-origin")]).toEqual([200, null]);
    const { request } = await import("node:http");
    const foreign = await new Promise((resolve) =>
      request(`${emulator.url}/_emulator/models`, { headers: { host: "evil.example", "x-emulator-control": "1" } })
        .on("response", (response) => resolve(response.resume().statusCode))
        .end(),
    );
    expect(foreign).toBe(403);
  });
});

describe("D05: one emulator for the tests of a file", () => {
  const emulator = useEmulator(hooks, { rules: [{ id: "kept", answer: "kept" }] });
  test("a test that adds a rule and faults", () => {
    emulator.rules.add({ id: "mine" });
    emulator.faults.clear();
    emulator.faults.add({ kind: "gzip" });
    emulator.setLatency({ firstTokenMs: 1 });
    expect(emulator.rules.list()).toHaveLength(2);
    expect(emulator.urlOf("foundry")).toBe(`http://127.0.0.1:${emulator.port}/models`);
  });

  test("leaves nothing to the next", async () => {
    expect(emulator.rules.list().map(({ id }) => id)).toEqual(["kept"]);
    const response = await fetch(`${emulator.url}/nowhere`);
    expect(response.headers.get("content-encoding")).toBeNull();
    expect(emulator.journal.entries).toHaveLength(1);
    expect(emulator.metrics()).toContain("requests_total");
  });

  test("before the tests it says so", () => {
    const early = useEmulator({ beforeAll: () => {}, afterAll: () => {}, afterEach: () => {} });
    expect(() => early.url).toThrow("the emulator is started before the tests, and not earlier");
  });

  test("node:test's hooks do as well", async () => {
    const folder = await mkdtemp(join(tmpdir(), "node-test-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, "a.test.mjs");
    await writeFile(
      file,
      `import * as hooks from "node:test";
      import { useEmulator } from ${JSON.stringify(new URL("../../../src/emulator/index.ts", import.meta.url).href)};
      const emulator = useEmulator(hooks);
      hooks.test("one", async () => {
        if (!(await fetch(emulator.url + "/health")).ok) throw new Error("not well");
      });`,
    );
    const args = ["--import", import.meta.resolve("tsx"), "--test", file];
    const env: NodeJS.ProcessEnv = { ...process.env };
    delete env["NODE_TEST_CONTEXT"];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env, timeout: 20_000 });
    expect(stdout).toMatch(/pass 1/);
  });
});

describe("D15: rules from a file", () => {
  test("a list, or an object that holds one; what is wrong is reported with the file's name", async () => {
    const folder = await mkdtemp(join(tmpdir(), "rules-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, "rules.json");
    const rules = [{ when: { lastMessage: "a" }, answer: "b" }];
    for (const [text, outcome] of [
      [JSON.stringify(rules), undefined],
      [JSON.stringify({ rules }), undefined],
      ["{}", "rules: must be a list of rules, not undefined"],
      ['[{"answer":1}]', "rules[0].answer: must be a string"],
      ["[", "is not JSON"],
    ] as const) {
      await writeFile(file, text);
      if (outcome === undefined) expect(await readRules(file)).toEqual(rules);
      else await expect(readRules(file)).rejects.toThrow(`${file}: ${outcome}`);
    }
  });
});
