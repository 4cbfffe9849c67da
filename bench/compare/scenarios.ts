/** What servers do to clients, as data. */
import type { Remedy } from "./client.ts";
import * as hints from "./hints.ts";
import {
  answer,
  chunk,
  done,
  event,
  filtered,
  finish,
  first,
  html,
  htmlType,
  nested,
  overloaded,
  second,
  slowDown,
  soon,
} from "./payloads.ts";
import * as rules from "./rules.ts";
import type { Rule, Scenario, Section } from "./scenario.ts";
import type { Headers, Script } from "./server.ts";

const chat = (title: string, rule: Rule, ...answers: Script[]): Scenario => ({ title, call: "chat", answers, rule });

const refusal = (title: string, rule: Rule, status: number, body: object): Scenario =>
  chat(title, rule, { status, body });

const limited = (title: string, rule: Rule, headers: Headers | (() => Headers)): Scenario =>
  chat(title, rule, { status: 429, headers, body: slowDown }, { body: answer });

const streamed = (title: string, rule: Rule, body: string, ends: Script["ends"] = "well"): Scenario => ({
  title,
  call: "stream",
  answers: [{ headers: { "content-type": "text/event-stream" }, body, ends }],
  rule,
});

const failing = (title: string, error: string): Scenario =>
  streamed(title, rules.errorInStream, event(first) + error + done);

const withRemedy = (remedy: Remedy, scenario: Scenario): Scenario => ({ ...scenario, remedy });

/** What any client can do: one that fails here is not set up right. */
export const inOrder: readonly Scenario[] = [
  chat("an answer", rules.wholeText, { body: answer }),
  streamed("a stream", rules.wholeText, event(first) + event(second) + event(finish) + done),
];

export const sections: readonly Section[] = [
  {
    title: "Refusals",
    scenarios: [
      refusal("422, flat body", rules.parameter, 422, {
        status: 422,
        code: "parameter_not_supported",
        detail: { loc: ["body", "seed"], input: 7 },
        message: "A parameter is not usable with this model",
      }),
      refusal("422, list", rules.parameter, 422, {
        detail: [{ type: "extra_forbidden", loc: ["body", "seed"], msg: "Member not allowed", input: 7 }],
      }),
      refusal("422, nested body", rules.parameter, 422, { error: { ...nested, param: "seed" } }),
      refusal("content filter, flat body", rules.filter, 400, {
        status: 400,
        code: "content_filter",
        message: "Prompt blocked by the filter",
        param: "messages",
        type: null,
      }),
      refusal("content filter, nested body with categories", rules.category, 400, {
        error: {
          message: "Blocked by content policy",
          type: null,
          param: "prompt",
          code: "content_filter",
          status: 400,
          innererror: { code: "ResponsibleAIPolicyViolation", content_filter_result: filtered },
        },
      }),
    ],
  },
  {
    title: "Rate limits and gateways",
    scenarios: [
      limited("429, `retry-after-ms: 1000`", hints.hint, { "retry-after-ms": "1000" }),
      limited("429, `x-ms-retry-after-ms: 1000`", hints.hint, { "x-ms-retry-after-ms": "1000" }),
      limited("429, `Retry-After: 1`", hints.hint, { "retry-after": "1" }),
      limited("429, `Retry-After` as a date", hints.hint, () => ({ "retry-after": soon() })),
      limited("429 without a hint", hints.noHint, {}),
      chat("429, `Retry-After: 86400`, each time", hints.longHint, {
        status: 429,
        headers: { "retry-after": "86400" },
        body: slowDown,
      }),
      chat("502 with an HTML body, each time", rules.badGateway, { status: 502, headers: htmlType, body: html }),
    ],
  },
  {
    title: "Invalid responses",
    scenarios: [
      chat("200 with an HTML body", rules.wrongAnswer, { headers: htmlType, body: html }),
      chat("200 with JSON of another shape", rules.wrongAnswer, { body: { status: "ok" } }),
      chat("307 to another origin", rules.redirect, {
        status: 307,
        headers: (elsewhere) => ({ location: `${elsewhere}/chat/completions` }),
        body: "",
      }),
    ],
  },
  {
    title: "Silence",
    scenarios: [
      withRemedy(
        "answerLimit",
        chat("a body that stalls", rules.silence, {
          headers: { "content-type": "application/json" },
          body: "{",
          ends: "silence",
        }),
      ),
      withRemedy("streamLimit", streamed("a stream that stalls", rules.silence, event(first), "silence")),
    ],
  },
  {
    title: "Streams",
    scenarios: [
      streamed("ends without finish reason", rules.cut, event(first)),
      streamed("connection lost without finish reason", rules.cut, event(first), "cut"),
      streamed(
        "ends after the finish reason, without `[DONE]`",
        rules.wholeText,
        event(first) + event(second) + event(finish),
      ),
      failing("an error inside, nested", event({ error: overloaded })),
      failing("an error inside, flat", event({ object: "error", ...overloaded })),
      failing("an error inside, as `event: error`", `event: error\n${event(overloaded)}`),
      streamed(
        "chunks with `choices: []`",
        rules.wholeText,
        event({ ...first, choices: [] }) +
          event(first) +
          event(second) +
          event(finish) +
          event({ ...finish, choices: [] }) +
          done,
      ),
      streamed(
        "a choice without `delta`",
        rules.wholeText,
        event(first) +
          event(chunk({ finish_reason: null, content_filter_results: {} })) +
          event(second) +
          event(finish) +
          done,
      ),
      streamed(
        "lines that end with CR alone",
        rules.wholeText,
        (event(first) + event(second) + event(finish) + done).replaceAll("\n", "\r"),
      ),
    ],
  },
];
