import { resolve } from "node:path";
import * as hooks from "vitest";
import { beforeAll, expect, test } from "vitest";
import { useEmulator } from "../../src/emulator/index.ts";
import { build, buildTimeMs, toldBy } from "./programs.ts";
import { describeWith } from "./toolchain.ts";

const emulator = useEmulator(hooks, { keys: ["good"] });
const out = resolve("out/rust");

describeWith([{ name: "Rust", command: ["cargo", "--version"] }], "E20, E23-E25, E29-E33: Rust with progenitor", () => {
  beforeAll(
    () => build("test/consumers/rust", "cargo", ["build", "--locked", "--quiet"], { CARGO_TARGET_DIR: out }),
    buildTimeMs,
  );

  test("the published document as it is makes a client of info, chat, vectors, mistakes and a stream's bytes", async () => {
    expect(await toldBy(resolve(out, "debug/consumer"), [emulator.url, "good"])).toEqual({
      info: { name: "emulated-all", type: "chat-completion", provider: "model-inference" },
      chat: {
        content: 'You said "Hello, you". The model emulated-all is emulated and repeats what it is told.',
        finish_reason: "stop",
        usage: { prompt_tokens: 6, completion_tokens: 22, total_tokens: 28 },
      },
      embeddings: { lengths: [4, 4], usage: { prompt_tokens: 2, total_tokens: 2 } },
      refused: {
        status: 422,
        detail: [{ type: "value_error", loc: ["body", "temperature"], msg: "must be >= 0", input: -1 }],
      },
      stream: { events: 25, last: "data: [DONE]" },
    });
  });
});
