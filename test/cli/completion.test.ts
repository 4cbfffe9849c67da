import { expect, test } from "vitest";
import { cli, shell } from "./cli.ts";

const words = [
  { line: ["do"], offers: ["doctor"] },
  { line: ["chat", "--key-"], offers: ["--key-file", "--key-stdin", "--key-header"] },
  { line: ["chat", "--kind", "openai"], offers: ["openai-v1", "openai-compatible"] },
  { line: ["chat", "--endpoint", ""], offers: [] },
  { line: ["chat", "doctor", "--respo"], offers: ["--response-format"] },
  { line: ["journal", ""], offers: ["repair"] },
  { line: ["journal", "repair", "--j"], offers: ["--json"] },
  { line: ["completion", ""], offers: ["bash", "zsh", "fish"] },
];

test.each(words)("bash completes $line", async ({ line, offers }) => {
  const list = ["model-inference", ...line].map((word) => `'${word}'`).join(" ");
  const { stdout, stderr } = await shell(
    `bash --norc -c 'eval "$($cli completion bash)"; COMP_WORDS=('"${list}"'); COMP_CWORD=${line.length}; _model_inference; printf "%s\\n" "\${COMPREPLY[@]}"'`,
  );
  expect(stderr).toBe("");
  expect(stdout.split("\n").filter(Boolean)).toEqual(offers);
});

test("a shell that is not known is a usage error that lists the known ones", async () => {
  const { code, stderr } = await cli(["completion", "tcsh"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/Allowed choices are bash, zsh, fish/);
});
