import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { startEmulator } from "../../src/emulator/index.ts";
import { startRedis } from "./redis.ts";

const run = promisify(execFile);

test("the program of docs/bullmq.md compiles and runs", async () => {
  const [, code = ""] = /^```typescript\n(.*?)^```$/ms.exec(await readFile("docs/bullmq.md", "utf8")) ?? [];
  // Within the package, whose name the program imports.
  const folder = await mkdtemp(resolve("test/bullmq/docs-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "program.ts"), code);
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: "../../../tsconfig.json", include: ["*.ts"] }),
  );
  await writeFile(join(folder, "texts.jsonl"), '"a cat"\n{"id":"b","input":"a dog"}\n');
  await run(process.execPath, [resolve("node_modules/typescript/bin/tsc"), "-p", folder]);

  const [redis, emulator] = await Promise.all([startRedis(), startEmulator()]);
  onTestFinished(async () => {
    await Promise.all([redis.stop(), emulator.stop()]);
  });
  const env = {
    ...process.env,
    REDIS_PORT: String(redis.port),
    AZURE_INFERENCE_ENDPOINT: emulator.url,
    AZURE_INFERENCE_CREDENTIAL: "k",
  };
  const tsx = import.meta.resolve("tsx");
  const { stdout } = await run(process.execPath, ["--import", tsx, "program.ts"], { cwd: folder, env });
  expect(stdout).toMatch(/^2 texts in 1 jobs\n1 jobs done, 0 failed\n0 \d+\n1 \d+\n$/);
});
