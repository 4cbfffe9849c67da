import type { Document } from "../../codegen/document.ts";
import * as module from "../../codegen/lint/rules-operations.ts";
import { chat, everyRuleOf, ref, responses, rule, schema } from "./breaches.ts";

const inChat = "/paths/~1chat~1completions/post";
const addModel = (d: Document, name: string) => Object.assign(d.components.schemas, { [name]: schema(d, "ModelInfo") });

rule("E29: JSON is listed before the event stream", "json-before-stream", [
  [
    "the stream first",
    inChat,
    (d) => {
      const { "application/json": json = {}, ...stream } = responses(d);
      Object.assign(chat(d).responses["200"] ?? {}, { content: { ...stream, "application/json": json } });
    },
  ],
]);

rule("E30: an operation has one success, and all failures share one schema", "one-schema-each", [
  ["a second success", inChat, (d) => Object.assign(chat(d).responses, { "201": { description: "" } })],
  ["no success", inChat, (d) => delete chat(d).responses["200"]],
  [
    "a failure of another schema",
    "/paths",
    (d) =>
      Object.assign(chat(d).responses, {
        "5XX": { description: "", content: { "application/json": { schema: ref("ModelInfo") } } },
      }),
  ],
  [
    "a failure written out in place",
    "/paths",
    (d) =>
      Object.assign(chat(d).responses, {
        "4XX": { description: "", content: { "application/json": { schema: { type: "string" } } } },
      }),
  ],
]);

rule("E31: failures are 4XX and 5XX", "failure-ranges", [
  ["`default`", `${inChat}/responses`, (d) => Object.assign(chat(d).responses, { default: chat(d).responses["4XX"] })],
  ["a single status", `${inChat}/responses`, (d) => Object.assign(chat(d).responses, { "404": { description: "" } })],
  ["no failures of the server", `${inChat}/responses`, (d) => delete chat(d).responses["5XX"]],
]);

rule("E32: a request has one media type", "one-request-media-type", [
  ["a second one", inChat, (d) => Object.assign(chat(d).requestBody?.content ?? {}, { "text/plain": {} })],
]);

rule("E34: the events of a stream have a named schema", "named-events", [
  ["no event schema", inChat, (d) => delete responses(d)["text/event-stream"]?.["x-itemSchema"], ["3.0", "3.1"]],
  ["no event schema", inChat, (d) => delete responses(d)["text/event-stream"]?.itemSchema, ["3.2"]],
  [
    "an event schema without a name",
    inChat,
    (d) => Object.assign(responses(d)["text/event-stream"] ?? {}, { "x-itemSchema": { type: "object" } }),
  ],
]);

rule("E36: parameters are plain strings under names that stay apart", "plain-parameters", [
  [
    "a closed list",
    `${inChat}/parameters/6`,
    (d) => chat(d).parameters.push({ name: "mode", in: "query", schema: { type: "string", enum: ["a"] } }),
  ],
  [
    "a number",
    `${inChat}/parameters/6`,
    (d) => chat(d).parameters.push({ name: "top", in: "query", schema: { type: "integer" } }),
  ],
  [
    "a name that differs in case and punctuation alone",
    `${inChat}/parameters/6`,
    (d) => chat(d).parameters.push({ name: "API_VERSION", in: "query", schema: { type: "string" } }),
  ],
  ["no api-version", inChat, (d) => chat(d).parameters.shift()],
]);

rule("E37: every name is unique, and legal in Go, Rust, Python, Java, C# and TypeScript", "legal-names", [
  ["an operation in another case", inChat, (d) => Object.assign(chat(d), { operationId: "Chat_get" })],
  ["an operation without a name", inChat, (d) => Object.assign(chat(d), { operationId: undefined })],
  ["a model with a dot", "/components/schemas/chat.Message", (d) => addModel(d, "chat.Message")],
  ["a model called Error", "/components/schemas/Error", (d) => addModel(d, "Error")],
  ["two models that differ in case alone", "/components/schemas/MODELInfo", (d) => addModel(d, "MODELInfo")],
]);

everyRuleOf(module);
