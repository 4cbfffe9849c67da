import { expect, test } from "vitest";
import type { Document, MediaType } from "../../codegen/document.ts";
import * as module from "../../codegen/lint/rules-examples.ts";
import { exampleValues } from "../../codegen/openapi/example-values.ts";
import { copyOf } from "../support/documents.ts";
import { chat, everyRuleOf, responses, rule } from "./breaches.ts";

const inChat = "/paths/~1chat~1completions/post";
const json = "application~1json";
const request = (d: Document): MediaType => chat(d).requestBody?.content["application/json"] as MediaType;
const failures = (d: Document): MediaType =>
  d.components.responses?.["ClientError"]?.content?.["application/json"] as MediaType;
const withExample = (media: MediaType | undefined, value: unknown) =>
  Object.assign(media ?? {}, { examples: { only: { summary: "", value } } });

rule("every request, response, stream and failure has an example", "examples-given", [
  ["a request without one", `${inChat}/requestBody/content/${json}`, (d) => delete request(d).examples],
  [
    "a response without one",
    `${inChat}/responses/200/content/${json}`,
    (d) => delete responses(d)["application/json"]?.examples,
  ],
  [
    "a stream without one",
    `${inChat}/responses/200/content/text~1event-stream`,
    (d) => Object.assign(responses(d)["text/event-stream"] ?? {}, { examples: {} }),
  ],
  ["failures without one", `/components/responses/ClientError/content/${json}`, (d) => delete failures(d).examples],
]);

rule("every example fits its schema", "examples-fit", [
  [
    "a request with an unknown role",
    `${inChat}/requestBody/content/${json}/examples/only`,
    (d) => withExample(request(d), { messages: [{ role: "nobody", content: "" }] }),
    ["3.1"],
  ],
  [
    "a response without its choices",
    `${inChat}/responses/200/content/${json}/examples/only`,
    (d) => withExample(responses(d)["application/json"], { id: "", created: 0, model: "" }),
    ["3.1"],
  ],
  [
    "a stream whose second event is no chunk",
    `${inChat}/responses/200/content/text~1event-stream/examples/only`,
    (d) =>
      withExample(
        responses(d)["text/event-stream"],
        'data: {"id":"","created":0,"model":"","choices":[]}\n\ndata: {"id":""}\n\ndata: [DONE]\n\n',
      ),
    ["3.1"],
  ],
  [
    "a failure that is a text",
    `/components/responses/ClientError/content/${json}/examples/only`,
    (d) => withExample(failures(d), "no"),
    ["3.1"],
  ],
]);

rule("every schema has a value in an example", "schemas-in-examples", [
  [
    "a schema that no request refers to",
    "/components/schemas/Unused",
    (d) => Object.assign(d.components.schemas, { Unused: { type: "object" } }),
    ["3.1"],
  ],
  [
    "a schema of a property that no example has",
    "/components/schemas/CodeCitation",
    (d) => delete d.components.schemas["ProtectedMaterialCodeResult"]?.properties?.["citation"],
    ["3.1"],
  ],
]);

test("the example of a schema is the first value of it, in requests, responses, chunks and failures", () => {
  const values = exampleValues(copyOf("2025-04-01", "3.1"));
  expect(values.get("ToolChoiceMode")).toBe("auto");
  expect(values.get("NamedFunction")).toEqual({ name: "get_weather" });
  expect(values.get("FunctionCallDelta")).toEqual({ name: "get_weather", arguments: "" });
  expect(values.get("UnsupportedParameterError")).toMatchObject({ code: "parameter_not_supported" });
});

everyRuleOf(module);
