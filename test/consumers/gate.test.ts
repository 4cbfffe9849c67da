import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import type { Document, Schema } from "../../codegen/document.ts";
import { readBaseline } from "../../release/gate/baseline.ts";
import { type Change, highest } from "../../release/gate/change.ts";
import { compare } from "../../release/gate/compare.ts";
import { oasdiff } from "../../release/gate/oasdiff.ts";
import { breaking } from "../release/gate/breaking.ts";
import { compatible } from "../release/gate/compatible.ts";
import type { Mutant } from "../release/gate/mutants.ts";
import { documentsAt, documentsOf } from "../release/gate/mutate.ts";
import { copyOf, newest } from "../support/documents.ts";

const differ = await oasdiff();
if (differ === undefined && process.env["CI"]) throw new Error("Go, to build oasdiff with, is not installed");

const asItIs = await documentsAt("spec/main.tsp");

/** The changes of the newest document when something is done to it. */
async function compareDamaged(damage: (document: Document) => unknown): Promise<Change[]> {
  if (differ === undefined) throw new Error("this test is to be skipped without Go");
  const document = copyOf(newest, "3.2");
  damage(document);
  return compare({ [newest]: copyOf(newest, "3.2") }, { [newest]: document }, differ);
}

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
  describe("E05, E06, E07: what breaks requires a major release, and the report says for whom it breaks", () => {
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

  const members = (d: Document, name: string) => d.components.schemas[name]?.properties as Record<string, Schema>;
  const responsesOf = (d: Document) =>
    Object.values(d.paths).flatMap((methods) => Object.values(methods).map((one) => one.responses));

  describe("audit B: a change that no rule knows is refused, alone and next to one that is known", () => {
    test.each<[what: string, place: string, damage: (d: Document) => unknown]>([
      ["another base URL", "/servers/0/url", (d) => Object.assign(d.servers[0] as object, { url: "{endpoint}/v2" })],
      [
        "`not` in a text of a request",
        "/components/schemas/ImageUrl/properties/url/not",
        (d) => Object.assign(members(d, "ImageUrl")["url"] as object, { not: { type: "string", const: "" } }),
      ],
    ])("%s", async (_, place, damage) => {
      for (const beside of [false, true]) {
        const changes = await compareDamaged((d) => {
          damage(d);
          if (beside) members(d, "ChatCompletionsOptions")["n"] = { type: "integer" };
        });
        const refused = changes.filter(({ breaks }) => breaks !== undefined);
        expect(refused).toMatchObject([{ rule: "unknown-change", place, bump: "major" }]);
        expect(changes.length).toBe(beside ? 2 : 1);
      }
    });

    test.each<[what: string, damage: (d: Document) => unknown]>([
      ["`4XX` of one operation", (d) => delete responsesOf(d)[1]?.["4XX"]],
      [
        "`4XX` and `5XX` of every operation",
        (d) => {
          for (const responses of responsesOf(d)) for (const status of ["4XX", "5XX"]) delete responses[status];
        },
      ],
      ["the security of the document", (d) => Reflect.deleteProperty(d, "security")],
      [
        "the event that ends a stream",
        (d) => {
          const item =
            d.paths["/chat/completions"]?.["post"]?.responses["200"]?.content?.["text/event-stream"]?.itemSchema;
          item?.anyOf?.splice(
            item.anyOf.findIndex((branch) => JSON.stringify(branch).includes("[DONE]")),
            1,
          );
        },
      ],
    ])("without %s", async (_, damage) => {
      for (const beside of [false, true]) {
        const changes = await compareDamaged((d) => {
          damage(d);
          if (beside) members(d, "ChatCompletionsOptions")["n"] = { type: "integer" };
        });
        expect(highest(changes.map(({ bump }) => bump))).toBe("major");
      }
    });

    test("C: a tag more is words", async () => {
      const changes = await compareDamaged((d) => d.tags.push({ name: "Rerank" }));
      expect(changes).toMatchObject([{ rule: "words", bump: "patch" }]);
    });
  });

  test("E05: the command shows what changed since the release, and lets it pass", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "release/gate/main.ts"]);
    const { version } = await readBaseline("release/baseline.json");
    expect(stdout.split("\n")[0]).toBe(`# The contract and the public types since ${version}`);
  });
});
