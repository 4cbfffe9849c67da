import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import * as hooks from "vitest";
import { beforeAll, expect, test } from "vitest";
import { useEmulator } from "../../src/emulator/index.ts";
import { build, buildTimeMs, java, maven, toldBy } from "./programs.ts";
import { environment, python } from "./python.ts";
import { describeWith } from "./toolchain.ts";

const emulator = useEmulator(hooks, { keys: ["good"] });
const document = "generated/openapi/2025-04-01/openapi-3.0.json";
const out = resolve("out/openapi-generator");
const go = { name: "Go 1.25 or later", command: ["go", "version"] } as const;

const told = {
  info: { name: "emulated-all", type: "chat-completion" },
  chat: {
    content: 'You said "Hello, you". The model emulated-all is emulated and repeats what it is told.',
    finish_reason: "stop",
  },
  embeddings: { lengths: [4, 4] },
  refused: { status: 422 },
};
const stream = { events: 25, last: "data: [DONE]" };

describeWith([...java, go, python], "audit K9: openapi-generator", () => {
  beforeAll(async () => {
    const closed = (name: string, value: unknown) => (name === "additionalProperties" ? undefined : value);
    await mkdir("out", { recursive: true });
    await writeFile(
      "out/openapi-3.0.kotlin.json",
      JSON.stringify(JSON.parse(await readFile(document, "utf8")), closed),
    );
    await maven("openapi-generator", "process-classes");
    for (const file of ["client.go", "go.mod", "go.sum"])
      await cp(`test/consumers/openapi-generator/${file}`, `${out}/go/${file}`);
    await build(`${out}/go`, "go", ["build", "-o", "client", "."], { GOTOOLCHAIN: "local", GOFLAGS: "-mod=readonly" });
    await cp("test/consumers/openapi-generator/client.py", `${out}/python/client.py`);
  }, buildTimeMs);

  test(
    "python makes a client of info, chat, vectors, mistakes and a stream's bytes",
    async () => {
      const interpreter = await environment("generators");
      expect(await toldBy(interpreter, [`${out}/python/client.py`, emulator.url, "good"])).toEqual({ ...told, stream });
    },
    buildTimeMs,
  );

  test("go makes a client of info, chat, vectors, mistakes and a stream's bytes", async () => {
    expect(await toldBy(`${out}/go/client`, [emulator.url, "good"])).toEqual({ ...told, stream });
  });

  test("kotlin makes a client of info, chat, vectors and mistakes", async () => {
    const classes = ["-cp", `${out}/classes:${out}/lib/*`];
    expect(await toldBy("java", [...classes, "ClientKt", emulator.url, "good"])).toEqual(told);
  });
});
