import { describe, expect, test } from "vitest";
import { startEmulator } from "../../src/emulator/index.ts";
import { events } from "../support/server.ts";
import { at, cli, file } from "./cli.ts";

const request = { messages: [{ role: "user", content: "Hi" }] };
const answer = {
  id: "a",
  created: 1,
  model: "m",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Hi" } }],
};
const chunk = (finish_reason: string | null) => ({
  ...answer,
  choices: [{ index: 0, delta: { content: "Hi" }, finish_reason }],
});
const text = (finish_reason: string | null) => ({ ...answer, choices: [{ index: 0, text: "Hi", finish_reason }] });
const vectors = { model: "m", data: [{ index: 0, embedding: [1] }], usage: { prompt_tokens: 1, total_tokens: 1 } };

const validate = (content: object | string, ...args: string[]) =>
  cli(["validate", "-", ...args], { input: typeof content === "string" ? content : JSON.stringify(content) });

describe("its type is detected from its properties", () => {
  test.each<[string, object | string]>([
    ["a chat request", request],
    ["a chat answer", answer],
    ["a chat stream", events(chunk(null), chunk("stop"), "[DONE]")],
    ["a completions request", { prompt: "Hi" }],
    ["a completions answer", text("stop")],
    ["a completions stream", events(text(null), text("stop"), "[DONE]")],
    ["an embeddings request", { input: ["Hi"] }],
    ["an image embeddings request", { input: [{ image: "data:image/png;base64,AA==" }] }],
    ["an embeddings answer", vectors],
    ["an answer of /info", { model_name: "m", model_type: "chat-completion", model_provider_name: "p" }],
    ["an error", { error: { code: "BadRequest", message: "No." } }],
  ])("%s", async (name, content) => {
    expect(await validate(content)).toEqual({
      code: 0,
      stdout: `-: ${name}, which fits the contract\n`.replace("-", "stdin"),
      stderr: "",
    });
  });
});

describe("what does not fit is reported by its position", () => {
  test.each<[string, object | string, string[], string]>([
    ["a request", { messages: [{ role: "usr" }] }, [], "/messages/0/role must be one of"],
    ["an answer", { ...answer, choices: [{ index: "0" }] }, [], "/choices/0"],
    ["as what it is said to be", request, ["--as", "completions-request"], "/prompt is missing"],
    ["an event", events(chunk(null), { ...chunk("stop"), model: 7 }, "[DONE]"), [], "event 2 /model must be a string"],
    ["an event that is not JSON", events("{", chunk("stop"), "[DONE]"), [], "event 1 is not JSON"],
    ["a stream without an end", events(chunk("stop")), [], "event 1 is the last, but the stream has no [DONE]"],
    ["an answer that is cut off", events(chunk(null), "[DONE]"), [], "event 2 comes before any finish_reason"],
    [
      "what comes after the end",
      events(chunk("stop"), "[DONE]", "[DONE]"),
      [],
      "event 3 comes after [DONE], which is event 2",
    ],
    [
      "a stream that failed",
      events(chunk(null), { error: { message: "x" } }),
      [],
      "event 2 is an error: the stream failed",
    ],
    ["a stream of nothing", ": ping\n\n", [], "the whole holds no event"],
  ])("%s", async (_, content, args, finding) => {
    const { code, stdout, stderr } = await validate(content, ...args);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toContain(`  ${finding}`);
  });

  test("--json shows programs the same", async () => {
    const { stdout } = await validate({ messages: [{ role: "usr" }] }, "--json");
    expect(JSON.parse(stdout)).toEqual({
      file: "stdin",
      kind: "chat-request",
      fits: false,
      findings: [expect.objectContaining({ pointer: "/messages/0/role" })],
    });
  });
});

describe("what cannot be looked at exits with 2", () => {
  test.each([
    ["a missing file", ["no/such.json"], "", /^error: no\/such\.json: there is no such/],
    ["a folder", ["src"], "", /^error: src: is a folder, not a file/],
    ["no JSON", ["-"], "secret prose", /^error: -: is not JSON|^error: stdin: is not JSON/],
    ["nothing", ["-"], "", /^error: stdin: is not JSON: it is empty/],
    ["JSON that could be anything", ["-"], "{}", /cannot tell what it is; say so by --as, one of chat-request/],
    ["a kind that is none", ["-", "--as", "chat"], "{}", /'chat' is invalid. Allowed choices are chat-request/],
  ])("%s", async (_, args, input, message) => {
    const { code, stdout, stderr } = await cli(["validate", ...args], { input });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain("prose");
  });
});

test("info shows what an endpoint serves, as a table or as JSON; without the route, it says what to do", async () => {
  const emulator = await startEmulator();
  const env = at(emulator.url);
  expect((await cli(["info"], { env })).stdout).toBe(
    "name      emulated-all\ntype      chat-completion\nprovider  model-inference\n",
  );
  const json = await cli(["info", "--json", "--model", "emulated-embed"], { env });
  expect((await cli(["validate", await file("info.json", json.stdout)])).code).toBe(0);
  const absent = await cli(["info"], { env: at(`${emulator.url}/elsewhere`) });
  expect(absent.code).toBe(1);
  expect(absent.stderr).toMatch(/Run doctor to see which/);
  await emulator.stop();
});
