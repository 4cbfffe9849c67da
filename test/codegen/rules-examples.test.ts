import type { Document, MediaType } from "../../codegen/document.ts";
import * as module from "../../codegen/rules-examples.ts";
import { answers, chat, everyRuleOf, rule } from "./breaches.ts";

const inChat = "/paths/~1chat~1completions/post";
const json = "application~1json";
const request = (d: Document): MediaType => chat(d).requestBody?.content["application/json"] as MediaType;
const failures = (d: Document): MediaType =>
  d.components.responses?.["ClientError"]?.content?.["application/json"] as MediaType;
const withExample = (media: MediaType | undefined, value: unknown) =>
  Object.assign(media ?? {}, { examples: { only: { summary: "", value } } });

rule("every request, answer, stream and failure has an example", "examples-given", [
  ["a request without one", `${inChat}/requestBody/content/${json}`, (d) => delete request(d).examples],
  [
    "an answer without one",
    `${inChat}/responses/200/content/${json}`,
    (d) => delete answers(d)["application/json"]?.examples,
  ],
  [
    "a stream without one",
    `${inChat}/responses/200/content/text~1event-stream`,
    (d) => Object.assign(answers(d)["text/event-stream"] ?? {}, { examples: {} }),
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
    "an answer without its choices",
    `${inChat}/responses/200/content/${json}/examples/only`,
    (d) => withExample(answers(d)["application/json"], { id: "", created: 0, model: "" }),
    ["3.1"],
  ],
  [
    "a stream whose second event is no chunk",
    `${inChat}/responses/200/content/text~1event-stream/examples/only`,
    (d) =>
      withExample(
        answers(d)["text/event-stream"],
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

everyRuleOf(module);
