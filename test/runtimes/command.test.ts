import { execFile } from "node:child_process";
import { delimiter, dirname } from "node:path";
import { promisify } from "node:util";
import { expect, inject, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { describeWith } from "../consumers/toolchain.ts";
import { bun, deno, nodes, toolOf } from "./runtimes.ts";
import { quiet, startEndpoint } from "./suite.ts";

const run = promisify(execFile);
const { npm } = inject("installed");

/** Asks the command, however it is called, for its version and an endpoint's model. */
async function ask([program, ...args]: readonly [string, ...string[]], env: NodeJS.ProcessEnv): Promise<string[]> {
  const { url } = await startEndpoint();
  const options = { cwd: npm, env: { ...env, AZURE_INFERENCE_ENDPOINT: url, AZURE_INFERENCE_CREDENTIAL: "sesame" } };
  const asked: string[] = [];
  for (const words of [["--version"], ["info"], ["chat", "Hello"]])
    asked.push((await run(program, [...args, ...words], options)).stdout.split("\n")[0] ?? "");
  return asked;
}

const told = [
  manifest.version,
  expect.stringMatching(/^name +emulated-all$/),
  expect.stringMatching(/^You said "Hello"/),
];

for (const runtime of [...nodes, deno, bun]) {
  const command = runtime.trusting ?? runtime.command;

  describeWith([toolOf(runtime)], runtime.name, () => {
    test("runs the command", async () => {
      if (runtime.name.startsWith("Node")) {
        // As npx finds it, which is itself run by the `node` that comes first.
        const env = { ...quiet, PATH: `${dirname(command[0])}${delimiter}${process.env["PATH"]}` };
        expect(await ask(["npx", "--no-install", "model-inference"], env)).toEqual(told);
      } else expect(await ask([...command, "node_modules/.bin/model-inference"], quiet)).toEqual(told);
    });

    test("runs the emulator", async () => {
      const [program, ...args] = command;
      const { stdout } = await run(program, [...args, "emulate.mjs"], { cwd: npm, env: quiet });
      const entry = { status: 200, streamed: true, operation: "getChatCompletions" };
      expect(JSON.parse(stdout)).toEqual({ said: "Good day.", page: 200, ...entry });
    });
  });
}
