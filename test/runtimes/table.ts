/** What `npm run test:runtimes` runs where, as docs/runtimes.md tells it. */
import { bundlers } from "./bundles.ts";
import { compilers } from "./compilers.ts";
import manifest from "./package.json" with { type: "json" };
import { bun, deno, nodes, type Runtime } from "./runtimes.ts";

const { dependencies, optionalDependencies } = manifest;

const versionOf = (package_: string): string => {
  const pinned = { ...dependencies, ...optionalDependencies }[package_];
  if (pinned === undefined) throw new Error(`test/runtimes/package.json has no ${package_}`);
  return pinned.replace(/^npm:.*@/, "");
};

const row = (...cells: string[]): string => `| ${cells.join(" | ")} |`;

/** Run as installed, without a bundle. */
const native = ({ name, transport }: Runtime, package_: string): string =>
  row(name, versionOf(package_), "`import`, `require`; installed by npm, by pnpm", `\`${transport}\``, "yes");

const all = bundlers.join(", ");

export const runtimeTable = [
  row("runtime", "version", "how the package is loaded", "requests go over", "emulator, command"),
  row("---", "---", "---", "---", "---"),
  ...nodes.map((node) => native(node, `node-${node.line}-x64`)),
  native(deno, "deno"),
  native(bun, "bun"),
  row(`${nodes[0]?.name} and ${nodes.at(-1)?.name}`, "as above", `bundles by ${all}`, "`node:http`", "not bundled"),
  row("workerd", `Miniflare ${versionOf("miniflare")}`, "bundle as Wrangler makes it", "`fetch`", "no"),
  row("a page in Chromium", "Debian's", `bundles by ${all}`, "`fetch`", "no"),
].join("\n");

export const compilerTable = [
  row("compiler", "`type` of the project", "`module` with `moduleResolution`"),
  row("---", "---", "---"),
  ...compilers.flatMap(({ name, projects }) =>
    (["module", "commonjs"] as const).map((type) => {
      const settings = projects.filter((project) => project.type === type);
      const cells = settings.map(({ module, moduleResolution }) => `\`${module}\` with \`${moduleResolution}\``);
      return row(name, `\`${type}\``, cells.join(", "));
    }),
  ),
].join("\n");
