import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { operations } from "../../generated/operations.ts";
import { type EmulatorOptions, startEmulator } from "../../src/emulator/index.ts";
import { emulate, messages } from "./call.ts";

const servedByModels = Object.values(operations).flatMap(({ id, members }) => (members.length > 0 ? [id] : []));

test("D03: each emulator takes a free port of its own, on loopback", async () => {
  const emulators = await Promise.all([startEmulator(), startEmulator()]);
  const [one, other] = emulators;
  expect(one.port).not.toBe(other.port);
  expect(one.url).toBe(`http://127.0.0.1:${one.port}`);
  await Promise.all(emulators.map((emulator) => emulator.stop()));
});

// Other systems have one address of loopback.
test.runIf(process.platform === "linux")(
  "D04: it listens on 127.0.0.1 only, unless an option says otherwise",
  async () => {
    const emulator = await startEmulator();
    // Another address of loopback, which an open host would answer at.
    const elsewhere = `http://127.0.0.2:${emulator.port}/health`;
    await expect(fetch(elsewhere)).rejects.toThrow();
    await emulator.stop();
    const wide = await startEmulator({ host: "0.0.0.0", allowedHosts: ["127.0.0.2"] });
    expect((await fetch(`http://127.0.0.2:${wide.port}/health`)).status).toBe(200);
    await wide.stop();
  },
);

test("D05: stop ends open connections and streams, frees the port, and may be called again", async () => {
  const emulator = await startEmulator();
  await fetch(`${emulator.url}/info`).then((response) => response.text());
  const stream = await fetch(`${emulator.url}/chat/completions?api-version=2025-04-01`, {
    method: "POST",
    headers: { "api-key": "k", "content-type": "application/json" },
    body: JSON.stringify({ messages: [{ role: "user", content: "word ".repeat(200_000) }], stream: true }),
  });
  const broken = expect(stream.text()).rejects.toThrow();
  await Promise.all([emulator.stop(), emulator.stop()]);
  await broken;
  await expect(fetch(emulator.url)).rejects.toThrow();
  const again = await startEmulator({ port: emulator.port });
  await again[Symbol.asyncDispose]();
});

test("a port in use is reported by number, with what to do", async () => {
  const { port, stop } = await startEmulator();
  await expect(startEmulator({ port })).rejects.toThrow(
    `port: ${port} is in use on 127.0.0.1; choose another, or 0 for a free one`,
  );
  await stop();
});

test("an address of another machine is reported as such", async () => {
  await expect(startEmulator({ host: "192.0.2.1" })).rejects.toThrow(
    "host: 192.0.2.1 is not an address of this machine",
  );
});

describe("an option that cannot be is refused by name, with what is allowed", () => {
  const model = { name: "m", type: "chat", provider: "p", operations: [] };
  test.each<[object, string]>([
    [{ port: -1 }, "port: must be a whole number from 0 to 65535, not -1"],
    [{ port: 65_536 }, "port: must be a whole number from 0 to 65535, not 65536"],
    [{ port: 1.5 }, "port: must be a whole number from 0 to 65535, not 1.5"],
    [{ port: Number.NaN }, "port: must be a whole number from 0 to 65535, not NaN"],
    [{ host: "" }, 'host: must be an address such as 127.0.0.1, not ""'],
    [{ host: 7 as unknown as string }, "host: must be an address such as 127.0.0.1, not 7"],
    [{ now: 7 as unknown as () => number }, "now: must be a function that gives Unix milliseconds, not 7"],
    [{ keys: [] }, "keys: must be a list of keys that are not empty"],
    [{ keys: ["a", ""] }, "keys: must be a list of keys that are not empty"],
    [{ keys: "secret" as unknown as string[] }, "keys: must be a list of keys that are not empty"],
    [{ models: [] }, "models: must be a list of at least one profile, not []"],
    [{ models: [{ ...model, name: "" }] }, 'models[0].name: must be a non-empty string, not ""'],
    [{ models: [{ name: "m" } as typeof model] }, "models[0].type: must be a non-empty string, not undefined"],
    [
      { models: [model, { ...model, name: "M" }] },
      'models[1].name: must be unlike that of any other profile, whatever the case, not "M"',
    ],
    [
      { models: [{ ...model, operations: ["getModelInfo"] }] },
      `models[0].operations: must be a list of ${servedByModels.join(", ")}, not ["getModelInfo"]`,
    ],
    [
      { models: [{ ...model, unsupported: { member: [] } }] },
      'models[0].unsupported: must be an object of members, roles, contentTypes, responseFormats, not "member"',
    ],
    [
      { models: [{ ...model, unsupported: { roles: "system" } }] },
      'models[0].unsupported.roles: must be a list of texts that are not empty, not "system"',
    ],
    [
      { contentFilter: [{ category: "hate", match: "" }] },
      'contentFilter[0].match: must be a non-empty string or a RegExp, not ""',
    ],
    [
      { contentFilter: [{ category: "hate", match: "x", severity: "safe" }] },
      'contentFilter[0].severity: must be low, medium or high, not "safe"',
    ],
    [{ seed: 1.5 }, "seed: must be a whole number from 0, not 1.5"],
    [{ faults: {} }, "faults: must be a list of faults, not {}"],
  ])("%j", async (options, message) => {
    await expect(startEmulator(options as EmulatorOptions)).rejects.toThrow(new RangeError(message));
  });
});

test("an option that is not known is refused, with a list of those that are", async () => {
  await expect(startEmulator({ prot: 1 } as EmulatorOptions)).rejects.toThrow(
    /^prot: is not an option; known are port, host, .*\bkeys, .*\bnow$/,
  );
});

test("D05: a process that has stopped its emulator ends by itself", async () => {
  const program = `
    import { startEmulator } from ${JSON.stringify(new URL("../../src/emulator/index.ts", import.meta.url).href)};
    const emulator = await startEmulator();
    await fetch(emulator.url + "/info");
    await emulator.stop();
    console.log("stopped");`;
  const run = promisify(execFile)(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    timeout: 10_000,
  });
  expect((await run).stdout).toBe("stopped\n");
});

test("the clock can be set, and nothing else of the response moves with it", async () => {
  const ask = async (now: () => number) => {
    const call = await emulate({ now });
    return (await call({ path: "/chat/completions", body: { messages } })).body as { created: number };
  };
  const [then, later] = [await ask(() => 1_999), await ask(() => 86_400_000)];
  expect([then.created, later.created]).toEqual([1, 86_400]);
  expect({ ...later, created: 1 }).toEqual(then);
});
