import core from "@stoplight/spectral-core";
import parsers from "@stoplight/spectral-parsers";
import rulesets from "@stoplight/spectral-rulesets";
import { describe, expect, test } from "vitest";
import { type Document, pointer } from "../../codegen/document.ts";
import { lintRecommended } from "../../codegen/lint/recommended.ts";
import { flavours } from "../../codegen/openapi/flavours.ts";
import { copyOf, newest, published } from "../support/documents.ts";
import { chat, member, ref, schema } from "./breaches.ts";

async function redocly(text: string, ...suppressions: [[]?]): Promise<string[]> {
  const findings = await lintRecommended(text, ...suppressions);
  return findings.map(({ rule, path }) => `${rule} at ${pointer(path)}`);
}

/** Spectral's `oas3-schema` holds a document against the JSON Schema that OpenAPI publishes for its version. */
async function spectral(text: string): Promise<string[]> {
  const linter = new core.Spectral();
  linter.setRuleset(rulesets.oas as core.RulesetDefinition);
  const results = await linter.run(new core.Document(text, parsers.Json, "openapi.json"));
  return results
    .filter(({ code, path }) => !(code === "oas3-examples-value-or-externalValue" && path.includes(stream)))
    .map(({ code, path }) => `${code} at ${pointer(path)}`);
}

/** Since 3.2 a stream's example has `dataValue` and `serializedValue`, which Spectral 1 does not know. */
const stream = "text/event-stream";

describe("E10: the recommended rules, warnings included, have nothing to say of a published document", () => {
  test.each(published)("$version in OpenAPI $flavour", async ({ text }) => {
    expect(await redocly(text)).toEqual([]);
    expect(await spectral(text)).toEqual([]);
  });
});

const damages: [what: string, damage: (document: Document) => unknown, redocly: string, spectral: string][] = [
  [
    "an operation without a name, though that is a warning",
    (d) => Object.assign(d.paths["/info"]?.["get"] ?? {}, { operationId: undefined }),
    "redocly/operation-operationId at /paths/~1info/get/operationId",
    "operation-operationId at /paths/~1info/get",
  ],
  [
    "a reference into the void",
    (d) => Object.assign(schema(d, "ModelInfo").properties ?? {}, { model_name: ref("Nowhere") }),
    "redocly/no-unresolved-refs at /components/schemas/ModelInfo/properties/model_name",
    "invalid-ref at /components/schemas/ModelInfo/properties/model_name/$ref",
  ],
  [
    "a document without a title",
    (d) => delete (d.info as { title?: string }).title,
    "redocly/struct at /info",
    "oas3-schema at /info",
  ],
  [
    "a type that JSON does not have",
    (d) => Object.assign(schema(d, "ModelInfo"), { type: "thing" }),
    "redocly/struct at /components/schemas/ModelInfo/type",
    "oas3-schema at /components/schemas/ModelInfo/type",
  ],
];

describe.each(flavours)("E10: in OpenAPI %s each linter catches", (flavour) => {
  test.each(damages)("%s", async (_, damage, byRedocly, bySpectral) => {
    const document = copyOf(newest, flavour);
    damage(document);
    const text = JSON.stringify(document);
    expect(await redocly(text)).toContain(byRedocly);
    expect(await spectral(text)).toContain(bySpectral);
  });
});

describe("E20: a 3.0 document has no word of a later version", () => {
  test.each<[word: string, value: unknown]>([
    ["const", {}],
    ["unevaluatedProperties", {}],
    ["contentSchema", {}],
    ["contentMediaType", {}],
    ["itemSchema", {}],
    ["prefixItems", {}],
    ["$defs", {}],
    ["examples", []],
    ["exclusiveMinimum", 1],
    ["type", "null"],
    ["type", ["object"]],
  ])("%s: %j", async (word, value) => {
    const document = copyOf(newest, "3.0");
    Object.assign(schema(document, "ModelInfo"), { [word]: value });
    const findings = await redocly(JSON.stringify(document));
    expect(
      findings.filter((finding) => finding.startsWith("redocly/struct at /components/schemas/ModelInfo")),
    ).toHaveLength(1);
  });

  test("a keyword next to a reference", async () => {
    const document = copyOf(newest, "3.0");
    Object.assign(member(document, "ModelInfo", "model_type"), { description: "a" });
    const place = "/components/schemas/ModelInfo/properties/model_type/description";
    expect(await redocly(JSON.stringify(document))).toEqual([`redocly/spec-ref-siblings at ${place}`]);
  });
});

test.each(["3.1", "3.2"] as const)("E21: `nullable` is not a word of OpenAPI %s", async (flavour) => {
  const document = copyOf(newest, flavour);
  Object.assign(schema(document, "ModelInfo"), { nullable: true });
  const place = "/components/schemas/ModelInfo/nullable";
  expect(await redocly(JSON.stringify(document))).toEqual([`redocly/struct at ${place}`]);
});

test.each(flavours)("E37: two operations cannot have one name, in OpenAPI %s", async (flavour) => {
  const document = copyOf(newest, flavour);
  Object.assign(chat(document), { operationId: "getModelInfo" });
  const findings = await redocly(JSON.stringify(document));
  expect(findings.map((finding) => finding.split(" ")[0])).toContain("redocly/operation-operationId-unique");
});

test("E10: nothing is suppressed but components that only extensions of OpenAPI name", async () => {
  const hidden = await Promise.all(published.map(({ text }) => redocly(text, [])));
  expect([...new Set(hidden.flat())].sort()).toEqual(
    ["ChatCompletionsChunk", "CompletionsChunk", "ContentFilterError", "UnsupportedParameterError"].map(
      (name) => `redocly/no-unused-components at /components/schemas/${name}`,
    ),
  );
});
