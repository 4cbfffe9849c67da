import { describe, expect, test } from "vitest";
import { type Document, type MediaType, type Operation, pointer, type Schema } from "../../codegen/document.ts";
import { type Finding, lint, rules } from "../../codegen/lint/lint.ts";
import { type Flavour, flavours } from "../../codegen/openapi/flavours.ts";
import { copyOf, newest, published } from "../support/documents.ts";

export type RuleName = keyof typeof rules;

/** What is done to a copy of the newest document, the one place where that is told, and the flavours it is done to. */
export type Damage = [
  what: string,
  at: string,
  damage: (document: Document) => unknown,
  inFlavours?: readonly Flavour[],
];

const tested = new Set<RuleName>();
const kept = published.map(({ version, flavour, document }) => ({ version, flavour, findings: lint(document) }));
const of = (findings: readonly Finding[], rule: RuleName) => findings.filter((finding) => finding.rule === rule);

/** The published documents keep a rule, and the rule catches each damage, where it was done and nowhere else. */
export function rule(fact: string, name: RuleName, damages: readonly Damage[]): void {
  tested.add(name);
  describe(fact, () => {
    test(`the published documents keep ${name}`, () => {
      for (const { version, flavour, findings } of kept)
        expect(of(findings, name), `${version} ${flavour}`).toEqual([]);
    });

    test.each(damages)("%s is caught at %s", (_, at, damage, inFlavours = flavours) => {
      for (const flavour of inFlavours) {
        const document = copyOf(newest, flavour);
        damage(document);
        const found = of(lint(document), name);
        expect(
          found.map(({ path }) => pointer(path)),
          flavour,
        ).toEqual([at]);
        expect(found[0]?.message).toMatch(/\w+ \w+.*\.$/);
      }
    });
  });
}

/** To stand last in a file: no rule of a module goes without a case. */
export function everyRuleOf(module: object): void {
  test("no rule goes without a case", () => {
    const named = Object.entries(rules).filter(([, check]) => Object.values(module).includes(check));
    expect(named.length).toBeGreaterThan(0);
    expect([...tested].sort()).toEqual(named.map(([name]) => name).sort());
  });
}

export const schema = (document: Document, name: string): Schema => document.components.schemas[name] as Schema;
export const member = (document: Document, name: string, property: string): Schema =>
  schema(document, name).properties?.[property] as Schema;
export const chat = (document: Document): Operation => document.paths["/chat/completions"]?.["post"] as Operation;
export const responses = (document: Document): Record<string, MediaType> =>
  chat(document).responses["200"]?.content ?? {};
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
