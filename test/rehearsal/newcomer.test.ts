import { readdir, readFile, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { run } from "../../release/command.ts";
import { installTools } from "../../release/tools.ts";
import { applyChanges } from "../../release/version.ts";
import { commit, temporary, write } from "../release/repository.ts";
import { rehearse } from "./rehearse.ts";

beforeAll(() => installTools(), 120_000);

/** A clone in which what waits now has been released, so that the change is the first after it. */
async function clone(): Promise<string> {
  const folder = join(await temporary(), "clone");
  await run("git", ["clone", "--quiet", "--no-tags", resolve("."), folder], { cwd: "." });
  await run("git", ["config", "user.name", "Newcomer"], { cwd: folder });
  await run("git", ["config", "user.email", "newcomer@localhost"], { cwd: folder });
  await applyChanges(folder);
  await commit(folder, "a release");
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  await write(folder, { ".git/info/exclude": "node_modules\n" });
  return folder;
}

/** The change and the commands of docs/releasing.md, as they stand there. */
async function documented() {
  const page = await readFile("docs/releasing.md", "utf8");
  const [, diff = ""] = /^```diff\n(.*?)^```$/ms.exec(page) ?? [];
  const [, announced = "", announcement = ""] = /`(\.changeset\/\S+)`:\n\n```markdown\n(.*?)^```$/ms.exec(page) ?? [];
  const [, commands = ""] = /^```sh\n(npm run generate\n.*?)^```$/ms.exec(page) ?? [];
  const lines = diff.split("\n").slice(0, -1);
  const from = lines.filter((line) => !line.startsWith("+")).map((line) => line.slice(1));
  const to = lines.map((line) => line.slice(1));
  return {
    from: `${from.join("\n")}\n`,
    to: `${to.join("\n")}\n`,
    announced,
    announcement,
    commands: commands.trim().split("\n"),
  };
}

test("a newcomer's change of the spec reaches the published package by the documented steps alone", async () => {
  const folder = await clone();
  const { version: before } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { version: string };
  const next = before.replace(/\.(\d+)\.\d+$/, (_, minor: string) => `.${Number(minor) + 1}.0`);
  const { from, to, announced, announcement, commands } = await documented();
  const file = "spec/models/model-info.tsp";
  const spec = await readFile(join(folder, file), "utf8");
  expect(spec).toContain(from);
  await write(folder, { [file]: spec.replace(from, to), [announced]: announcement });
  expect(commands.pop()).toBe("npm run release:rehearse");
  for (const command of commands) await run("bash", ["-c", command], { cwd: folder });

  // What CI asks of a change beside the tests.
  for (const script of ["lint", "gate", "check:package"])
    await run("npm", ["run", "--silent", script], { cwd: folder });

  const out = join(folder, "out");
  const lines: string[] = [];
  const version = await rehearse({
    from: folder,
    out,
    report: (line) => lines.push(line),
    async inspect(installed) {
      for (const place of Object.values(installed)) {
        const read = (path: string) => readFile(join(place, "node_modules/model-inference", path), "utf8");
        expect(JSON.parse(await read("package.json"))).toMatchObject({ version: next });
        expect(JSON.parse(await read("../model-inference-contract/package.json"))).toMatchObject({ version: next });
        const yaml = await read("../model-inference-contract/openapi/2025-04-01/openapi-3.1.yaml");
        expect(yaml).toContain("max_input_tokens");
        expect(await read("CHANGELOG.md")).toContain(
          `## ${next}\n\n### Minor Changes\n\n- Model info has \`max_input_tokens\`: how many tokens a prompt may have.\n\n## ${before}\n`,
        );
        expect(await read("dist/generated/types.d.cts")).toMatch(/max_input_tokens\?: number \| null/);
        const document = JSON.parse(await read("dist/openapi/2025-04-01/openapi-3.1.json")) as {
          components: { schemas: Record<string, { properties: object; required: string[] }> };
        };
        const { properties, required } = document.components.schemas["ModelInfo"] ?? {};
        expect(properties).toMatchObject({ max_input_tokens: { type: ["integer", "null"] } });
        expect(required).not.toContain("max_input_tokens");
        // An edition that was there before it has no such member.
        expect(await read("dist/openapi/2024-05-01-preview/openapi-3.1.json")).not.toContain("max_input_tokens");
      }
    },
  });
  expect(version).toBe(next);
  expect(lines.filter((line) => line.startsWith("ok "))).toHaveLength(lines.length - 1);
  expect(await readdir(out)).toEqual(
    expect.arrayContaining(["CHANGES.md", "SHA256SUMS", `model-inference-${next}.tgz`, "sbom.cdx.json"]),
  );
});
