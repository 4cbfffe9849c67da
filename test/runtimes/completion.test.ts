import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { describeWith } from "../consumers/toolchain.ts";

const command = resolve("dist/src/cli/main.js");

async function run(program: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)(program, args, {
    env: { PATH: process.env["PATH"], HOME: "/nonexistent", cli: `${process.execPath} ${command}` },
  });
  return stdout.split(/\r?\n/).filter(Boolean);
}

describeWith([{ name: "fish", command: ["fish", "--version"] }], "fish", () => {
  test.each([
    ["do", ["doctor"]],
    ["chat --key-", ["--key-file", "--key-header", "--key-stdin"]],
    ["chat --kind openai", ["openai-compatible", "openai-v1"]],
    ["journal ", ["repair"]],
    ["journal repair --j", ["--json"]],
    ["completion ", ["bash", "fish", "zsh"]],
  ])("completes %s", async (line, offers) => {
    const script = `eval "$cli" completion fish | source; complete -C "model-inference ${line}"`;
    const lines = await run("fish", "--no-config", "-c", script);
    expect(lines.map((line) => line.split("\t")[0])).toEqual(offers);
  });
});

describeWith([{ name: "zsh", command: ["zsh", "--version"] }], "zsh", () => {
  test.each([
    ["do", "doctor"],
    ["chat --key-f", "chat --key-file"],
    ["chat --kind openai-c", "chat --kind openai-compatible"],
    ["journal ", "journal repair"],
    ["journal repair --j", "journal repair --json"],
    ["completion f", "completion fish"],
  ])("completes %s", async (line, completed) => {
    // An interactive shell in a pseudo-terminal, in which Tab is typed.
    const script = `
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell 'PROMPT=; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -D'
      zpty -w shell 'source <('$cli' completion zsh); model-inference() { print -r -- "RESULT<$*>" }; print READY'
      zpty -r shell out '*READY*READY*'
      zpty -w shell "model-inference ${line}"$'\\t'
      zpty -r shell out '*RESULT<*>*'
      print -r -- \${\${out##*RESULT<}%%>*}`;
    expect(await run("zsh", "-f", "-c", script)).toEqual([completed]);
  });
});
