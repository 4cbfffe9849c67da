import * as hooks from "vitest";
import { beforeAll, expect, test } from "vitest";
import { apiVersions } from "../../generated/operations.ts";
import { startEmulator, useEmulator } from "../../src/emulator/index.ts";
import { copyOf, newest } from "../support/documents.ts";
import { type Probe, probe } from "./probe.ts";
import { environment, installTimeMs, python } from "./python.ts";
import { describeWith } from "./toolchain.ts";

// schemathesis makes the requests and judges the answers: neither is our code.

const emulator = useEmulator(hooks, { keys: ["good"], strict: true });
/** Takes what fits the document from anyone, so that most of what it is asked succeeds. */
const loose = useEmulator(hooks, { auth: "none", strict: false });
const whole: Probe = { mode: "positive", stream: false, examples: 30 };
const streamed: Probe = { mode: "positive", stream: true, examples: 30 };
const hostile: Probe = { mode: "all", stream: false, examples: 20, key: "good" };
const routes = ["GET /info", "POST /chat/completions", "POST /completions", "POST /embeddings"];
routes.push("POST /images/embeddings");

describeWith([python], "D08: schemathesis finds nothing off the published documents", () => {
  let interpreter: string;
  beforeAll(async () => {
    interpreter = await environment("clients");
  }, installTimeMs);

  test.each(apiVersions)("responses of %s", async (version) => {
    const { conforms, output, answers } = await probe(interpreter, copyOf(version, "3.2"), loose.url, whole);
    expect(conforms, output).toBe(true);
    expect([...answers]).toEqual(expect.arrayContaining(routes.map((route) => `${route} 200 application/json`)));
  });

  test.each(apiVersions)("every event of the streams of %s", async (version) => {
    const { conforms, output, answers } = await probe(interpreter, copyOf(version, "3.2"), loose.url, streamed);
    expect(conforms, output).toBe(true);
    const streams = ["POST /chat/completions", "POST /completions"].map((route) => `${route} 200 text/event-stream`);
    expect([...answers]).toEqual(expect.arrayContaining(streams));
  });

  test.each(apiVersions)("refusals of %s, to whatever is asked", async (version) => {
    const { conforms, output, answers } = await probe(interpreter, copyOf(version, "3.2"), emulator.url, hostile);
    expect(conforms, output).toBe(true);
    const refusals = ["400", "401", "404", "405", "422"].map((status) =>
      expect.stringContaining(` ${status} application/json`),
    );
    expect([...answers]).toEqual(expect.arrayContaining(refusals));
  });

  // Before 3.2 a document cannot tell what the events of a stream are.
  test.each(["3.0", "3.1"] as const)("responses by the document in OpenAPI %s", async (flavour) => {
    const { conforms, output } = await probe(interpreter, copyOf(newest, flavour), loose.url, whole);
    expect(conforms, output).toBe(true);
  });

  test.each(["managed", "foundry"] as const)("responses and refusals of %s", async (flavour) => {
    const alone = await startEmulator({ flavour });
    hooks.onTestFinished(() => alone.stop());
    const url = alone.urlOf(flavour);
    const { conforms, output } = await probe(interpreter, copyOf(newest, "3.2"), url, hostile);
    expect(conforms, output).toBe(true);
  });

  // The other way round: what is off a document is found.
  test.each([
    ["a response", "ChatCompletions", whole, "Response violates schema"],
    ["an event", "ChatCompletionsChunk", streamed, "SSE event violates schema"],
    ["a refusal", "ErrorBody", { ...hostile, key: "bad" }, "Response violates schema"],
  ] as const)("%s that lacks a property is found", async (_, name, options, breach) => {
    const document = copyOf(newest, "3.2");
    const schema = document.components.schemas[name];
    if (schema === undefined) throw new Error(`no schema ${name}`);
    schema.required = [...(schema.required ?? []), "no_such_member"];
    const { url } = options.mode === "all" ? emulator : loose;
    const { conforms, output } = await probe(interpreter, document, url, { ...options, examples: 1 });
    expect(conforms).toBe(false);
    expect(output).toContain(breach);
  });
});
