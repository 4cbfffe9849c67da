/** `npm run docs`: builds the documentation site into `out/site/`, with the API reference from the types. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cliReference } from "./cli-reference.ts";
import { deadLinks } from "./links.ts";

const site = "docs/site";

async function run(program: string, ...args: string[]): Promise<void> {
  const node = ["--import", "tsx", join(site, "node_modules", program)];
  const [code] = (await once(spawn(process.execPath, [...node, ...args], { stdio: "inherit" }), "close")) as [
    number | null,
  ];
  if (code !== 0) throw new Error(`${[program, ...args].join(" ")} failed`);
}

// Copied below this folder, where pages find Vue.
const pages = join(site, ".pages");
await rm(pages, { recursive: true, force: true });
const docs = (await readdir("docs")).filter((name) => /\.(?:md|svg|png)$/.test(name)).map((name) => `docs/${name}`);
for (const page of [...docs, "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "vectors/README.md", "examples/README.md"])
  await cp(page, join(pages, page));
await writeFile(join(pages, "docs/cli-reference.md"), cliReference());

// Fails if an export has no description or no example.
await run("typedoc/bin/typedoc", "--options", join(site, "typedoc/typedoc.json"));
// Fails if a link between pages is dead.
await run("vitepress/bin/vitepress.js", "build", site);

// VitePress looks at neither anchors nor the sidebar.
const dead = await deadLinks("out/site");
if (dead.length > 0) throw new Error(`dead links:\n${dead.join("\n")}`);
