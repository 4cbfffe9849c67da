import * as module from "../../codegen/lint/rules-schemas.ts";
import { chat, everyRuleOf, member, ref, rule, schema } from "./breaches.ts";

const model = "/components/schemas/ModelInfo";
const name = `${model}/properties/model_name`;
const created = "/components/schemas/ChatCompletions/properties/created";
const message = "/components/schemas/ChatRequestMessage";
const stop = "/components/schemas/StopSequences";

rule("E21: what may be null says so next to its type, in the words of its version", "nullable-beside-type", [
  ["a branch of null", stop, (d) => schema(d, "StopSequences").anyOf?.push({ type: "null" })],
]);

rule("E22: `nullable` stands next to one plain type and nothing else", "nullable-beside-type", [
  [
    "next to a reference",
    `${model}/properties/model_type`,
    (d) => Object.assign(member(d, "ModelInfo", "model_type"), { nullable: true }),
  ],
  ["next to a union", stop, (d) => Object.assign(schema(d, "StopSequences"), { nullable: true })],
  ["beside `allOf`", model, (d) => Object.assign(schema(d, "ModelInfo"), { nullable: true, allOf: [] })],
  [
    "next to a closed list",
    name,
    (d) => Object.assign(member(d, "ModelInfo", "model_name"), { nullable: true, enum: [] }),
  ],
]);

rule("E23: an open enum is a string with documented values", "open-enum-is-string", [
  [
    "a union of string and enum",
    model,
    (d) => Object.assign(schema(d, "ModelInfo"), { anyOf: [{ type: "string" }, { type: "string", enum: ["a"] }] }),
  ],
  [
    "a `oneOf` of string and enum",
    model,
    (d) => Object.assign(schema(d, "ModelInfo"), { oneOf: [{ type: "string" }, { type: "string", enum: ["a"] }] }),
  ],
  [
    "documented values without a string",
    "/components/schemas/ModelType",
    (d) => Object.assign(schema(d, "ModelType"), { type: "integer" }),
  ],
]);

rule("E24: a union of JSON types has a name, and one branch a type", "unions-are-named", [
  [
    "a union at a property",
    name,
    (d) => Object.assign(member(d, "ModelInfo", "model_name"), { anyOf: [{ type: "string" }, { type: "array" }] }),
  ],
  ["two lists", stop, (d) => schema(d, "StopSequences").anyOf?.push({ type: "array", items: {} })],
  ["two strings, one by reference", stop, (d) => schema(d, "StopSequences").anyOf?.push(ref("ModelType"))],
]);

rule("E25: a tagged union is a named choice of references, each with one required tag", "tagged-unions", [
  ["no discriminator", message, (d) => delete schema(d, "ChatRequestMessage").discriminator],
  ["a tag that may be absent", `${message}/oneOf/0`, (d) => schema(d, "ChatRequestSystemMessage").required?.shift()],
  ["two values of a tag", `${message}/oneOf/0`, (d) => member(d, "ChatRequestSystemMessage", "role").enum?.push("b")],
  [
    "a variant without a name",
    `${message}/oneOf/5`,
    (d) => schema(d, "ChatRequestMessage").oneOf?.push({ type: "object" }),
  ],
  [
    "a union without a name",
    name,
    (d) => {
      const { oneOf, discriminator } = schema(d, "ChatRequestMessage");
      Object.assign(member(d, "ModelInfo", "model_name"), { oneOf, discriminator });
    },
  ],
]);

rule("E26: the mapping of a tagged union names every variant", "tagged-unions", [
  [
    "a variant left out",
    `${message}/discriminator`,
    (d) => delete schema(d, "ChatRequestMessage").discriminator?.mapping?.["tool"],
  ],
]);

rule("E27: no model extends another", "no-inheritance", [
  ["`allOf`", model, (d) => Object.assign(schema(d, "ModelInfo"), { allOf: [] })],
]);

rule("E28: every format is one that validators know", "known-formats", [
  [
    "a format of its own",
    created,
    (d) => Object.assign(member(d, "ChatCompletions", "created"), { format: "unixtime" }),
  ],
  ["an optional format", name, (d) => Object.assign(member(d, "ModelInfo", "model_name"), { format: "uri" })],
]);

rule("E33: every model says whether other properties are allowed", "additional-properties-stated", [
  ["nothing said", model, (d) => delete schema(d, "ModelInfo").additionalProperties],
]);

rule("E35: 64-bit integers keep to what JSON numbers carry exactly", "safe-integers", [
  ["no upper limit", created, (d) => delete member(d, "ChatCompletions", "created").maximum],
  ["no lower limit", created, (d) => delete member(d, "ChatCompletions", "created").minimum],
  ["a limit of 2^53", created, (d) => Object.assign(member(d, "ChatCompletions", "created"), { maximum: 2 ** 53 })],
]);

rule("audit K1: an optional property of a response, a chunk or a failure may be null", "responses-admit-null", [
  [
    "a text that may be absent and not null",
    "/components/schemas/ErrorBody/properties/message",
    (d) => Object.assign(member(d, "ErrorBody", "message"), { type: "string", nullable: undefined }),
  ],
  ["a property that is not required any more", name, (d) => schema(d, "ModelInfo").required?.splice(0, 1)],
]);

rule("C19: a pattern has a length next to it", "bounded-patterns", [
  [
    "a pattern alone",
    "/components/schemas/FunctionDefinition/properties/name",
    (d) => delete member(d, "FunctionDefinition", "name").maxLength,
  ],
]);

rule("every operation, parameter, header, failure, model and property has a sentence and its source", "documented", [
  ["no word of a model", model, (d) => delete schema(d, "ModelInfo").description],
  ["no word of a property", name, (d) => delete member(d, "ModelInfo", "model_name").description],
  ["no word of an operation", "/paths/~1chat~1completions/post", (d) => delete chat(d).description],
  [
    "no word of a parameter",
    "/components/parameters/ApiVersion",
    (d) => delete d.components.parameters?.["ApiVersion"]?.description,
  ],
  [
    "no word of a header",
    "/components/headers/RetryAfter",
    (d) => delete d.components.headers?.["RetryAfter"]?.description,
  ],
  [
    "no source of a failure",
    "/components/responses/ClientError",
    (d) => delete d.components.responses?.["ClientError"]?.["x-source"],
  ],
  ["a source that is not listed", model, (d) => Object.assign(schema(d, "ModelInfo"), { "x-source": ["hearsay"] })],
]);

everyRuleOf(module);
