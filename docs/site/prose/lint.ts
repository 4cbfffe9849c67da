/** `npm run lint:prose`: finds words that the house style excludes, in the documentation and in comments. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { TextlintKernelDescriptor } from "@textlint/kernel";
import markdown from "@textlint/textlint-plugin-markdown";
import { createLinter, loadLinterFormatter } from "textlint";
import prh from "textlint-rule-prh";
import { commentsOf } from "./comments.ts";

const linter = createLinter({
  descriptor: new TextlintKernelDescriptor({
    rules: [{ ruleId: "words", rule: prh.default ?? prh, options: { rulePaths: ["docs/site/prose/words.yml"] } }],
    plugins: [{ pluginId: "markdown", plugin: markdown.default ?? markdown }],
    filterRules: [],
  }),
});

const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
});
/** docs/reliability.md lists the titles of tests. */
const isProse = (path: string): boolean =>
  /^(?:[A-Z]+|docs\/[\w-]+|(?:vectors|examples)\/README)\.md$/.test(path) && path !== "docs/reliability.md";
const isSource = (path: string): boolean =>
  /^(?:(?:src|codegen|build|release|bench)\/.*\.tsx?|spec\/.*\.tsp)$/.test(path);

const results = [];
for (const path of files.split("\0").filter((path) => isProse(path) || isSource(path))) {
  const text = readFileSync(path, "utf8");
  const result = await linter.lintText(isProse(path) ? text : commentsOf(path, text), `${path}.md`);
  results.push({ ...result, filePath: path });
}
const count = results.flatMap(({ messages }) => messages).length;
if (count > 0) {
  const formatter = await loadLinterFormatter({ formatterName: "unix" });
  console.log(formatter.format(results));
  process.exitCode = 1;
}
console.log(`${count} findings in ${results.length} files`);
