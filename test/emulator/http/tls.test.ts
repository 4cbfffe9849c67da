import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { request } from "node:https";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { type EmulatorOptions, startEmulator, type Tls } from "../../../src/emulator/index.ts";
import { throwAwayPair } from "../../../src/emulator/tls/certificate.ts";
import { file } from "../../cli/cli.ts";
import { messages } from "../call.ts";

const run = promisify(execFile);

async function start(options: EmulatorOptions) {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.stop());
  return emulator;
}

/** Asks over HTTPS, trusting a certificate and no other. */
function ask(url: string, ca: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method: "POST", ca, headers: { "api-key": "k", "content-type": "application/json" } });
    call.once("error", reject).once("response", (response) => resolve(text(response)));
    call.end(JSON.stringify({ messages, stream: true }));
  });
}

describe("D26: HTTPS", () => {
  test.each(["localhost", "127.0.0.1"])(
    "with a pair to throw away, for %s, which is trusted when it is reported for",
    async (name) => {
      const { url, port, certificate } = await start({ tls: true });
      expect(url).toBe(`https://127.0.0.1:${port}`);
      const there = `https://${name}:${port}/v1/chat/completions`;
      expect(await ask(there, certificate)).toMatch(/^data: .*data: \[DONE\]\n\n$/s);
      await expect(ask(there, undefined)).rejects.toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
      await expect(
        ask(
          `http://127.0.0.1:${port}/health`.replace("http:", "https:"),
          throwAwayPair(["localhost"], Date.now()).cert,
        ),
      ).rejects.toThrow();
    },
  );

  test("with a pair of one's own", async () => {
    const pair = throwAwayPair(["localhost"], Date.now());
    const { port, certificate } = await start({ tls: pair });
    expect(certificate).toBe(pair.cert);
    expect(await ask(`https://localhost:${port}/v1/chat/completions`, pair.cert)).toContain("[DONE]");
    await expect(ask(`https://127.0.0.1:${port}/health`, pair.cert)).rejects.toMatchObject({
      code: "ERR_TLS_CERT_ALTNAME_INVALID",
    });
  });

  test("audit F: certificates of several emulators are trusted together", async () => {
    const emulators = await Promise.all([start({ tls: true }), start({ tls: true }), start({ tls: true })]);
    const all = emulators.map(({ certificate }) => certificate).join("");
    for (const { port } of emulators)
      expect(await ask(`https://localhost:${port}/v1/chat/completions`, all)).toContain("[DONE]");
    const read = emulators.map(({ certificate }) => new X509Certificate(certificate ?? ""));
    expect(new Set(read.map(({ subject }) => subject)).size).toBe(3);
    expect(new Set(read.map(({ serialNumber }) => serialNumber)).size).toBe(3);
  });

  test("plain HTTP gets no response there, and nothing fails", async () => {
    const { port } = await start({ tls: true });
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
  });

  test("the pair to throw away is new each time, in date, for a server alone, and sound to openssl", async () => {
    const now = Date.now();
    const names = ["localhost", "127.0.0.1", "::1", "fe80::1:2", "my-host"];
    const { cert, key } = throwAwayPair(names, now);
    const read = new X509Certificate(cert);
    expect(read.subjectAltName).toBe(
      "DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:FE80:0:0:0:0:0:1:2, DNS:my-host",
    );
    expect([read.ca, read.verify(read.publicKey)]).toEqual([false, true]);
    expect(new Date(read.validFrom).getTime()).toBeLessThan(now);
    expect(new Date(read.validTo).getTime()).toBeGreaterThan(now + 29 * 86_400_000);
    expect(throwAwayPair(names, now).key).not.toBe(key);
    const path = await file("cert.pem", cert);
    const shown = await run("openssl", ["x509", "-in", path, "-noout", "-text"]);
    expect(shown.stdout).toMatch(
      /Version: 3[\s\S]*ecdsa-with-SHA256[\s\S]*CA:FALSE[\s\S]*Digital Signature[\s\S]*TLS Web Server Authentication/,
    );
    const verified = await run("openssl", [
      "verify",
      "-CAfile",
      path,
      "-x509_strict",
      "-purpose",
      "sslserver",
      path,
    ]).catch((error: { stderr: string }) => error);
    expect(verified).toMatchObject({ stdout: expect.stringContaining("OK") as string });
    expect(new X509Certificate(throwAwayPair(names, Date.UTC(2060, 0, 1)).cert).validTo).toMatch(/Jan 31 .* 2060/);
  });

  const { cert, key } = throwAwayPair(["localhost"], Date.now());
  const other = throwAwayPair(["localhost"], Date.now());
  test.each<[string, unknown, string]>([
    ["half a pair", { cert }, "tls: must have cert and key, both as PEM"],
    ["a pair of two", { cert, key: other.key }, "tls: cert and key must be PEM, not encrypted, and belong together"],
    ["no PEM", { cert: "x", key }, "tls: cert and key must be PEM, not encrypted, and belong together"],
    ["a text", key, 'tls: must be true or an object of cert, key, not "string"'],
  ])("%s is refused without the key", async (_, tls, message) => {
    await expect(startEmulator({ tls: tls as Tls })).rejects.toThrow(new RangeError(message));
  });
});
