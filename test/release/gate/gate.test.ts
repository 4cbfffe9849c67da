import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Document } from "../../../codegen/document.ts";
import {
  type Accepted,
  type Baseline,
  type Documents,
  keepBaseline,
  readBaseline,
  readPresent,
  type Snapshot,
} from "../../../release/gate/baseline.ts";
import type { Change } from "../../../release/gate/change.ts";
import { compare } from "../../../release/gate/compare.ts";
import { report } from "../../../release/gate/report.ts";
import { compareSurfaces } from "../../../release/gate/surface.ts";
import { judge } from "../../../release/gate/verdict.ts";
import { schema } from "../../codegen/breaches.ts";
import { copyOf, newest } from "../../support/documents.ts";
import { scratch } from "../../support/scratch.ts";

/** Stands for oasdiff where it has nothing to say. */
const silent = async (): Promise<Change[]> => [];

const documents = (damage: (document: Document) => unknown = () => undefined): Documents => {
  const document = copyOf(newest, "3.2");
  damage(document);
  return { [newest]: document };
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
    expect(rules(await compare(documents(), {}, silent))).toEqual([["api-version-removed", "major", "everyone"]]);
    expect(rules(await compare({}, documents(), silent))).toEqual([["api-version-added", "minor", undefined]]);
  });
});

const baseline = (version = "1.0.0"): Baseline => ({
  version,
  documents: documents(),
  surfaces: { "index.api.md": "type A = 1;" },
});
const verdictOf = (present: Snapshot, accepted: Accepted[] = [], released = baseline()) =>
  judge(released, present, accepted, silent);
const closed = {
  surfaces: {},
  documents: documents((d) => Object.assign(schema(d, "ToolCall"), { additionalProperties: false })),
};
const closing = {
  rule: "additional-members-refused",
  apiVersion: newest,
  place: "/components/schemas/ToolCall",
  words: "unlisted members are refused now",
};

describe("E08: a released api-version does not break", () => {
  test("a break is refused, and reported with its position and a remedy", async () => {
    const verdict = await verdictOf(closed);
    expect(verdict.refused).toHaveLength(1);
    expect(verdict.bump).toBe("major");
    const text = report(verdict);
    expect(text).toContain("since 1.0.0");
    expect(text).toContain("## Breaks callers: requests they send may be rejected");
    expect(text).toContain(`${newest} /components/schemas/ToolCall`);
    expect(text).toContain("The next release must be a major release.");
    expect(text).toMatch(/## Refused\n\nA released api-version must not break\./);
  });

  test("a break that is accepted with a reason passes, and still asks for a major release", async () => {
    const verdict = await verdictOf(closed, [{ ...closing, reason: "the service always refused" }]);
    expect(verdict).toMatchObject({ refused: [], stale: [], bump: "major" });
    expect(report(verdict)).not.toContain("## Refused");
  });

  test("while the version is 0.x, what breaks is a minor", async () => {
    const verdict = await verdictOf(closed, [], baseline("0.3.0"));
    expect(report(verdict)).toContain("must be a major release, which is a minor release while the version is 0.x.");
  });

  test("one that is accepted without a reason, or is no change, shuts the gate", async () => {
    const none = { surfaces: {}, documents: documents() };
    expect((await verdictOf(closed, [{ ...closing, reason: " " }])).stale).toHaveLength(1);
    const verdict = await verdictOf(none, [{ ...closing, reason: "was so" }]);
    expect(verdict.stale).toHaveLength(1);
    expect(report(verdict)).toContain("but there is no such change");
  });

  test("a stored release reads back, and every edit of it is found", async () => {
    const file = join(await scratch(), "baseline.json");
    await keepBaseline(file, "1.2.3");
    expect(await readBaseline(file)).toEqual({ version: "1.2.3", ...(await readPresent()) });

    const text = await readFile(file, "utf8");
    for (const [from, to] of [
      ['"1.2.3"', '"1.2.4"'],
      ['"integer"', '"number"'],
      ['"index', '"more'],
      [`"${newest}": {`, '"2000-01-01": {'],
    ] as const) {
      await writeFile(file, text.replace(from, to));
      expect(text).toContain(from);
      await expect(readBaseline(file)).rejects.toThrow(/is not what 1\.2\.\d released/);
    }
  });

  test("the release stored in this repository was not edited", async () => {
    const { documents } = await readBaseline("release/baseline.json");
    expect(Object.keys(documents)).toContain(newest);
  });
});

describe("E07: the public types are compared too", () => {
  const before = { "index.api.md": "type A = 1;\ntype A = 1;\n// words" };

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
    expect(compareSurfaces(before, { "index.api.md": text })[0]?.bump).toBe(bump);
  });

  test("an entry point that comes or goes", () => {
    expect(compareSurfaces(before, {})[0]).toMatchObject({ entry: "index.api.md", bump: "major" });
    expect(compareSurfaces({}, before)[0]).toMatchObject({ entry: "index.api.md", bump: "minor" });
  });
});
