import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer as createHttp } from "node:http";
import { createServer as createHttps } from "node:https";
import { type AddressInfo, connect as connectTcp, createServer as createTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { helpTopics } from "../../src/cli/output/help-topic.ts";
import { type Emulator, startEmulator } from "../../src/emulator/index.ts";
import { type Answer, serve } from "../support/server.ts";
import { cli, key } from "./cli.ts";

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ strict: true, keys: [key], allowedHosts: ["inference.invalid"] });
});
afterAll(() => emulator.stop());

const env = { AZURE_INFERENCE_CREDENTIAL: key };

interface Report {
  kind: string;
  base: string;
  sent: { url: string; apiVersion?: string; query: string[]; headers: string[] };
  checks: { name: string; result: string; detail: string; advice?: string; help?: string }[];
}

async function doctor(url: string, ...args: string[]) {
  const { code, stdout, stderr } = await cli(["doctor", url, "--json", ...args], { env });
  expect(stderr).toBe("");
  const report = JSON.parse(stdout) as Report;
  const failed = report.checks.filter(({ result }) => result === "failed");
  for (const { help } of failed) expect(helpTopics).toContain(help);
  for (const { advice } of failed) expect(advice).toMatch(/^[A-Z].*(?:\.|: \S+)$/s);
  return { code, report, results: Object.fromEntries(report.checks.map(({ name, result }) => [name, result])), failed };
}

test("an endpoint in order: each check passes, and each route is reported", async () => {
  const { code, report, results } = await doctor(`${emulator.url}/models`);
  expect(code).toBe(0);
  expect(results).toEqual({ DNS: "ok", connect: "ok", TLS: "skipped", auth: "ok", "api-version": "ok", routes: "ok" });
  expect(report.sent).toEqual({
    url: `${emulator.url}/models/chat/completions`,
    apiVersion: "2024-05-01-preview",
    query: ["api-version"],
    headers: ["api-key", "authorization", "content-type", "x-ms-client-request-id"],
  });
});

test("for people it says the same, and never a key", async () => {
  const { code, stdout } = await cli(["doctor", emulator.url, "--header", "x-secret: hush-hush"], { env });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^kind +custom: an unknown host/m);
  expect(stdout).toMatch(/^headers +api-key, authorization, content-type, x-ms-client-request-id, x-secret$/m);
  expect(stdout).toMatch(/^ok +routes +\/info yes \(200\), \/chat\/completions yes \(422\)/m);
  expect(stdout).not.toContain(key);
  expect(stdout).not.toContain("hush-hush");
});

test.each([
  ["https://n.eastus.models.ai.azure.com", "serverless", "2024-05-01-preview", ["authorization"]],
  ["https://n.eastus.inference.ml.azure.com", "managed", "2024-05-01-preview", ["authorization"]],
  ["https://r.services.ai.azure.com/models", "foundry", "2024-05-01-preview", ["api-key"]],
  ["https://r.openai.azure.com/openai/deployments/d", "azure-openai", "2024-10-21", ["api-key"]],
  ["https://r.openai.azure.com/openai/v1", "openai-v1", undefined, ["api-key"]],
  ["https://vllm.invalid/v1", "openai-compatible", undefined, ["authorization"]],
])("%s is %s, whether it can be reached or not", async (url, kind, apiVersion, headers) => {
  const { code, report } = await doctor(url, "--timeout", "1");
  expect(code).toBe(3);
  expect(report).toMatchObject({ kind, base: url });
  expect(report.sent.apiVersion).toBe(apiVersion);
  expect(report.sent.headers).toEqual([...headers, "content-type", "x-ms-client-request-id"]);
});

describe("what is wrong", () => {
  const wrong: [string, string[], object, string, number, RegExp][] = [
    ["a wrong path", [], {}, "routes", 1, /The path of the URL or the api-version/],
    ["a version that is not known", ["--api-version", "2020-01-01"], {}, "api-version", 1, /supported are 2024-04-01/],
    ["a model that is not known", ["--model", "nope"], {}, "routes", 1, /The model does not exist/],
    ["a key that is not taken", [], { AZURE_INFERENCE_CREDENTIAL: "wrong-key-0123" }, "auth", 1, /The key is wrong/],
  ];
  test.each(wrong)("%s", async (what, args, other, name, exit, advice) => {
    const url = what === "a wrong path" ? `${emulator.url}/v2` : emulator.url;
    const { code, stdout } = await cli(["doctor", url, "--json", ...args], { env: { ...env, ...other } });
    const { checks } = JSON.parse(stdout) as Report;
    expect(code).toBe(exit);
    expect(checks.find(({ result }) => result === "failed")).toMatchObject({
      name,
      advice: expect.stringMatching(advice),
    });
  });

  test("a host whose name is not known", async () => {
    const { code, failed } = await doctor("https://no-such-host.invalid/models");
    expect(code).toBe(3);
    expect(failed).toEqual([
      expect.objectContaining({ name: "DNS", advice: expect.stringMatching(/host name does not resolve/) }),
    ]);
  });

  test("a port where nothing listens", async () => {
    const server = createTcp().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { code, failed } = await doctor(`http://127.0.0.1:${port}`);
    expect(code).toBe(3);
    expect(failed).toEqual([expect.objectContaining({ name: "connect", detail: "ECONNREFUSED" })]);
  });

  test("a port that does not speak TLS", async () => {
    const { code, failed } = await doctor(emulator.url.replace("http:", "https:"));
    expect(code).toBe(3);
    expect(failed).toEqual([
      expect.objectContaining({ name: "TLS", advice: expect.stringMatching(/does not support TLS/) }),
    ]);
  });

  // openssl makes the certificate: without it this fails, since nothing else here does.
  test("a certificate that is not trusted, and the same one trusted", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cli-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const request = [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-days",
      "3",
    ];
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    await promisify(execFile)("openssl", [...request, ...subject, "-keyout", keyFile, "-out", certFile]);
    const server = createHttps({ key: await readFile(keyFile), cert: await readFile(certFile) }, (_, response) => {
      response.writeHead(422, { "content-type": "application/json" }).end('{"detail":"no"}');
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const { code, failed } = await doctor(`https://localhost:${port}`);
    expect(code).toBe(3);
    expect(failed).toEqual([
      expect.objectContaining({ name: "TLS", advice: expect.stringMatching(/NODE_EXTRA_CA_CERTS/) }),
    ]);
    const trusting = { env: { ...env, NODE_EXTRA_CA_CERTS: certFile } };
    const trusted = await cli(["doctor", `https://localhost:${port}`], trusting);
    expect(trusted.stdout).toMatch(/^ok +TLS +TLSv1\.3, certificate valid for [23] more days$/m);
    expect(trusted.code).toBe(0);
    const named = await cli(["doctor", `https://127.0.0.1:${port}`], trusting);
    expect(named.stdout).toMatch(/^failed +TLS .*\n +The certificate is for another name/m);
  });

  test("a redirect, of which only the origin is reported", async () => {
    const { url } = await serve({ status: 308, headers: { location: "https://other.example/a?sig=hush" } });
    const { code, failed } = await doctor(url);
    expect(code).toBe(1);
    expect(failed[0]?.advice).toMatch(/Use the URL of https:\/\/other\.example itself\.$/);
  });

  test("a key that is refused is sent once, and not repeated though the server does", async () => {
    const refusal: Answer = { status: 401, body: { error: { code: "401", message: `Incorrect key ${key}` } } };
    const { url, received } = await serve(refusal);
    const { code, stdout, stderr } = await cli(["doctor", url], { env });
    expect(code).toBe(1);
    expect(received).toHaveLength(1);
    expect(stdout + stderr).not.toContain(key);
  });

  test("no key, reported after the checks that need none", async () => {
    const { code, stdout } = await cli(["doctor", "https://no-such-host.invalid/v1", "--timeout", "1"]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^failed +DNS/m);
  });
});

describe("a URL that people paste", () => {
  const resource = "https://r.services.ai.azure.com/openai/v1";
  test.each([
    ["r.services.ai.azure.com/openai/v1", resource, /scheme is missing/],
    ["https://r.services.ai.azure.com", resource, /URL of a resource/],
    ["https://r.services.ai.azure.com/api/projects/p1", resource, /URL of a project/],
    ["https://r.services.ai.azure.com/openai/v1/responses", resource, /path of an operation, \/responses/],
    ["  'https://r.services.ai.azure.com/openai/v1/chat/completions'", resource, /path of an operation/],
    ["https://r.openai.azure.com", "https://r.openai.azure.com/openai/v1", /URL of a resource/],
    ["https://r.openai.azure.com/models", "https://r.openai.azure.com/openai/v1", /serves no API at \/models/],
    ["https://r.openai.azure.com/openai", "https://r.openai.azure.com/openai/v1", /serves no API at \/openai/],
    [
      "https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21",
      "https://r.openai.azure.com/openai/deployments/d?api-version=2024-10-21",
      /path of an operation/,
    ],
    ["https://n.eastus.inference.ml.azure.com/score", "https://n.eastus.inference.ml.azure.com", /scoring URL/],
    ["https://h.invalid/v1?api-key=hush-hush&a=1", "https://h.invalid/v1?a=1", /contains a credential/],
    ["https://user:{hush-hush}@h.invalid/v1?key=<hush-hush>", "https://h.invalid/v1", /contains a credential/],
    ["https://user:hush-hush@h.invalid/v1#hush-hush", "https://h.invalid/v1", /contains a credential/],
    ["http://h.invalid/v1", "https://h.invalid/v1", /unencrypted/],
  ])("%s is corrected, and the corrected URL is checked", async (url, corrected, problem) => {
    const { code, report, failed } = await doctor(url, "--timeout", "1");
    expect(code).toBe(1);
    expect(failed[0]).toEqual({
      name: "URL",
      result: "failed",
      detail: expect.stringMatching(problem),
      advice: `Use this URL: ${corrected}`,
      help: "configuration",
    });
    expect(report.base).toBe(corrected.replace(/\?.*/, ""));
    expect(failed[1]).toMatchObject({ name: "DNS" });
    expect(JSON.stringify(report)).not.toContain("hush-hush");
  });

  test.each([
    ["nonsense", /this is not a URL/],
    ["ftp://h.example", /scheme must be https or http, not ftp/],
    ["https://<resource>.services.ai.azure.com/openai/v1", /<resource> is a placeholder; replace it/],
    ["https://YOUR-RESOURCE.openai.azure.com", /YOUR-RESOURCE is a placeholder/],
    ["https://ai.azure.com/resource/overview?wsid=hush-hush", /ai\.azure\.com is a website, not an endpoint/],
    ["https://models.inference.ai.azure.com", /GitHub Models was retired on 30 July 2026/],
    ["https://models.github.ai/inference", /GitHub Models was retired on 30 July 2026/],
  ])("%s cannot be corrected: the reason is printed, and nothing is sent", async (url, message) => {
    const { code, stdout, stderr } = await cli(["doctor", url], { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain("hush-hush");
  });

  test("a corrected URL is checked to the end, and the exit code is that of the URL", async () => {
    const { code, failed, results } = await doctor(`${emulator.url.replace("http://", "")}/models/chat/completions`);
    expect(code).toBe(1);
    expect(failed).toEqual([expect.objectContaining({ advice: `Use this URL: ${emulator.url}/models` })]);
    expect(results).toMatchObject({ URL: "failed", auth: "ok", routes: "ok" });
  });

  test("the retired route of a resource is a warning that names the route to use", async () => {
    const { report } = await doctor("https://r.services.ai.azure.com/models", "--timeout", "1");
    expect(report.checks[0]).toEqual({
      name: "route",
      result: "warning",
      detail: "the route /models was retired on 26 August 2026",
      advice: `Use this URL: ${resource}`,
      help: "retired",
    });
  });

  test("without an argument, the endpoint and the key of the environment are checked", async () => {
    const found = await cli(["doctor", "--json"], {
      env: { AZURE_AI_CHAT_ENDPOINT: `${emulator.url}/models`, AZURE_AI_CHAT_KEY: key },
    });
    expect(found.code).toBe(0);
    expect((JSON.parse(found.stdout) as Report).base).toBe(`${emulator.url}/models`);
    const none = await cli(["doctor"]);
    expect(none.code).toBe(2);
    expect(none.stderr).toMatch(/No endpoint: pass a URL, or set AZURE_INFERENCE_ENDPOINT/);
  });
});

describe("R2, U5: behind a proxy", () => {
  async function proxy(status = 200) {
    const server = createHttp();
    server.on("connect", (_, socket) => {
      if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      const onward = connectTcp(Number(new URL(emulator.url).port), "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        socket.pipe(onward).pipe(socket);
      });
      onward.on("error", () => socket.destroy());
      socket.on("error", () => onward.destroy());
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const behind = async (at: string) => {
    const { code, stdout } = await cli(
      ["doctor", "http://inference.invalid", "--json", "--allow-insecure-connection"],
      { env: { ...env, HTTP_PROXY: at, http_proxy: "", NO_PROXY: "", no_proxy: "" } },
    );
    const { checks } = JSON.parse(stdout) as Report;
    return { code, checks };
  };

  test("the path to the proxy and through it is checked, and the endpoint is reached", async () => {
    const { code, checks } = await behind(await proxy());
    expect(checks.slice(0, 3).map(({ name, result }) => [name, result])).toEqual([
      ["DNS", "ok"],
      ["proxy", "ok"],
      ["TLS", "skipped"],
    ]);
    expect(checks[1]?.detail).toMatch(/^127\.0\.0\.1:\d+ connects to inference\.invalid:80$/);
    expect(checks.find(({ name }) => name === "auth")?.result).toBe("ok");
    expect(code).toBe(0);
  });

  test.each([
    [407, "The proxy wants a user name and a password: write them into the URL of the variable."],
    [403, "Ask who runs the proxy whether it may connect there, or put the host into NO_PROXY."],
  ])("one that refuses with %i is reported", async (status, advice) => {
    const { code, checks } = await behind(await proxy(status));
    expect(code).toBe(3);
    expect(checks.at(-1)).toMatchObject({ name: "proxy", result: "failed", advice });
    expect(checks.at(-1)?.detail).toContain(`refused to connect: ${status}`);
  });
});
