import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Document } from "../../codegen/document.ts";
import { type Baseline, keepBaseline, readBaseline, readPresent } from "../../gate/baseline.ts";
import type { Change } from "../../gate/change.ts";
import { compare, type Documents } from "../../gate/compare.ts";
import { report } from "../../gate/report.ts";
import { compareSurfaces } from "../../gate/surface.ts";
import { judge } from "../../gate/verdict.ts";
import { schema } from "../codegen/breaches.ts";
import { copyOf, newest } from "../documents.ts";
import { scratch } from "../scratch.ts";

/** Stands for oasdiff where it has nothing to say. */
const silent = async (): Promise<Change[]> => [];

const documents = (damage: (document: Document) => unknown = () => undefined): Documents => {
  const document = copyOf(newest, "3.2");
  damage(document);
  return new Map([[newest, document]]);
};
const rules = (changes: readonly Change[]) => changes.map(({ rule, bump, breaks }) => [rule, bump, breaks]);

describe("E06: what oasdiff does not see", () => {
  test.each<[string, (document: Document) => unknown, [string, string, string | undefined][]]>([
    ["nothing", () => undefined, []],
    [
      "a request that closes",
      (d) => Object.assign(schema(d, "ChatCompletionsOptions"), { additionalProperties: false }),
      [["additional-members-refused", "major", "callers"]],
    ],
    [
      "an answer that closes",
      (d) => Object.assign(schema(d, "ModelInfo"), { additionalProperties: false }),
      [["additional-members-refused", "minor", undefined]],
    ],
    [
      "what both have that closes",
      (d) => Object.assign(schema(d, "ToolCall"), { additionalProperties: false }),
      [["additional-members-refused", "major", "callers"]],
    ],
    [
      "a request that opens",
      (d) => Object.assign(schema(d, "ImageUrl"), { additionalProperties: {} }),
      [["additional-members-allowed", "minor", undefined]],
    ],
    [
      "a known value more",
      (d) => schema(d, "FinishReason")["x-extensible-enum"]?.push("cancelled"),
      [["known-value-added", "minor", undefined]],
    ],
    [
      "a known value less",
      (d) => schema(d, "FinishReason")["x-extensible-enum"]?.pop(),
      [["known-value-removed", "major", "everyone"]],
    ],
    [
      "other words",
      (d) => Object.assign(schema(d, "ModelInfo"), { description: "x" }),
      [["words", "patch", undefined]],
    ],
    [
      "required members in another order",
      (d) => schema(d, "ModelInfo").required?.reverse(),
      [["words", "patch", undefined]],
    ],
    [
      "a member that is called like a word",
      (d) => delete schema(d, "FunctionDefinition").properties?.["description"],
      [["unknown-change", "major", "everyone"]],
    ],
    [
      "something that no rule knows",
      (d) => Object.assign(d.servers[0] ?? {}, { url: "{endpoint}/v2" }),
      [["unknown-change", "major", "everyone"]],
    ],
  ])("%s", async (_, damage, expected) => {
    expect(rules(await compare(documents(), documents(damage), silent))).toEqual(expected);
  });

  test("an api-version that comes or goes", async () => {
    expect(rules(await compare(documents(), new Map(), silent))).toEqual([
      ["api-version-removed", "major", "everyone"],
    ]);
    expect(rules(await compare(new Map(), documents(), silent))).toEqual([["api-version-added", "minor", undefined]]);
  });
});

const baseline = (accepted: Baseline["accepted"] = []): Baseline => ({
  version: "1.0.0",
  documents: documents(),
  surfaces: new Map([["index.api.md", "type A = 1;"]]),
  accepted,
});
const closed = {
  surfaces: new Map(),
  documents: documents((d) => Object.assign(schema(d, "ToolCall"), { additionalProperties: false })),
};
const closing = {
  rule: "additional-members-refused",
  apiVersion: newest,
  place: "/components/schemas/ToolCall",
  words: "members that are not listed are refused now",
};

describe("E08: a released api-version does not break", () => {
  test("a break is refused, and told in words with its place and a way out", async () => {
    const verdict = await judge(baseline(), closed, silent);
    expect(verdict.refused).toHaveLength(1);
    expect(verdict.bump).toBe("major");
    const text = report(verdict);
    expect(text).toContain("since 1.0.0");
    expect(text).toContain("## Breaks callers: what they send may be refused");
    expect(text).toContain(`${newest} /components/schemas/ToolCall`);
    expect(text).toContain("The next release is to be a major one.");
    expect(text).toMatch(/## Refused\n\nA released api-version does not break\./);
  });

  test("a break that is accepted with a reason passes, and still asks for a major release", async () => {
    const verdict = await judge(baseline([{ ...closing, reason: "the service always refused" }]), closed, silent);
    expect(verdict).toMatchObject({ refused: [], stale: [], bump: "major" });
    expect(report(verdict)).not.toContain("## Refused");
  });

  test("while the version is 0.x, what breaks is a minor", async () => {
    const verdict = await judge({ ...baseline(), version: "0.3.0" }, closed, silent);
    expect(report(verdict)).toContain("is to be a major one, which is a minor one while the version is 0.x.");
  });

  test("one that is accepted without a reason, or is no change, shuts the gate", async () => {
    const none = { surfaces: new Map(), documents: documents() };
    expect((await judge(baseline([{ ...closing, reason: " " }]), closed, silent)).stale).toHaveLength(1);
    const verdict = await judge(baseline([{ ...closing, reason: "was so" }]), none, silent);
    expect(verdict.stale).toHaveLength(1);
    expect(report(verdict)).toContain("but no such change");
  });

  test("what is kept as released is read back, and every edit of it is found", async () => {
    const folder = join(await scratch(), "released");
    await keepBaseline(folder, "1.2.3");
    const kept = await readBaseline(folder);
    expect(kept.version).toBe("1.2.3");
    expect({ documents: kept.documents, surfaces: kept.surfaces }).toEqual(await readPresent());

    const copy = join(await scratch(), "released");
    const path = `openapi/${newest}/openapi-3.2.json`;
    const damages: [what: string, damage: () => Promise<unknown>][] = [
      [path, async () => writeFile(join(copy, path), `${await readFile(join(copy, path), "utf8")} `)],
      [path, () => rm(join(copy, path))],
      [
        "openapi/more/openapi-3.2.json",
        () => cp(join(copy, "openapi", newest), join(copy, "openapi", "more"), { recursive: true }),
      ],
    ];
    for (const [what, damage] of damages) {
      await cp(folder, copy, { recursive: true });
      await damage();
      await expect(readBaseline(copy)).rejects.toThrow(`is not what 1.2.3 released: ${what}.`);
      await rm(copy, { recursive: true });
    }
  });

  test("what this tree keeps as released is as it was released", async () => {
    expect((await readBaseline("released")).documents.size).toBeGreaterThan(0);
  });
});

describe("E07: the public types are compared too", () => {
  const before = new Map([["index.api.md", "type A = 1;\ntype A = 1;\n// words"]]);

  test.each<[string, string, string | undefined]>([
    ["the same but for comments", "// other words\n  type A = 1;\n\ntype A = 1;", undefined],
    [
      "another number for a second of the same name",
      "import type { A as A_2 } from 'a';\ntype A_2 = 1;\ntype A = 1;",
      undefined,
    ],
    ["a new line", "type A = 1;\ntype A = 1;\ntype B = 2;", "minor"],
    ["a line that went", "type A = 1;", "major"],
    ["a line that changed", "type A = 1;\ntype A = 2;", "major"],
  ])("%s", (_, text, bump) => {
    expect(compareSurfaces(before, new Map([["index.api.md", text]]))[0]?.bump).toBe(bump);
  });

  test("an entry point that comes or goes", () => {
    expect(compareSurfaces(before, new Map())[0]).toMatchObject({ entry: "index.api.md", bump: "major" });
    expect(compareSurfaces(new Map(), before)[0]).toMatchObject({ entry: "index.api.md", bump: "minor" });
  });
});
