import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, inject, test } from "vitest";
import { describeWith } from "../consumers/toolchain.ts";
import { expected } from "./expected.ts";
import { bun, deno, nodes, toolOf } from "./runtimes.ts";
import { outcomeOf, quiet } from "./suite.ts";

const { npm, pnpm } = inject("installed");

for (const runtime of [...nodes, deno, bun]) {
  const { name, command, toRequire = [], transport } = runtime;
  describeWith([toolOf(runtime)], name, () => {
    test(`imports the package, whose requests go over ${transport}, and passes the suite`, async () => {
      expect(await outcomeOf(command, "main.mjs", npm)).toEqual({ results: expected, transport });
    });

    test("requires it, and passes the suite", async () => {
      expect(await outcomeOf([...command, ...toRequire], "main.cjs", npm)).toEqual({ results: expected, transport });
    });

    // Jest and older programs load no ES module by `require`.
    test.runIf(name.startsWith("Node"))("requires it as CommonJS where ES modules cannot be required", async () => {
      const old = [...command, "--no-experimental-require-module"] as const;
      expect(await outcomeOf(old, "main.cjs", npm)).toEqual({ results: expected, transport });
    });

    test.runIf(name.startsWith("Node"))(
      "R1: calls a fetch that was replaced before the package was imported",
      async () => {
        const [program, ...args] = command;
        const { stdout } = await promisify(execFile)(program, [...args, "replaced-fetch.mjs"], {
          cwd: npm,
          env: quiet,
        });
        expect(JSON.parse(stdout)).toEqual(["/chat/completions"]);
      },
    );

    test("passes the suite where pnpm installed the package, strictly", async () => {
      expect(await outcomeOf(command, "main.mjs", pnpm)).toEqual({ results: expected, transport });
    });
  });
}
