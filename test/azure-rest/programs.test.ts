import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Emulator, startEmulator } from "../../src/emulator/index.ts";
import * as theirs from "./programs.ts";

let emulator: Emulator;
let ours: typeof theirs;

beforeAll(async () => {
  emulator = await startEmulator({ keys: ["good"] });
  vi.resetModules();
  vi.doMock("@azure-rest/ai-inference", () => import("../../src/azure-rest/index.ts"));
  ours = await import("./programs.ts");
});
afterAll(async () => {
  vi.doUnmock("@azure-rest/ai-inference");
  await emulator.stop();
});

describe("a program of the retired package shows the same with only the import changed", () => {
  test("the import is changed", () => {
    expect(ours.programs).not.toBe(theirs.programs);
  });

  test.each(Object.keys(theirs.programs))("%s", async (name) => {
    const [before, after] = [await theirs.programs[name]?.(emulator.url), await ours.programs[name]?.(emulator.url)];
    expect(before).toBeDefined();
    expect(after).toEqual(before);
  });
});

describe("tokens travel to a loopback host over http too, where the retired package refuses to send them", () => {
  test.each([
    ["token credential", ["https://ml.azure.com/.default"]],
    ["token credential with scopes of its own", ["https://cognitiveservices.azure.com/.default"]],
  ])("%s", async (name, scopes) => {
    await expect(theirs.tokenPrograms[name]?.(emulator.url)).rejects.toThrow("non-TLS");
    const answer = [[expect.stringContaining('You said "Hello".'), "stop"]];
    expect(await ours.tokenPrograms[name]?.(emulator.url)).toEqual([answer, [scopes]]);
  });
});
