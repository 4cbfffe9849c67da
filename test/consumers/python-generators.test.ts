import { cp, mkdir, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import * as hooks from "vitest";
import { beforeAll, expect, test } from "vitest";
import { useEmulator } from "../../src/emulator/index.ts";
import { build, toldBy } from "./programs.ts";
import { environment, installTimeMs, python } from "./python.ts";
import { recordedAnswers } from "./recorded.ts";
import { describeWith } from "./toolchain.ts";

const emulator = useEmulator(hooks, { keys: ["good"] });
const out = resolve("out/python-generators");
const document = resolve("generated/openapi/2025-04-01/openapi-3.1.json");

const recorded = await recordedAnswers(resolve("out/recorded"));
const info = { name: "emulated-all", type: "chat-completion" };
const content = 'You said "Hello, you". The model emulated-all is emulated and repeats what it is told.';
const refused = { status: 422, loc: ["body", "temperature"], msg: "must be >= 0" };
const last = "data: [DONE]";

describeWith([python], "E20, E23-E25, E29-E32: Python's generators", () => {
  let interpreter: string;
  const generator = (name: string, ...args: string[]) => build(out, resolve(dirname(interpreter), name), args);
  beforeAll(async () => {
    interpreter = await environment("generators");
    await rm(out, { recursive: true, force: true });
    await mkdir(out, { recursive: true });
    for (const name of ["generated_client.py", "generated_models.py"])
      await cp(`test/consumers/python/${name}`, `${out}/${name}`);
  }, installTimeMs);

  test("openapi-python-client makes a client of info, chat, vectors, mistakes and a stream's bytes", async () => {
    const config = ["--config", resolve("test/consumers/python/openapi-python-client.yaml")];
    await generator(
      "openapi-python-client",
      "generate",
      "--path",
      document,
      "--output-path",
      "inference",
      "--meta",
      "none",
      ...config,
    );
    expect(await toldBy(interpreter, [`${out}/generated_client.py`, emulator.url, "good", recorded.file])).toEqual({
      info,
      chat: { content, finish_reason: "stop", total_tokens: 25 },
      embeddings: { lengths: [256, 256] },
      refused,
      stream: { events: 25, last },
      recorded: { count: recorded.count },
    });
  });

  test("datamodel-code-generator makes models that write requests, and read responses, failures and chunks", async () => {
    const kind = ["--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel"];
    const target = ["--output", "models.py", "--target-python-version", "3.11", "--disable-timestamp"];
    await generator("datamodel-codegen", "--input", document, ...kind, ...target);
    expect(await toldBy(interpreter, [`${out}/generated_models.py`, emulator.url, "good", recorded.file])).toEqual({
      info,
      chat: { content, finish_reason: "stop" },
      embeddings: { lengths: [256, 256] },
      "refused here": { loc: ["temperature"] },
      refused,
      stream: { chunks: 24, last },
      recorded: { count: recorded.count },
    });
  });
});
