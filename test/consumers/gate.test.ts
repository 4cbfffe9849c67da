import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { highest } from "../../gate/change.ts";
import { compare } from "../../gate/compare.ts";
import { oasdiff } from "../../gate/oasdiff.ts";
import { breaking } from "../gate/breaking.ts";
import { compatible } from "../gate/compatible.ts";
import type { Mutant } from "../gate/mutants.ts";
import { documentsAt, documentsOf } from "../gate/mutate.ts";

const differ = await oasdiff();
if (differ === undefined && process.env["CI"]) throw new Error("Go, to build oasdiff with, is not installed");

const asItIs = await documentsAt("spec/main.tsp");

/** How the gate judges a mutant. */
async function judged({ edits, released }: Mutant) {
  if (differ === undefined) throw new Error("this test is to be skipped without Go");
  const changes = await compare(
    released === undefined ? asItIs : await documentsOf(released),
    await documentsOf(edits),
    differ,
  );
  return {
    bump: highest(changes.map(({ bump }) => bump)),
    breaks: new Set(changes.map(({ breaks }) => breaks).filter((audience) => audience !== undefined)),
    unknown: changes.filter(({ rule }) => rule === "unknown-change"),
  };
}

describe.skipIf(differ === undefined)("with oasdiff, which takes Go to build", () => {
  describe("E05, E06, E07: what breaks asks for a major release, and is told for whom it breaks", () => {
    test.each(breaking)("$what breaks $breaks", async (mutant) => {
      const { bump, breaks, unknown } = await judged(mutant);
      expect(bump).toBe("major");
      expect(breaks).toContain(mutant.breaks);
      expect(unknown).toEqual([]);
    });
  });

  describe("E05, E06, E07: what breaks no one asks for no more than it must", () => {
    test.each(compatible)("$what asks for $bump", async (mutant) => {
      const { bump, breaks } = await judged(mutant);
      expect(breaks).toEqual(new Set());
      expect(bump).toBe(mutant.bump);
    });
  });

  test("E05: the command tells what changed since the release, and lets it pass", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "gate/main.ts"]);
    const { version } = JSON.parse(await readFile("released/release.json", "utf8")) as { version: string };
    expect(stdout.split("\n")[0]).toBe(`# The contract and the public types since ${version}`);
  });
});
