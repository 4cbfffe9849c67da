import { beforeAll, describe, expect, inject, test } from "vitest";
import { describeWith } from "../consumers/toolchain.ts";
import { bundle, bundleAsCommonJs, bundlers, bundlerTools } from "./bundles.ts";
import { expected } from "./expected.ts";
import { nodes, toolOf } from "./runtimes.ts";
import { outcomeOf } from "./suite.ts";

const { npm } = inject("installed");

/** The oldest and the newest line. */
const run = nodes.filter((_, index) => index === 0 || index === nodes.length - 1);
const outcome = { results: expected, transport: "node:http" };

describeWith([...bundlerTools, ...run.map(toolOf)], "bundles for Node pass the suite", () => {
  for (const bundler of bundlers) {
    describe(`by ${bundler}`, () => {
      let folder: string;
      beforeAll(async () => {
        folder = await bundle(bundler, "main", "node", npm);
      }, 60_000);

      for (const { name, command } of run)
        test(`on ${name}`, async () => expect(await outcomeOf(command, "main.mjs", folder)).toEqual(outcome));
    });
  }

  for (const { name, command } of run) {
    test(`by esbuild as CommonJS, on ${name}`, async () => {
      expect(await outcomeOf(command, "main.cjs", await bundleAsCommonJs("main", npm))).toEqual(outcome);
    });
  }

  test("by Rollup without the Node target, over the platform's fetch", async () => {
    const folder = await bundle("Rollup", "main", "unknown", npm);
    expect(await outcomeOf([process.execPath], "main.mjs", folder)).toEqual({ results: expected, transport: "fetch" });
  });
});
