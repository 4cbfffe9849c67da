import { cp, mkdir, rm } from "node:fs/promises";
import { resolve } from "node:path";
import * as hooks from "vitest";
import { beforeAll, expect, test } from "vitest";
import { useEmulator } from "../../src/emulator/index.ts";
import { build, buildTimeMs, toldBy } from "./programs.ts";
import { recordedAnswers } from "./recorded.ts";
import { describeWith } from "./toolchain.ts";

const emulator = useEmulator(hooks, { keys: ["good"] });
const out = resolve("out/go");
const document = resolve("generated/openapi/2025-04-01/openapi-3.0.json");
// What go.sum does not hold is not taken.
const go = (...args: string[]) => build(out, "go", args, { GOTOOLCHAIN: "local", GOFLAGS: "-mod=readonly" });

const recorded = await recordedAnswers(resolve("out/recorded"));
const info = { name: "emulated-all", type: "chat-completion" };
const content = 'You said "Hello, you". The model emulated-all is emulated and repeats what it is told.';
const stream = { events: 25, last: "data: [DONE]" };

describeWith([{ name: "Go 1.25 or later", command: ["go", "version"] }], "E20, E23-E25, E29-E32: Go", () => {
  beforeAll(async () => {
    await rm(out, { recursive: true, force: true });
    await cp("test/consumers/go", out, { recursive: true });
    for (const name of ["oapi-codegen", "ogen"]) await mkdir(`${out}/${name}/inference`);
    const [target, config] = ["oapi-codegen/inference/inference.go", "oapi-codegen/config.yaml"];
    await go("tool", "oapi-codegen", "-config", config, "-o", target, document);
    await go("tool", "ogen", "--target", "ogen/inference", "--package", "inference", document);
    await go("vet", "./...");
    await go("build", "-o", "bin/", "./oapi-codegen", "./ogen");
  }, buildTimeMs);

  test("oapi-codegen makes a client of info, chat, vectors, mistakes and a stream's bytes", async () => {
    expect(await toldBy(`${out}/bin/oapi-codegen`, [emulator.url, "good", recorded.file])).toEqual({
      info,
      chat: {
        ...{ content, finish_reason: "stop" },
        usage: { prompt_tokens: 3, completion_tokens: 22, total_tokens: 25 },
      },
      embeddings: { lengths: [256, 256] },
      refused: { status: 422, loc: ["body", "temperature"], msg: "must be >= 0" },
      stream,
      recorded: { count: recorded.count },
    });
  });

  test("ogen makes one that distinguishes a stream from a response by its type", async () => {
    expect(await toldBy(`${out}/bin/ogen`, [emulator.url, "good", recorded.file])).toEqual({
      info,
      chat: { content, finish_reason: "stop" },
      embeddings: { lengths: [256, 256] },
      refused: { status: 422, loc: ["body", "modalities"] },
      stream,
      recorded: { count: recorded.count },
    });
  });
});
