import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { tools } from "./tools.ts";

test("docs/instrumentation.md names every tool with the version that is tried", async () => {
  const docs = await readFile("docs/instrumentation.md", "utf8");
  const { dependencies } = JSON.parse(await readFile("test/instrumentation/package.json", "utf8")) as {
    dependencies: Record<string, string>;
  };
  const rows = docs.split("\n").filter((line) => line.startsWith("| "));
  const loaded = ["api", "instrumentation", "sdk-node"].map((name) => `@opentelemetry/${name}`);
  for (const [name, version] of Object.entries(dependencies)) {
    if (loaded.includes(name)) continue;
    const row = rows.find((line) => line.includes(`\`${name.replace("@opentelemetry/", "")}\``));
    expect(row, name).toContain(version);
  }
  // A row of its head, one of dashes, and one for each tool.
  expect(rows).toHaveLength(tools.length + 2);
});
