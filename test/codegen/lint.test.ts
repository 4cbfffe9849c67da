import { describe, expect, test } from "vitest";
import { type Document, type Operation, pointer, type Schema } from "../../codegen/document.ts";
import type { Flavour } from "../../codegen/flavours.ts";
import { lint, rules } from "../../codegen/lint.ts";
import { copyOf, newest, published } from "../documents.ts";

test.each(published)("E20-E37: $version in OpenAPI $flavour keeps every rule", ({ document }) => {
  expect(lint(document)).toEqual([]);
});

const schema = (document: Document, name: string): Schema => document.components.schemas[name] as Schema;
const member = (document: Document, name: string, property: string): Schema =>
  schema(document, name).properties?.[property] as Schema;
const chat = (document: Document): Operation => document.paths["/chat/completions"]?.["post"] as Operation;
const succeeds = (document: Document) => chat(document).responses["200"]?.content ?? {};

interface Damage {
  row: string;
  rule: keyof typeof rules;
  flavour?: Flavour;
  damage: (document: Document) => void;
  at: string;
}

const inChat = "/paths/~1chat~1completions/post";
const damages: Damage[] = [
  {
    row: "E20",
    rule: "only-words-of-3.0",
    damage: (d) => Object.assign(schema(d, "ModelInfo"), { const: 1 }),
    at: "/components/schemas/ModelInfo",
  },
  {
    row: "E20",
    rule: "only-words-of-3.0",
    damage: (d) => Object.assign(schema(d, "ModelInfo"), { unevaluatedProperties: {} }),
    at: "/components/schemas/ModelInfo",
  },
  {
    row: "E20",
    rule: "only-words-of-3.0",
    damage: (d) => Object.assign(schema(d, "ModelType"), { type: ["string", "null"] }),
    at: "/components/schemas/ModelType",
  },
  {
    row: "E20",
    rule: "only-words-of-3.0",
    damage: (d) => Object.assign(member(d, "ModelInfo", "model_type"), { description: "a [info]" }),
    at: "/components/schemas/ModelInfo/properties/model_type",
  },
  {
    row: "E21",
    rule: "nullable-beside-type",
    flavour: "3.1",
    damage: (d) => Object.assign(schema(d, "ModelType"), { nullable: true }),
    at: "/components/schemas/ModelType",
  },
  {
    row: "E21",
    rule: "nullable-beside-type",
    flavour: "3.1",
    damage: (d) => schema(d, "StopSequences").anyOf?.push({ type: "null" }),
    at: "/components/schemas/StopSequences",
  },
  {
    row: "E22",
    rule: "nullable-beside-type",
    damage: (d) => Object.assign(member(d, "ModelInfo", "model_type"), { nullable: true }),
    at: "/components/schemas/ModelInfo/properties/model_type",
  },
  {
    row: "E22",
    rule: "nullable-beside-type",
    damage: (d) => Object.assign(schema(d, "StopSequences"), { nullable: true }),
    at: "/components/schemas/StopSequences",
  },
  {
    row: "E23",
    rule: "open-enum-is-string",
    damage: (d) =>
      Object.assign(schema(d, "ToolCallType"), {
        type: undefined,
        anyOf: [{ type: "string" }, { type: "string", enum: ["function"] }],
      }),
    at: "/components/schemas/ToolCallType",
  },
  {
    row: "E24",
    rule: "unions-are-named",
    damage: (d) =>
      Object.assign(member(d, "ModelInfo", "model_name"), {
        anyOf: [{ type: "string" }, { type: "array", items: {} }],
      }),
    at: "/components/schemas/ModelInfo/properties/model_name",
  },
  {
    row: "E24",
    rule: "unions-are-named",
    damage: (d) => schema(d, "StopSequences").anyOf?.push({ type: "array", items: { type: "integer" } }),
    at: "/components/schemas/StopSequences",
  },
  {
    row: "E25",
    rule: "tagged-unions",
    damage: (d) => delete schema(d, "ChatRequestMessage").discriminator,
    at: "/components/schemas/ChatRequestMessage",
  },
  {
    row: "E25",
    rule: "tagged-unions",
    damage: (d) => schema(d, "ChatRequestSystemMessage").required?.shift(),
    at: "/components/schemas/ChatRequestMessage/oneOf/0",
  },
  {
    row: "E25",
    rule: "tagged-unions",
    damage: (d) => member(d, "ChatRequestSystemMessage", "role").enum?.push("other"),
    at: "/components/schemas/ChatRequestMessage/oneOf/0",
  },
  {
    row: "E25",
    rule: "tagged-unions",
    damage: (d) => schema(d, "ChatRequestMessage").oneOf?.push({ type: "object" }),
    at: "/components/schemas/ChatRequestMessage/oneOf/5",
  },
  {
    row: "E26",
    rule: "tagged-unions",
    damage: (d) => delete schema(d, "ChatRequestMessage").discriminator?.mapping?.["tool"],
    at: "/components/schemas/ChatRequestMessage/discriminator",
  },
  {
    row: "E27",
    rule: "no-inheritance",
    damage: (d) => Object.assign(schema(d, "ModelInfo"), { allOf: [] }),
    at: "/components/schemas/ModelInfo",
  },
  {
    row: "E28",
    rule: "known-formats",
    damage: (d) => Object.assign(member(d, "ChatCompletions", "created"), { format: "unixtime" }),
    at: "/components/schemas/ChatCompletions/properties/created",
  },
  {
    row: "E29",
    rule: "json-before-stream",
    damage: (d) => {
      const { "application/json": json = {}, ...stream } = succeeds(d);
      Object.assign(chat(d).responses["200"] ?? {}, { content: { ...stream, "application/json": json } });
    },
    at: inChat,
  },
  {
    row: "E30",
    rule: "one-schema-each",
    damage: (d) => Object.assign(chat(d).responses, { "201": { description: "" } }),
    at: inChat,
  },
  {
    row: "E30",
    rule: "one-schema-each",
    damage: (d) =>
      Object.assign(chat(d).responses, {
        "5XX": {
          description: "",
          content: { "application/json": { schema: { $ref: "#/components/schemas/ModelInfo" } } },
        },
      }),
    at: "/paths",
  },
  {
    row: "E31",
    rule: "failure-ranges",
    damage: (d) => Object.assign(chat(d).responses, { default: chat(d).responses["4XX"] }),
    at: `${inChat}/responses`,
  },
  {
    row: "E32",
    rule: "one-request-media-type",
    damage: (d) => Object.assign(chat(d).requestBody?.content ?? {}, { "text/plain": {} }),
    at: inChat,
  },
  {
    row: "E33",
    rule: "additional-properties-stated",
    damage: (d) => delete schema(d, "ModelInfo").additionalProperties,
    at: "/components/schemas/ModelInfo",
  },
  {
    row: "E34",
    rule: "named-events",
    damage: (d) => delete succeeds(d)["text/event-stream"]?.["x-itemSchema"],
    at: inChat,
  },
  {
    row: "E34",
    rule: "named-events",
    flavour: "3.2",
    damage: (d) => delete succeeds(d)["text/event-stream"]?.itemSchema,
    at: inChat,
  },
  {
    row: "E35",
    rule: "safe-integers",
    damage: (d) => delete member(d, "ChatCompletions", "created").maximum,
    at: "/components/schemas/ChatCompletions/properties/created",
  },
  {
    row: "E36",
    rule: "plain-parameters",
    damage: (d) => Object.assign(d.components.schemas["ExtraParameters"] ?? {}, { enum: ["error"] }),
    at: `${inChat}/parameters/5`,
  },
  {
    row: "E36",
    rule: "plain-parameters",
    damage: (d) => chat(d).parameters.push({ name: "API_VERSION", in: "query", schema: { type: "string" } }),
    at: `${inChat}/parameters/6`,
  },
  { row: "E36", rule: "plain-parameters", damage: (d) => chat(d).parameters.shift(), at: inChat },
  {
    row: "E37",
    rule: "legal-names",
    damage: (d) => Object.assign(chat(d), { operationId: "getModelInfo" }),
    at: inChat,
  },
  { row: "E37", rule: "legal-names", damage: (d) => Object.assign(chat(d), { operationId: "Chat_get" }), at: inChat },
  {
    row: "E37",
    rule: "legal-names",
    damage: (d) => Object.assign(d.components.schemas, { "chat.Message": schema(d, "ModelInfo") }),
    at: "/components/schemas/chat.Message",
  },
  {
    row: "E37",
    rule: "legal-names",
    damage: (d) => Object.assign(d.components.schemas, { Error: schema(d, "ModelInfo") }),
    at: "/components/schemas/Error",
  },
  {
    row: "E37",
    rule: "legal-names",
    damage: (d) => Object.assign(d.components.schemas, { MODELInfo: schema(d, "ModelInfo") }),
    at: "/components/schemas/MODELInfo",
  },
  {
    row: "C19",
    rule: "bounded-patterns",
    damage: (d) => delete member(d, "FunctionDefinition", "name").maxLength,
    at: "/components/schemas/FunctionDefinition/properties/name",
  },
  {
    row: "docs",
    rule: "documented",
    damage: (d) => delete schema(d, "ModelInfo").description,
    at: "/components/schemas/ModelInfo",
  },
  {
    row: "docs",
    rule: "documented",
    damage: (d) => delete member(d, "ModelInfo", "model_name").description,
    at: "/components/schemas/ModelInfo/properties/model_name",
  },
  {
    row: "docs",
    rule: "documented",
    damage: (d) => Object.assign(chat(d), { description: "From nowhere. [hearsay]" }),
    at: inChat,
  },
];

describe("each rule catches what breaks it, where it is broken", () => {
  test.each(damages)("$row: $rule at $at", ({ rule, flavour = "3.0", damage, at }) => {
    const document = copyOf(newest, flavour);
    damage(document);
    const found = lint(document).filter((finding) => finding.rule === rule);
    expect(found.map(({ path }) => pointer(path))).toContain(at);
    expect(found.every(({ message }) => message.length > 10)).toBe(true);
  });

  test("no rule goes without a case", () => {
    expect([...new Set(damages.map(({ rule }) => rule))].sort()).toEqual(Object.keys(rules).sort());
  });
});
