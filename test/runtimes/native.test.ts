import { expect, inject, test } from "vitest";
import { describeWith } from "../consumers/toolchain.ts";
import { expected } from "./expected.ts";
import { bun, deno, nodes, toolOf } from "./runtimes.ts";
import { outcomeOf } from "./suite.ts";

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

    test("passes the suite where pnpm installed the package, strictly", async () => {
      expect(await outcomeOf(command, "main.mjs", pnpm)).toEqual({ results: expected, transport });
    });
  });
}
