import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import * as hooks from "vitest";
import { beforeAll, describe, expect, test } from "vitest";
import { useEmulator } from "../../src/emulator/index.ts";
import { buildTimeMs, java, maven, toldBy } from "./programs.ts";
import { describeWith } from "./toolchain.ts";

const said = 'You said "Hello, you". The model emulated-all is emulated and repeats what it is told.';
const message = "The key is not valid for this endpoint";
const info = { name: "emulated-all", type: "chat-completion", provider: "model-inference" };

const runConsumer = (name: string, args: readonly string[]) =>
  toldBy("java", ["-cp", ["classes", "lib/*"].map((part) => resolve("out/java", name, part)).join(":"), ...args]);

describeWith(java, "Java", () => {
  describe("E24, E25, E29-E32: openapi-generator", () => {
    const emulator = useEmulator(hooks, { keys: ["good"] });
    beforeAll(() => maven("java/openapi-generator", "process-classes"), buildTimeMs);

    test("the published document makes a client of info, chat, vectors, mistakes and a stream's bytes", async () => {
      expect(await runConsumer("openapi-generator", ["Consumer", emulator.url, "good"])).toEqual({
        info,
        chat: { content: said, finish_reason: "stop", total_tokens: 28 },
        stop: { content: 'You said "Hello, you". The' },
        embeddings: { lengths: [4, 4], total_tokens: 2 },
        refused: { status: 422, loc: ["body", "temperature"], msg: "must be >= 0" },
        stream: { events: 25, last: "data: [DONE]" },
      });
    });
  });

  describe("D24: azure-ai-inference", () => {
    // It sends its key over TLS alone, and as a bearer only when it is told that it is a token.
    const emulator = useEmulator(hooks, { keys: ["good"], tls: true });
    let folder: string;
    beforeAll(async () => {
      await maven("java/azure-ai-inference", "process-classes");
      folder = await mkdtemp(join(tmpdir(), "trust-"));
      const certificate = join(folder, "emulator.pem");
      await writeFile(certificate, emulator.certificate ?? "");
      const stored = ["-keystore", join(folder, "trust"), "-storepass", "changeit", "-file", certificate];
      await promisify(execFile)("keytool", ["-importcert", "-noprompt", "-alias", "emulator", ...stored]);
      return () => rm(folder, { recursive: true });
    }, buildTimeMs);

    // The prompt's filter comes first at Foundry; what does not fit is told by the container at managed compute.
    test.each([
      { flavour: "serverless", sent: "bearer", updates: 24, status: 422, wrongKey: "" },
      { flavour: "managed", sent: "bearer", updates: 24, status: 424, wrongKey: { status: message } },
      { flavour: "foundry", sent: "api-key", updates: 25, status: 422, wrongKey: { statusCode: 401, message } },
    ] as const)("as it is, at $flavour with its $sent", async ({ flavour, sent, updates, status, wrongKey }) => {
      const trust = [
        `-Djavax.net.ssl.trustStore=${join(folder, "trust")}`,
        "-Djavax.net.ssl.trustStorePassword=changeit",
      ];
      expect(
        await runConsumer("azure-ai-inference", [...trust, "Consumer", emulator.urlOf(flavour), "good", sent]),
      ).toEqual({
        info,
        chat: { content: said, finish_reason: "stop", total_tokens: 28 },
        stream: { content: said, updates },
        embeddings: { lengths: [4, 4], total_tokens: 2 },
        refused: {
          type: "HttpResponseException",
          status,
          body: { detail: [{ type: "value_error", loc: ["body", "temperature"], msg: "must be >= 0", input: -1 }] },
        },
        "wrong key": { type: "ClientAuthenticationException", status: 401, body: wrongKey },
      });
    });
  });
});
