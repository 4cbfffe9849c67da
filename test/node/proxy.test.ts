import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { throwAwayPair } from "../../src/emulator/certificate.ts";
import { clientOf, serve } from "../server.ts";
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

  test("that refuses is a failure, which tells the status and no password", async () => {
    const { at } = await proxyTo(0, 407);
    environment({ HTTP_PROXY: `http://user:hidden@${at}` });
    const error: unknown = await once({ endpoint: endpointOf(), ...insecure })
      .getModelInfo()
      .catch((failure: unknown) => failure);
    expect(error).toMatchObject({
      name: "ConnectionError",
      cause: { message: "the proxy refused to connect, with the status 407" },
    });
    expect(JSON.stringify(error)).not.toContain("hidden");
  });

  test.each(["ftp://127.0.0.1", "http://["])("%s is none", async (proxy) => {
    environment({ HTTP_PROXY: proxy });
    await expect(once({ endpoint: endpointOf(), ...insecure }).getModelInfo()).rejects.toMatchObject({
      cause: { message: "HTTP_PROXY must be a URL that begins with http:// or https://" },
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

  test("is never asked for this machine", async () => {
    environment({ HTTP_PROXY: "http://127.0.0.1:1", http_proxy: "" });
    const { client } = await clientOf({ body: info });
    expect(await client.getModelInfo()).toEqual(info);
  });
});
