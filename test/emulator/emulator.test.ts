import { describe, expect, test } from "vitest";
import { type EmulatorOptions, startEmulator } from "../../src/emulator/index.ts";

test("D03: each emulator takes a free port of its own, on loopback", async () => {
  const emulators = await Promise.all([startEmulator(), startEmulator()]);
  const [one, other] = emulators;
  expect(one.port).not.toBe(other.port);
  expect(one.url).toBe(`http://127.0.0.1:${one.port}`);
  await Promise.all(emulators.map((emulator) => emulator.stop()));
});

test("D05: stop ends open connections, frees the port, and may be called again", async () => {
  const emulator = await startEmulator();
  await fetch(`${emulator.url}/info`).then((response) => response.text());
  await emulator.stop();
  await emulator.stop();
  await expect(fetch(emulator.url)).rejects.toThrow();
  const again = await startEmulator({ port: emulator.port });
  await again[Symbol.asyncDispose]();
});

test("a port in use is told by number, with what to do", async () => {
  const { port, stop } = await startEmulator();
  await expect(startEmulator({ port })).rejects.toThrow(
    `port: ${port} is in use on 127.0.0.1; choose another, or 0 for a free one`,
  );
  await stop();
});

test("an address of another machine is told as such", async () => {
  await expect(startEmulator({ host: "192.0.2.1" })).rejects.toThrow(
    "host: 192.0.2.1 is not an address of this machine",
  );
});

describe("an option that cannot be is refused by name, with what is allowed", () => {
  const model = { name: "m", type: "chat", provider: "p", operations: [] };
  test.each<[EmulatorOptions & Record<string, unknown>, string]>([
    [{ port: -1 }, "port: must be a whole number from 0 to 65535, not -1"],
    [{ port: 65_536 }, "port: must be a whole number from 0 to 65535, not 65536"],
    [{ port: 1.5 }, "port: must be a whole number from 0 to 65535, not 1.5"],
    [{ host: "" }, "host: must be an address such as 127.0.0.1, not an empty text"],
    [{ keys: [] }, "keys: must be a list of keys that are not empty"],
    [{ keys: ["a", ""] }, "keys: must be a list of keys that are not empty"],
    [{ models: [] }, "models: must hold at least one profile"],
    [{ models: [{ ...model, name: "" }] }, "models[0].name: must be a text that is not empty"],
    [{ models: [model, { ...model, name: "M" }] }, "models[1].name: M is there twice"],
    [{ prot: 1 }, "prot: is not an option; known are port, host, keys, models, contentFilter, now"],
  ])("%j", async (options, message) => {
    await expect(startEmulator(options)).rejects.toThrow(new RangeError(message));
  });
});
