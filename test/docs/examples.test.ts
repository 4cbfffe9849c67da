import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { startEmulator } from "../../src/emulator/index.ts";

/** What each example prints, against the emulator that it starts. */
const facts: Record<string, RegExp[]> = {
  "audio-input": [/You said "What is said here\?" and showed 1 sound/],
  chat: [/^You said "How many feet are in a mile\?"/, /^finished for: stop; tokens: \d+$/m],
  "content-filter": [
    /^hate: \{"filtered":false,"severity":"safe"\}$/m,
    /^violence: \{"filtered":true,"severity":"high"\}$/m,
  ],
  conversation: [/^You said "And the Sun\?"/m, /^4 messages$/m],
  embeddings: [/^the quick brown fox: 256 numbers$/m, /^likeness: 0\.\d\d$/m],
  "extra-parameters": [/^passed through: stop$/m, /^refused: extra_parameters_refused$/m],
  "image-embeddings": [/^1 vector of 256 numbers$/m],
  "image-input": [/You said "Which colour is this\?" and showed 1 image/],
  streaming: [/^(You said "Count to five\."\..*)\nwhole: \1$/m],
  "structured-output": [/^colours: \["text"\], count: 0$/m],
  "token-credential": [/^asked for https:\/\/ml\.azure\.com\/\.default\ncall 1: stop\ncall 2: stop$/m],
  tools: [/^weather_of\(\{"city":"text"\}\)$/m, /^The tool gave back: 21 degrees and sunny in text$/m],
  "unsupported-parameter": [/^422: \/response_format was "json_object"$/m, /^answered without: response_format$/m],
};

/** What the examples read stays out: no test goes to an endpoint of whoever runs it. */
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AZURE_")));

const run = (name: string, env: Record<string, string> = {}) =>
  promisify(execFile)(process.execPath, ["--import", "tsx", `examples/${name}.ts`], {
    env: { ...clean, ...env },
  });

test.each(Object.entries(facts))("%s", async (name, lines) => {
  const { stdout, stderr } = await run(name);
  for (const line of lines) expect(stdout).toMatch(line);
  expect(stderr).toBe("");
});

test("each is listed in their README, and run here", async () => {
  const files = (await readdir("examples")).filter((file) => file.endsWith(".ts") && file !== "target.ts");
  const listed = [...(await readFile("examples/README.md", "utf8")).matchAll(/\]\(([\w-]+\.ts)\)/g)].map(
    ([, file]) => file,
  );
  expect(listed.sort()).toEqual(files.sort());
  expect([...Object.keys(facts), "tour"].map((name) => `${name}.ts`).sort()).toEqual(files);
});

test("they go to the endpoint that the environment names, with its key and model", async () => {
  const emulator = await startEmulator({ keys: ["good"] });
  try {
    const { stdout } = await run("chat", {
      AZURE_INFERENCE_ENDPOINT: emulator.urlOf("foundry"),
      AZURE_INFERENCE_CREDENTIAL: "good",
      AZURE_INFERENCE_MODEL: "emulated-tools",
    });
    expect(stdout).toMatch(/The model emulated-tools is emulated/);
    expect(emulator.journal.entries).toHaveLength(1);
  } finally {
    await emulator.stop();
  }
});
