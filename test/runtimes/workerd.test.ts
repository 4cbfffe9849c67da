import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { describeWith } from "../consumers/toolchain.ts";
import { bundleForWorker, importOfNode } from "./bundles.ts";
import { expected } from "./expected.ts";
import { place } from "./installed.ts";
import { nodes, toolOf } from "./runtimes.ts";
import { outcomeOf } from "./suite.ts";

// Miniflare itself needs Node 22.
const [host] = nodes.filter(({ line }) => line === 24);
if (host === undefined) throw new Error("there is no Node 24 among the lines");
const workerd = {
  name: "workerd in test/runtimes/node_modules",
  command: [place(".bin/workerd"), "--version"] as const,
};

describeWith([toolOf(host), workerd], "workerd under Miniflare", () => {
  test("passes the suite over fetch, with nothing of Node", async () => {
    const worker = await bundleForWorker(inject("installed").npm);
    expect(await readFile(worker, "utf8")).not.toMatch(importOfNode);
    const [program] = host.command;
    const script = join(import.meta.dirname, "miniflare.mjs");
    expect(await outcomeOf([program, script], worker, ".")).toEqual({ results: expected, transport: "fetch" });
  });
});
