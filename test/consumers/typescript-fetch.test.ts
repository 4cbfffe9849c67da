import { cp } from "node:fs/promises";
import { resolve } from "node:path";
import * as hooks from "vitest";
import { beforeAll, expect, test } from "vitest";
import { useEmulator } from "../../src/emulator/index.ts";
import { build, buildTimeMs, java, maven, toldBy } from "./programs.ts";
import { describeWith } from "./toolchain.ts";

const emulator = useEmulator(hooks, { keys: ["good"] });
const out = resolve("out/typescript-fetch");
const tool = (name: string): string => resolve("node_modules/.bin", name);

describeWith(java, "TypeScript with openapi-generator", () => {
  beforeAll(async () => {
    await maven("typescript-fetch", "generate-sources");
    for (const file of ["client.ts", "tsconfig.json"])
      await cp(`test/consumers/typescript-fetch/${file}`, `${out}/${file}`);
    await build(out, tool("tsc"), ["-p", ".", "--typeRoots", resolve("node_modules/@types"), "--types", "node"]);
  }, buildTimeMs);

  test("audit K9: typescript-fetch makes a client of info, chat, vectors and mistakes", async () => {
    expect(await toldBy(tool("tsx"), [`${out}/client.ts`, emulator.url, "good"])).toEqual({
      info: { name: "emulated-all", type: "chat-completion" },
      chat: {
        content: 'You said "Hello, you". The model emulated-all is emulated and repeats what it is told.',
        finish_reason: "stop",
      },
      embeddings: { count: 2 },
      refused: { status: 422 },
    });
  });
});
