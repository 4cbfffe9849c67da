import { describe, expect, test } from "vitest";
import { narrow, type ProblemKind } from "../../src/client/index.ts";

const problemOf = (status: number, body?: unknown, headers: Record<string, string> = {}) =>
  narrow(body, new Response(null, { status, headers }));

test.each<[number, ProblemKind]>([
  [400, "invalid_request"],
  [401, "authentication"],
  [403, "permission"],
  [404, "not_found"],
  [405, "not_found"],
  [408, "unavailable"],
  [409, "invalid_request"],
  [410, "retired"],
  [413, "too_large"],
  [415, "invalid_request"],
  [418, "unknown"],
  [422, "invalid_request"],
  [424, "model_failed"],
  [429, "rate_limited"],
  [431, "too_large"],
  [500, "unavailable"],
  [599, "unavailable"],
])("an empty %i is %s", (status, kind) => {
  expect(problemOf(status)).toMatchObject({ kind, message: `The server answered ${status} and gave no reason.` });
});

describe("too many tokens", () => {
  test.each(["tokens_limit_reached", "context_length_exceeded"])(
    "are told by %s, of failures of the caller",
    (code) => {
      for (const status of [400, 413, 418, 429]) expect(problemOf(status, { error: { code } }).kind).toBe("too_large");
      for (const status of [500, 503]) expect(problemOf(status, { error: { code } }).kind).toBe("unavailable");
    },
  );
});

describe("a parameter is told by its name", () => {
  test.each(["parameter_not_supported", "unsupported_parameter", "unsupported_value", "unknown_parameter"])(
    "where the code is %s",
    (code) => {
      const parameters = [{ loc: ["messages", "0", "role"], pointer: "/messages/0/role", value: undefined }];
      for (const body of [{ error: { code, param: "messages.0.role" } }, { code, param: "messages.0.role" }]) {
        expect(problemOf(400, body)).toMatchObject({ kind: "unsupported_parameter", parameters });
      }
      expect(problemOf(400, { error: { code } }).kind).toBe("invalid_request");
      expect(problemOf(404, { error: { code, param: "seed" } }).kind).toBe("not_found");
    },
  );

  test("and by nothing else", () => {
    expect(problemOf(400, { error: { code: "other", param: "seed" } }).kind).toBe("invalid_request");
  });
});

describe("a parameter is told by its place", () => {
  test.each<[string, object, string[]]>([
    ["with signs that a pointer writes in another way", { detail: { loc: ["body", "a/b~c"] } }, ["/a~1b~0c"]],
    ["as a text", { detail: { loc: "seed" } }, ["/seed"]],
    ["with steps that are none", { detail: { loc: ["body", null, {}, "seed", 3] } }, ["/seed/3"]],
    ["under error", { error: { detail: [{ loc: ["seed"] }, { loc: ["n"] }] } }, ["/seed", "/n"]],
    ["under details", { details: { loc: ["seed"] } }, ["/seed"]],
    [
      "as the text of a list, with long indexes",
      { message: "[{'loc': ('body', 'messages', 12, 'role')}]" },
      ["/messages/12/role"],
    ],
  ])("%s", (_, body, pointers) => {
    const problem = problemOf(422, body);
    expect(problem.kind === "unsupported_parameter" && problem.parameters.map(({ pointer }) => pointer)).toEqual(
      pointers,
    );
  });

  test.each(["input", "value"])("with its value as %s", (member) => {
    const problem = problemOf(422, { detail: [{ loc: ["seed"], [member]: 7 }] });
    expect(problem).toMatchObject({ parameters: [{ value: 7 }] });
  });
});

test.each<[string, unknown, string]>([
  ["a text of blanks", " \n", "The server answered 422 and gave no reason."],
  ["a long text", "x".repeat(2000), "x".repeat(1024)],
  ["details", { error: { details: "Name a model" } }, "Name a model"],
  ["an empty message beside another", { message: "", detail: "Not here" }, "Not here"],
  ["a number", { message: 7 }, "7"],
  ["a list with what is no text", { error: ["One", 7, null, "two"] }, "One; two"],
  ["a list of messages with gaps", { detail: [{ msg: "One" }, {}, { msg: 7 }, { msg: "two" }] }, "One; two"],
  ["a text that looks like an object", { message: "{not JSON" }, "{not JSON"],
  ["a list as text", { message: '[{"message":"inner"}]' }, '[{"message":"inner"}]'],
])("the message of %s is found", (_, body, message) => {
  expect(problemOf(422, body).message).toBe(message);
});

test("the content filter is told wherever its results stand", () => {
  const hate = { filtered: true, severity: "high" };
  for (const results of ["content_filter_result", "content_filter_results"]) {
    for (const body of [
      { error: { code: "content_filter", innererror: { [results]: { hate } }, param: "prompt" } },
      { error: { code: "content_filter", [results]: { hate }, param: "prompt" } },
      { code: "content_filter", innererror: { [results]: { hate } }, param: "prompt" },
    ]) {
      expect(problemOf(400, body)).toMatchObject({ kind: "content_filter", categories: { hate }, parameter: "prompt" });
    }
  }
});

test("extra parameters are told as such at 400 and 422 alone", () => {
  const body = { message: "Extra parameters ['a'] are not allowed" };
  expect([400, 422, 403].map((status) => problemOf(status, body).kind)).toEqual([
    "extra_parameters_refused",
    "extra_parameters_refused",
    "permission",
  ]);
});
