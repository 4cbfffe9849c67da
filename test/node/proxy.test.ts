import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect, createServer as createTcpServer, type Socket } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { throwAwayPair } from "../../src/emulator/tls/certificate.ts";
import { proxyFor } from "../../src/node/proxy.ts";
import { clientOf, serve } from "../support/server.ts";
import { listening, once } from "./listening.ts";

const info = { model_name: "m", model_type: "chat-completion", model_provider_name: "p" };

describe("a proxy of the environment", () => {
  /** A proxy that connects every name to this machine. */
  const proxyTo = async (port: number, status = 200) => {
    const asked: { target: string; authorization: string | undefined }[] = [];
    const server = createServer();
    server.on("connect", ({ url = "", headers }, socket) => {
      asked.push({ target: url, authorization: headers["proxy-authorization"] });
      if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      const onward = connect(port, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        socket.pipe(onward).pipe(socket);
      });
      onward.on("error", () => socket.destroy());
      socket.on("error", () => onward.destroy());
      onTestFinished(() => void onward.destroy());
    });
    return { asked, at: `127.0.0.1:${await listening(server)}` };
  };
  const environment = (variables: Record<string, string>): void => {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
  };
  // Each origin is looked up once, so each test asks one of its own.
  let names = 0;
  const endpointOf = (): string => {
    names += 1;
    return `http://host-${names}.test`;
  };
  const insecure = { allowInsecureConnection: true };

  test("is asked to connect, with its own user and password", async () => {
    const { url, received } = await serve({ body: info });
    const { asked, at } = await proxyTo(Number(new URL(url).port));
    environment({ HTTP_PROXY: `http://user:p%40ss@${at}` });
    const endpoint = endpointOf();
    expect(await once({ endpoint, ...insecure }).getModelInfo()).toEqual(info);
    const authorization = `Basic ${Buffer.from("user:p@ss").toString("base64")}`;
    expect(asked).toEqual([{ target: `${new URL(endpoint).hostname}:80`, authorization }]);
    expect(received[0]?.headers).not.toHaveProperty("proxy-authorization");
  });

  test("sees nothing of a call over TLS but the host", async () => {
    const { key: privateKey, cert } = throwAwayPair(["localhost"], Date.now());
    const server = createSecureServer(
      { key: privateKey, cert },
      (_, response) => void response.end(JSON.stringify(info)),
    );
    const { asked, at } = await proxyTo(await listening(server));
    environment({ https_proxy: at });
    const failed = once({ endpoint: "https://secure.test" }).getModelInfo();
    await expect(failed).rejects.toThrow("DEPTH_ZERO_SELF_SIGNED_CERT");
    expect(asked).toEqual([{ target: "secure.test:443", authorization: undefined }]);
  });

  test("that refuses is a failure, which shows the status and no password", async () => {
    const { at } = await proxyTo(0, 407);
    environment({ HTTP_PROXY: `http://user:hidden@${at}` });
    const error: unknown = await once({ endpoint: endpointOf(), ...insecure })
      .getModelInfo()
      .catch((failure: unknown) => failure);
    expect(error).toMatchObject({
      name: "ConnectionError",
      cause: { name: "ProxyError", status: 407 },
      message: expect.stringMatching(
        /\/info got no response \(ProxyError: the proxy 127\.0\.0\.1:\d+ refused to connect: 407 Proxy Authentication Required\)$/,
      ),
    });
    expect(JSON.stringify(error)).not.toContain("hidden");
  });

  test.each(["ftp://127.0.0.1", "http://["])("%s is none", async (proxy) => {
    environment({ HTTP_PROXY: proxy });
    await expect(once({ endpoint: endpointOf(), ...insecure }).getModelInfo()).rejects.toMatchObject({
      cause: { message: "HTTP_PROXY must be a URL that begins with http:// or https://" },
    });
  });

  test.each([
    [407, 1],
    [403, 1],
    [502, 3],
  ])("that refuses with %i is asked %i times", async (status, times) => {
    const { asked, at } = await proxyTo(0, status);
    environment({ HTTP_PROXY: at });
    const client = once({ endpoint: endpointOf(), ...insecure, retry: { retries: 2, delayMs: 1 } });
    await expect(client.getModelInfo()).rejects.toThrow(`refused to connect: ${status}`);
    expect(asked).toHaveLength(times);
  });

  test("takes a password without a user", async () => {
    const { asked, at } = await proxyTo(0, 403);
    environment({ HTTP_PROXY: `http://:token@${at}` });
    await expect(once({ endpoint: endpointOf(), ...insecure }).getModelInfo()).rejects.toThrow();
    expect(asked[0]?.authorization).toBe(`Basic ${Buffer.from(":token").toString("base64")}`);
  });

  describe("audit C-9: that says nothing ends with the call", () => {
    const silentProxy = async () => {
      const sockets = new Set<Socket>();
      const server = createTcpServer((socket) => {
        sockets.add(socket);
        socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
        socket.resume();
      });
      environment({ HTTP_PROXY: `127.0.0.1:${await listening(server)}` });
      return sockets;
    };
    const ends: [string, object, object][] = [
      ["its time limit", { timeoutMs: 100 }, { reason: "timeout" }],
      ["its deadline", { deadlineMs: 100 }, { reason: "deadline" }],
      ["its signal", { signal: AbortSignal.timeout(100) }, { name: "AbortError" }],
    ];

    test.each(ends)("by %s: of 20 calls, no connection is left", async (_, limits, failure) => {
      const sockets = await silentProxy();
      const client = once({ endpoint: endpointOf(), ...insecure });
      const calls = Array.from({ length: 20 }, () => client.getModelInfo(limits));
      const ended = await Promise.allSettled(calls);
      expect(ended).toMatchObject(Array(20).fill({ status: "rejected", reason: failure }));
      await vi.waitFor(() => expect(sockets.size).toBe(0));
    });
  });

  test.each(["*", "a.test, .test", "*.test", "test", "TEST:80"])("is left out by NO_PROXY=%s", async (except) => {
    const { asked, at } = await proxyTo(0);
    environment({ HTTP_PROXY: at, NO_PROXY: except });
    await expect(once({ endpoint: endpointOf(), ...insecure }).getModelInfo()).rejects.toMatchObject({
      name: "ConnectionError",
      cause: { code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) },
    });
    expect(asked).toEqual([]);
  });

  test.each(["est", "test:81", "other.test", ""])("is not left out by NO_PROXY=%s", async (except) => {
    const { asked, at } = await proxyTo(0, 403);
    environment({ HTTP_PROXY: at, NO_PROXY: except });
    await expect(once({ endpoint: endpointOf(), ...insecure }).getModelInfo()).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });

  const origin = (hostname: string, port = "") => ({ protocol: "http:", hostname, port });

  test.each<[string, string, string?]>([
    ["10.0.0.0/8", "10.1.2.3"],
    ["10.1.2.3", "10.1.2.3"],
    ["10.1.2.3:8080", "10.1.2.3", "8080"],
    ["192.168.0.0/16,10.0.0.0/30", "10.0.0.3"],
    ["fd00::/8", "fd12:3456::1"],
    ["[fd00::1]", "fd00::1"],
    ["fd00::1", "fd00::1"],
    ["fd00:0:0:0:0:0:0:1", "fd00::1"],
    ["[fd00::1]:8080", "fd00::1", "8080"],
    ["0.0.0.0/0", "8.8.8.8"],
    [".example.com:8080", "a.example.com", "8080"],
  ])("audit C-18: NO_PROXY=%s leaves out %s", (except, hostname, port) => {
    expect(proxyFor(origin(hostname, port), { HTTP_PROXY: "http://p", NO_PROXY: except })).toBeUndefined();
  });

  test.each([
    ["10.0.0.0/8", "11.1.2.3"],
    ["10.0.0.0/8", "host-10.example"],
    ["10.0.0.0/33", "10.0.0.1"],
    ["10.0.0.0/x", "10.0.0.1"],
    ["10.1.2.3:81", "10.1.2.3"],
    ["fd00::/8", "fe80::1"],
    ["[fd00::1]:81", "fd00::1"],
    ["fd00::/8", "10.0.0.1"],
    ["example.com/8", "example.com"],
    ["[", "10.0.0.1"],
    ["127.0.0.1", "127.evil.example"],
  ])("NO_PROXY=%s does not leave out %s", (except, hostname, port?: string) => {
    expect(proxyFor(origin(hostname, port), { HTTP_PROXY: "http://p", NO_PROXY: except })?.host).toBe("p");
  });

  test("R3: is asked for a host whose name only looks like this machine's", () => {
    expect(proxyFor(origin("127.evil.example"), { HTTP_PROXY: "http://p" })?.host).toBe("p");
    expect(proxyFor(origin("x.localhost"), { HTTP_PROXY: "http://p" })).toBeUndefined();
  });

  test("is never asked for this machine", async () => {
    environment({ HTTP_PROXY: "http://127.0.0.1:1", http_proxy: "" });
    const { client } = await clientOf({ body: info });
    expect(await client.getModelInfo()).toEqual(info);
  });
});
