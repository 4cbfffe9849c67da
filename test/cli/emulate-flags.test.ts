import { once } from "node:events";
import { readFile, stat } from "node:fs/promises";
import { request } from "node:https";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { createClient } from "../../src/client/index.ts";
import { defaultModels, startEmulator } from "../../src/emulator/index.ts";
import { throwAwayPair } from "../../src/emulator/tls/certificate.ts";
import { chunk, eventStream, serve } from "../support/server.ts";
import { cli, file, key, start } from "./cli.ts";

const messages = [{ role: "user" as const, content: "Hi" }];

interface Running {
  url: string;
  line: string;
  child: ReturnType<typeof start>["child"];
  ended: ReturnType<typeof start>["ended"];
}

async function emulate(args: readonly string[], env: Record<string, string> = {}): Promise<Running> {
  const { child, ended } = start(["emulate", "--port", "0", ...args], { env });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(String(data)));
    void ended.then(({ stderr }) => reject(new Error(stderr)));
  });
  return { child, ended, line, url: (JSON.parse(line) as { url: string }).url };
}

async function stop({ child, ended }: Running, signal: NodeJS.Signals = "SIGTERM") {
  child.kill(signal);
  return ended;
}

const clientOf = ({ url }: Running) => createClient({ endpoint: url, credential: { key }, retry: { retries: 0 } });

async function chat(
  { url }: Running,
  body: object = {},
  { path = "/chat/completions?api-version=2025-04-01", headers = {} } = {},
) {
  const response = await fetch(url + path, {
    method: "POST",
    headers: { "api-key": "k", "content-type": "application/json", ...headers },
    body: JSON.stringify({ messages, ...body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe("the flags of emulate are the options of startEmulator", () => {
  test("--flavour, --model, --api-version and --strict", async () => {
    const running = await emulate([
      "--flavour",
      "foundry",
      "-m",
      "emulated-tools",
      "--api-version",
      "2030-01-01",
      "--strict",
    ]);
    const { status, text } = await chat(running, {}, { path: "/models/chat/completions?api-version=2030-01-01" });
    expect([status, JSON.parse(text)]).toMatchObject([200, { model: "emulated-tools" }]);
    expect((await chat(running, {}, { path: "/models/chat/completions?api-version=2031-01-01" })).status).toBe(400);
    expect((await chat(running)).status).toBe(404);
  });

  test("D11: --fault, --fault-rate and --seed: the same seed, the same fate", async () => {
    const args = ["--fault", "status=503;hint=retry-after", "--fault-rate", "0.5"];
    const fates = async (seed: string) => {
      const running = await emulate([...args, "--seed", seed]);
      const statuses = [];
      for (let turn = 0; turn < 12; turn += 1) statuses.push((await chat(running)).status);
      return statuses.join();
    };
    const [one, same, other] = await Promise.all([fates("7"), fates("7"), fates("8")]);
    expect(one).toBe(same);
    expect(one).not.toBe(other);
    expect(one).toMatch(/200.*503|503.*200/);
  });

  test("--fault several times, each with a rate of its own where it has one", async () => {
    const running = await emulate([
      "--fault",
      "gzip;probability=0,no-done",
      "--fault",
      "line-endings=crlf",
      "--fault-rate",
      "1",
    ]);
    const { text, headers } = await chat(running, { stream: true });
    expect(text).toMatch(/\r\n\r\n$/);
    expect(text).not.toContain("[DONE]");
    expect(headers.get("content-encoding")).toBeNull();
  });

  test("--latency: a wait that ends when the caller leaves", async () => {
    const running = await emulate(["--latency", "firstTokenMs=60000"]);
    await expect(
      fetch(`${running.url}/v1/chat/completions`, {
        method: "POST",
        headers: { "api-key": "k", "content-type": "application/json" },
        body: JSON.stringify({ messages }),
        signal: AbortSignal.timeout(300),
      }),
    ).rejects.toThrow();
    expect((await stop(running)).code).toBe(0);
  });

  test("--rules and --refuse-unmatched", async () => {
    const rules = await file(
      "rules.json",
      JSON.stringify({ rules: [{ when: { lastMessage: "Hi" }, answer: "ruled" }] }),
    );
    const running = await emulate(["--rules", rules, "--refuse-unmatched"]);
    expect((await chat(running)).text).toContain("ruled");
    expect((await chat(running, { messages: [{ role: "user", content: "Bye" }] })).status).toBe(404);
  });

  test("--models as an object with a list, and --content-filter", async () => {
    const models = await file("models.json", JSON.stringify({ models: [{ ...defaultModels[1], name: "mine" }] }));
    const running = await emulate(["--models", models]);
    expect(await clientOf(running).getModelInfo()).toMatchObject({ model_name: "mine" });
  });

  test("--auth, --audience and --error-form", async () => {
    const running = await emulate(["--auth", "token", "--audience", "https://mine", "--error-form", "tgi"]);
    const token = (aud: string) => {
      const claims = Buffer.from(JSON.stringify({ exp: Date.now() / 1000 + 60, aud })).toString("base64url");
      return { authorization: `Bearer e30.${claims}.x`, "api-key": "" };
    };
    expect((await chat(running, {}, { headers: token("https://mine") })).status).toBe(200);
    const { status, text } = await chat(running, {}, { headers: token("https://other") });
    expect([status, JSON.parse(text)]).toEqual([
      401,
      { error: expect.stringContaining("https://mine") as string, error_type: "validation" },
    ]);
  });

  test("--limit, --cors and --allowed-host", async () => {
    const running = await emulate([
      "--limit",
      "bodyBytes=50",
      "--limit",
      "urlLength=900",
      "--cors",
      "http://localhost:3000",
      "--allowed-host",
      "my-host",
    ]);
    const { status, headers } = await chat(running, {}, { headers: { origin: "http://localhost:3000" } });
    expect([status, headers.get("access-control-allow-origin")]).toEqual([200, "http://localhost:3000"]);
    expect((await chat(running, { seed: 123_456_789 })).status).toBe(413);
  });

  test("--journal-limit, --journal-bodies and --real-clock", async () => {
    const running = await emulate(["--journal-limit", "1", "--journal-bodies", "--real-clock"]);
    const before = Math.floor(Date.now() / 1000);
    await chat(running);
    const { created } = JSON.parse((await chat(running)).text) as { created: number };
    expect(created).toBeGreaterThanOrEqual(before);
    const journal = await fetch(`${running.url}/_emulator/journal`, { headers: { "x-emulator-control": "1" } });
    expect(await journal.json()).toMatchObject({ entries: [{ index: 2, request: { messages } }] });
  });

  test("D26: --tls shows its certificate in the ready line", async () => {
    const { url, line } = await emulate(["--tls"]);
    const { certificate } = JSON.parse(line) as { certificate: string };
    const call = request(`${url}/health`, { ca: certificate }).end();
    const [response] = (await once(call, "response")) as [import("node:http").IncomingMessage];
    expect([url.slice(0, 8), await text(response)]).toEqual(["https://", '{"status":"ok"}']);
  });

  test("D26: --tls-cert and --tls-key", async () => {
    const pair = throwAwayPair(["127.0.0.1"], Date.now());
    const { url, line } = await emulate([
      "--tls-cert",
      await file("c.pem", pair.cert),
      "--tls-key",
      await file("k.pem", pair.key),
    ]);
    expect(JSON.parse(line)).toEqual({ event: "ready", url });
    const call = request(`${url}/health`, { ca: pair.cert }).end();
    const [response] = (await once(call, "response")) as [import("node:http").IncomingMessage];
    expect(response.statusCode).toBe(200);
  });
});

describe("in front of a real model", () => {
  const upstreamKey = "upstream-key-0123456789";

  test("--upstream, with a key from the environment that no output shows", async () => {
    const { url, received } = await serve(eventStream(chunk("real", "stop"), "[DONE]"));
    const running = await emulate(["--upstream", `${url}/v1`, "--upstream-model", "real"], {
      MODEL_INFERENCE_UPSTREAM_KEY: upstreamKey,
    });
    const stream = clientOf(running).streamChatCompletions({ messages });
    expect((await stream.collect()).choices[0]?.message.content).toBe("real");
    expect(received[0]?.headers.authorization).toBe(`Bearer ${upstreamKey}`);
    expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({ model: "real" });
    const { code, stdout, stderr } = await stop(running);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).not.toContain(upstreamKey);
  });

  test.each(["SIGTERM", "SIGINT"] as const)(
    "D16: --record is complete after %s, also during responses, and --rules replays it",
    async (signal) => {
      const behind = await startEmulator({ flavour: "openai-v1" });
      const record = (await file("unused", "")).replace("unused", "recorded.json");
      const keyFile = await file("key", `${upstreamKey}\n`);
      const recording = await emulate([
        "--upstream",
        behind.urlOf("openai-v1"),
        "--upstream-key-file",
        keyFile,
        "--record",
        record,
      ]);
      const bodies = Array.from({ length: 20 }, (_, seed) => ({ model: "emulated-all", seed, stream: seed % 2 === 0 }));
      const answers = await Promise.all(bodies.map((body) => chat(recording, body)));
      const cut = chat(recording, {
        model: "emulated-all",
        stream: true,
        messages: [{ role: "user", content: "word ".repeat(100_000) }],
      }).catch(() => undefined);
      const { code, stderr } = await stop(recording, signal);
      await cut;
      await behind.stop();
      expect([code, stderr]).toEqual([0, ""]);
      expect((await stat(record)).mode & 0o777).toBe(0o600);
      expect(await readFile(record, "utf8")).not.toContain(upstreamKey);
      const replay = await emulate(["--rules", record, "--refuse-unmatched"]);
      const again = await Promise.all(bodies.map((body) => chat(replay, body)));
      expect(again.map(({ text }) => text)).toEqual(answers.map(({ text }) => text));
      expect((await chat(replay, { seed: 99, model: "emulated-all" })).status).toBe(404);
    },
  );

  test("a key that would travel in the open is warned of", async () => {
    const running = await emulate(["--upstream", "http://upstream.example/v1"], {
      MODEL_INFERENCE_UPSTREAM_KEY: upstreamKey,
    });
    expect((await stop(running)).stderr).toMatch(/^warning: --upstream: the key travels over http/);
  });
});

test.each<[string, string[], RegExp]>([
  ["a flavour that is none", ["--flavour", "sweet"], /--flavour <flavour>.*Allowed choices are custom, serverless/],
  ["a model that is not served", ["--strict", "-m", "nobody"], /model: must be one of emulated-all, .* not "nobody"/],
  [
    "a fault that is none",
    ["--fault", "status=99"],
    /^error: --fault\.status: must be a whole number from 300 to 599, not 99/,
  ],
  ["a kind of fault that is none", ["--fault", "explode"], /^error: --fault\.kind: must be one of status, delay/],
  ["a rate without a fault", ["--fault-rate", "0.5"], /--fault-rate: needs a --fault/],
  ["a rate above one", ["--fault", "gzip", "--fault-rate", "2"], /It must be a number from 0 to 1/],
  [
    "a latency that is none",
    ["--latency", "slow"],
    /^error: --latency\.slow: is not known here; known are firstTokenMs/,
  ],
  ["an error form that is none", ["--error-form", "x"], /errorForm: must be one of nested/],
  ["a limit that is none", ["--limit", "x=1"], /limits\.x: is not known here; known are bodyBytes/],
  ["a limit without a number", ["--limit", "bodyBytes"], /--limit: must be name=n/],
  ["an origin that is none", ["--cors", "localhost"], /cors: must be a list of origins/],
  ["rules that are none", ["--rules", "package.json"], /rules: must be a list of rules, not null/],
  ["half a pair of TLS", ["--tls-cert", "package.json"], /Use --tls-cert and --tls-key together/],
  [
    "a pair of TLS that is none",
    ["--tls-cert", "package.json", "--tls-key", "README.md"],
    /tls: cert and key must be PEM/,
  ],
  ["an upstream that is no URL", ["--upstream", "localhost:1"], /upstream\.url: must be a base URL of http or https/],
  [
    "an upstream with a password",
    ["--upstream", `http://a:${key}@localhost`],
    /upstream\.url: must hold no user name and password/,
  ],
  ["a recording without an upstream", ["--record", "x.json"], /--record: needs an --upstream/],
  [
    "a recording that is something else",
    ["--upstream", "http://localhost", "--record", "package.json"],
    /record: package\.json is there and is no recording/,
  ],
  [
    "the key of an upstream as an argument",
    ["--upstream-key", key],
    /--upstream-key: a key is not taken from an argument.*MODEL_INFERENCE_UPSTREAM_KEY/,
  ],
])("%s is reported before it is ready, with exit code 2", async (_, args, message) => {
  const { code, stdout, stderr } = await cli(["emulate", "--port", "0", ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain(key);
});

test("every flag is on the page", async () => {
  const { stdout } = await cli(["emulate", "--help"]);
  const page = await readFile("docs/cli.md", "utf8");
  const flags = [...stdout.matchAll(/^ +(?:-\w, )?(--[\w-]+)/gm)].map(([, flag = ""]) => flag);
  expect(flags.length).toBeGreaterThan(30);
  for (const flag of flags)
    if (flag !== "--help")
      expect(page).toContain(
        `\`${flag}`
          .replace("`--port", "`-p, --port")
          .replace("`--quiet", "`-q, --quiet")
          .replace("`--model`", "`-m, --model"),
      );
});
