import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { startEmulator } from "../../src/emulator/index.ts";

/** What the tour reads stays out: no test goes to an endpoint of whoever runs it. */
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AZURE_")));

async function tour(env: Record<string, string>): Promise<{ code: number; stdout: string; stderr: string }> {
  const args = ["--import", "tsx", "examples/tour.ts"];
  const run = promisify(execFile)(process.execPath, args, { env: { ...clean, ...env } });
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

test("the tour of the emulator shows every route, the stream, the vectors and both failures", async () => {
  const { code, stdout } = await tour({});
  expect(code).toBe(0);
  for (const line of [
    /^ {2}emulated-all \(chat-completion\) by model-inference$/m,
    /^ {2}You said "Why is the sky blue\?"\. /m,
    /^ {2}\d+ chunks$/m,
    /^ {2}"a cat sat on the mat" ~ "the cat sits on a mat": 0\.8\d$/m,
    /^ {2}422 unsupported_parameter: \/response_format was "json_object"$/m,
    /^ {2}400 content_filter: violence \{"filtered":true,"severity":"high"\}$/m,
  ]) {
    expect(stdout).toMatch(line);
  }
});

test("the tour goes to the endpoint that the environment names, with its key", async () => {
  const emulator = await startEmulator({ keys: ["good"] });
  const env = { AZURE_INFERENCE_ENDPOINT: `${emulator.url}/models`, AZURE_INFERENCE_CREDENTIAL: "good" };
  expect((await tour(env)).stdout).toMatch(/^the endpoint of AZURE_INFERENCE_ENDPOINT$/m);
  const wrong = await tour({ ...env, AZURE_INFERENCE_CREDENTIAL: "bad" });
  expect(wrong.code).toBe(1);
  expect(wrong.stdout).toMatch(/401 authentication: The key is not valid for this endpoint/);
  await emulator.stop();
});

test.each([
  ["nonsense", "k", /^endpoint: must be a URL such as https:/],
  ["https://host.example/models", "", /^credential\.key: must be a non-empty string/],
])("a setting that cannot be is reported, and exits with 1: %s", async (endpoint, credential, message) => {
  const { code, stderr } = await tour({ AZURE_INFERENCE_ENDPOINT: endpoint, AZURE_INFERENCE_CREDENTIAL: credential });
  expect(code).toBe(1);
  expect(stderr).toMatch(message);
});
