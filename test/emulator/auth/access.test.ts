import { request } from "node:http";
import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { type EmulatorOptions, type Flavour, startEmulator } from "../../../src/emulator/index.ts";
import { validateErrorBody } from "../../../src/validation/index.ts";
import { emulate, messages } from "../call.ts";

const info = { path: "/info" };
const now = () => Date.UTC(2025, 0, 1);
const hour = 3_600;
const seconds = now() / 1000;
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const token = (claims: object) => `${part({ alg: "RS256" })}.${part({ exp: seconds + hour, ...claims })}.signature`;
const as = (bearer: string) => ({ "api-key": "", authorization: `Bearer ${bearer}` });

async function start(options: EmulatorOptions = {}) {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.stop());
  return emulator;
}

describe("D20: who may call", () => {
  test("none: anyone, whatever they send", async () => {
    const call = await emulate({ auth: "none" });
    expect((await call({ ...info, headers: { "api-key": "" } })).status).toBe(200);
    expect((await call({ ...info, headers: { authorization: "Bearer other" } })).status).toBe(200);
  });

  test("key: any that is not empty, or those of a list, some of them for some models", async () => {
    const any = await emulate();
    expect((await any({ ...info, headers: { "api-key": "whatever" } })).status).toBe(200);
    const listed = await emulate({ keys: ["a", { key: "b", models: ["EMULATED-EMBED"] }] });
    const ask = (key: string, model: string) =>
      listed({ path: "/embeddings", headers: { "api-key": key }, body: { input: "a", model } });
    expect((await ask("a", "emulated-all")).status).toBe(200);
    expect((await ask("b", "emulated-embed")).status).toBe(200);
    expect((await ask("c", "emulated-embed")).status).toBe(401);
    const { status, body } = await ask("b", "emulated-all");
    const error = { code: "no_access", message: "No access to model: emulated-all" };
    expect([status, body]).toMatchObject([403, { error }]);
  });

  test.each<[string, string, number, string | undefined]>([
    ["a token for one of the resources", token({ aud: "https://ml.azure.com" }), 200, undefined],
    ["the same with a slash, in a list", token({ aud: ["x", "https://cognitiveservices.azure.com/"] }), 200, undefined],
    [
      "another audience",
      token({ aud: "https://graph.microsoft.com" }),
      401,
      "The token is for another audience; it must",
    ],
    ["no audience", token({}), 401, "The token is for another audience"],
    ["an expired one", token({ aud: "https://ml.azure.com", exp: seconds }), 401, "The token has expired"],
    ["one without an end", token({ aud: "https://ml.azure.com", exp: undefined }), 401, "The token has expired"],
    ["one of tomorrow", token({ aud: "https://ml.azure.com", nbf: seconds + 1 }), 401, "The token is not valid yet"],
    ["no token", "a-key", 401, "The bearer is not a JSON Web Token"],
    ["a broken one", "a.%%.c", 401, "The bearer is not a JSON Web Token"],
  ])("token: %s", async (_, bearer, status, message) => {
    const answer = await (await emulate({ auth: "token", now }))({ ...info, headers: as(bearer) });
    expect(answer.status).toBe(status);
    if (message !== undefined)
      expect(answer.body).toMatchObject({ statusCode: 401, message: expect.stringContaining(message) });
    expect(answer.text).not.toContain(bearer);
  });

  test("token: keys are off, and audiences may be others", async () => {
    const call = await emulate({ auth: "token", now, audiences: ["api://mine"] });
    expect(await call(info)).toMatchObject({ status: 403, body: { error: { code: "AuthenticationTypeDisabled" } } });
    expect((await call({ ...info, headers: { "api-key": "" } })).body).toMatchObject({
      message: expect.stringContaining("No token"),
    });
    expect((await call({ ...info, headers: as(token({ aud: "api://mine" })) })).status).toBe(200);
    expect((await call({ ...info, headers: as(token({ aud: "https://ml.azure.com" })) })).status).toBe(401);
  });

  test("the audience is the flavour's", async () => {
    const call = await emulate({ auth: "token", now, apiVersions: "any" });
    const statusAt = async (path: string, aud: string) =>
      (await call({ path: `${path}/chat/completions`, body: { messages }, headers: as(token({ aud })) })).status;
    for (const [path, aud] of [
      ["/serverless", "https://ml.azure.com"],
      ["/managed", "https://ml.azure.com"],
      ["/models", "https://cognitiveservices.azure.com"],
      ["/openai/deployments/emulated-all", "https://cognitiveservices.azure.com"],
      ["/openai/v1", "https://ai.azure.com"],
    ] as const) {
      expect([path, await statusAt(path, aud)]).toEqual([path, 200]);
      expect([path, await statusAt(path, "https://graph.microsoft.com")]).toEqual([path, 401]);
    }
    expect(await statusAt("/models", "https://ml.azure.com")).toBe(401);
  });

  test("key-or-token: a bearer that is a token is looked at as one", async () => {
    const call = await emulate({ auth: "key-or-token", keys: ["good"], now });
    const statusOf = async (headers: Record<string, string>) => (await call({ ...info, headers })).status;
    expect(await statusOf({ "api-key": "good" })).toBe(200);
    expect(await statusOf(as("good"))).toBe(200);
    expect(await statusOf(as("bad"))).toBe(401);
    expect(await statusOf(as(token({ aud: "https://ml.azure.com" })))).toBe(200);
    expect(await statusOf(as(token({ aud: "https://ml.azure.com", exp: 1 })))).toBe(401);
  });

  test.each<[Flavour, string, RegExp]>([
    ["custom", "", /^\{"statusCode":401,/],
    ["serverless", "/serverless", /^$/],
    ["managed", "/managed", /^\{"status":"/],
    ["foundry", "/models", /^\{"statusCode":401,/],
    ["azure-openai", "/openai/deployments/emulated-all", /^\{"error":\{"code":"401","message"/],
    ["openai-v1", "/openai/v1", /^\{"error":\{"code":"401","message"/],
  ])("the 401 of %s", async (_, path, text) => {
    const call = await emulate({ keys: ["good"], apiVersions: "any" });
    const answer = await call({ path: `${path}/chat/completions`, body: { messages }, headers: as("bad") });
    expect(answer.status).toBe(401);
    expect(answer.text).toMatch(text);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  });
});

describe("C28: web pages", () => {
  const ask = async (cors: EmulatorOptions["cors"], origin: string, method = "GET") => {
    const emulator = await start(cors === undefined ? {} : { cors });
    const response = await fetch(`${emulator.url}/info?api-version=2025-04-01`, {
      method,
      headers: {
        origin,
        "api-key": "k",
        ...(method === "OPTIONS" && {
          "access-control-request-method": "POST",
          "access-control-request-headers": "api-key,content-type",
        }),
      },
    });
    const told = [...response.headers].filter(([name]) => name.startsWith("access-control-"));
    return { status: response.status, headers: Object.fromEntries(told), vary: response.headers.get("vary") };
  };
  const page = "http://page.example";

  test("off unless it is asked for", async () => {
    expect(await ask(undefined, page)).toMatchObject({ status: 200, headers: {} });
    expect(await ask(undefined, page, "OPTIONS")).toMatchObject({ status: 403, headers: {} });
  });

  test("a preflight that is refused names the option", async () => {
    const emulator = await start();
    const headers = { origin: page, "access-control-request-method": "POST" };
    const response = await fetch(`${emulator.url}/chat/completions`, { method: "OPTIONS", headers });
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining("--cors") as string } });
  });

  test("for the origins of a list, and no other", async () => {
    expect(await ask([page], page)).toMatchObject({ headers: { "access-control-allow-origin": page }, vary: "origin" });
    expect(await ask([page], "http://other.example")).toMatchObject({ headers: {}, vary: "origin" });
    expect(await ask([page], page, "OPTIONS")).toMatchObject({
      status: 204,
      headers: { "access-control-allow-origin": page, "access-control-allow-headers": "api-key,content-type" },
    });
    expect((await ask([page], "http://other.example", "OPTIONS")).status).toBe(403);
  });

  test("for all, and then never with credentials", async () => {
    for (const method of ["GET", "OPTIONS"]) {
      const { headers } = await ask("*", page, method);
      expect(headers).toMatchObject({ "access-control-allow-origin": "*" });
      expect(Object.keys(headers)).not.toContain("access-control-allow-credentials");
    }
  });

  test("the host is looked at first, and may be among names of one's own", async () => {
    const emulator = await start({ cors: "*", allowedHosts: ["Emulator.Test"] });
    const statusFor = (host: string) =>
      new Promise((resolve) =>
        request(`${emulator.url}/health`, { headers: { host, origin: page } })
          .on("response", (response) =>
            resolve([response.resume().statusCode, response.headers["access-control-allow-origin"]]),
          )
          .end(),
      );
    expect(await statusFor("evil.example")).toEqual([403, undefined]);
    expect(await statusFor("emulator.test:8080")).toEqual([200, undefined]);
  });

  test("S10: more than one Host header is refused, whichever is first", async () => {
    const { port } = new URL((await start({})).url);
    const own = `127.0.0.1:${port}`;
    for (const hosts of [
      [own, "evil.test"],
      ["evil.test", own],
      [own, own],
    ]) {
      const socket = connect(Number(port), "127.0.0.1");
      socket.end(`GET /info HTTP/1.1\r\n${hosts.map((host) => `Host: ${host}\r\n`).join("")}Connection: close\r\n\r\n`);
      let answer = "";
      for await (const piece of socket.setEncoding("utf8")) answer += piece;
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    }
  });
});

describe("C29: limits", () => {
  const chat = { path: "/chat/completions", body: { messages } };

  test("a body that is too large is a 413, and the connection serves on", async () => {
    const call = await emulate({ limits: { bodyBytes: 1000 } });
    const large = await call({ ...chat, body: { messages: [{ role: "user", content: "a".repeat(1001) }] } });
    expect([large.status, large.body]).toMatchObject([413, { error: { code: "RequestTooLarge" } }]);
    expect((await call(chat)).status).toBe(200);
  });

  test("headers that are too large are a 431, a URL that is too long a 414", async () => {
    const call = await emulate({ limits: { headerBytes: 4096, urlLength: 500 } });
    const headers = await call({ ...chat, headers: { "x-large": "a".repeat(5000) } });
    expect([headers.status, headers.body]).toMatchObject([431, { error: { code: "431" } }]);
    const url = await call({ ...chat, query: `api-version=2025-04-01&x=${"a".repeat(500)}` });
    expect([url.status, url.body]).toMatchObject([414, { error: { code: "UriTooLong" } }]);
    for (const { body } of [headers, url]) expect(validateErrorBody(body)).toBe(true);
  });

  test("more at a time than allowed is a 503 that says when to come again", async () => {
    const emulator = await start({ limits: { concurrent: 1 }, latency: { firstTokenMs: 600_000 } });
    const ask = () =>
      fetch(`${emulator.url}/v1/chat/completions`, {
        method: "POST",
        headers: { "api-key": "k", "content-type": "application/json", "x-emulator-latency": "none" },
        body: JSON.stringify({ messages }),
      });
    const leave = new AbortController();
    const first = fetch(`${emulator.url}/nowhere`, { signal: leave.signal }).catch(() => "left");
    while (!/in_flight 1$/m.test(emulator.metrics())) await new Promise((resolve) => setImmediate(resolve));
    const second = await ask();
    expect([second.status, second.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(await second.json()).toMatchObject({ error: { code: "TooManyRequests" } });
    expect((await fetch(`${emulator.url}/health`)).status).toBe(200);
    leave.abort();
    expect(await first).toBe("left");
    await emulator.journal.waitFor({ aborted: true });
    expect((await ask()).status).toBe(200);
  });

  test.each([
    ["within its headers", "POST /info HTTP/1.1\r\nHost: localhost\r\n"],
    ["within its body", "POST /info HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"],
  ])("a request that does not end is a 408: %s", async (_, text) => {
    const { port } = await start({ limits: { requestTimeoutMs: 200 } });
    const socket = connect(port, "127.0.0.1");
    socket.write(text);
    let got = "";
    for await (const data of socket.setEncoding("utf8") as AsyncIterable<string>) got += data;
    expect(got).toMatch(/^HTTP\/1\.1 408 [\s\S]*\{"error":\{"code":"408"/);
  });

  test("what is no HTTP is a 400 that says so", async () => {
    const { port } = await start();
    const socket = connect(port, "127.0.0.1");
    socket.write("hello\r\n\r\n");
    let got = "";
    for await (const data of socket.setEncoding("utf8") as AsyncIterable<string>) got += data;
    expect(got).toMatch(/^HTTP\/1\.1 400 [\s\S]*This is not an HTTP request/);
  });
});

test.each<[object, string]>([
  [{ auth: "jwt" }, 'auth: must be one of key, token, key-or-token, none, not "jwt"'],
  [{ keys: [{ key: "a", model: "b" }] }, "keys: must be a list of keys that are not empty"],
  [{ audiences: "a" }, 'audiences: must be a list of resources, not "a"'],
  [
    { cors: ["page.example"] },
    'cors: must be a list of origins such as http://localhost:3000, or "*", not ["page.example"]',
  ],
  [{ allowedHosts: "a" }, 'allowedHosts: must be a list of names, not "a"'],
  [{ limits: { bodyBytes: 0 } }, "limits.bodyBytes: must be a whole number from 1 to 2147483647, not 0"],
  [{ limits: { bytes: 1 } }, "limits.bytes: is not known here; known are bodyBytes, headerBytes, urlLength"],
  [{ strict: "no" }, 'strict: must be true or false, not "no"'],
  [{ errorForm: "xml" }, "errorForm: must be one of nested, azure, "],
  [{ unmatched: "fail" }, 'unmatched: must be one of default, refuse, not "fail"'],
])("an option that cannot be is refused: %j", async (options, message) => {
  await expect(startEmulator(options as EmulatorOptions)).rejects.toThrow(message);
});
