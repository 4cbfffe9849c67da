import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { type Document, objects } from "../../codegen/document.ts";
import { reference } from "../../codegen/reference.ts";
import { apiVersions as versions } from "../../generated/operations.ts";
import { copyOf } from "../documents.ts";

const pages = await Promise.all(
  versions.map(async (version) => ({
    version,
    document: copyOf(version, "3.1"),
    html: await readFile(`generated/reference/${version}.html`, "utf8"),
  })),
);
const all = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map(([, found = ""]) => found);

describe.each(pages)("the reference of $version", ({ version, document, html }) => {
  test("has a place for every operation, parameter, header and schema", () => {
    const ids = new Set(all(html, / id="([^"]+)"/g));
    for (const { operationId } of Object.values(document.paths).flatMap((path) => Object.values(path)))
      expect(ids).toContain(operationId);
    for (const name of Object.keys(document.components.schemas)) expect(ids).toContain(`schema-${name}`);
    for (const name of Object.keys(document.components.headers ?? {})) expect(ids).toContain(`header-${name}`);
    for (const { name } of Object.values(document.components.parameters ?? {}))
      expect(html).toContain(`<dt><code>${name}</code>`);
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      const section = html.slice(html.indexOf(`id="schema-${name}"`)).split("</section>")[0] ?? "";
      for (const member of Object.keys(schema.properties ?? {})) expect(section).toContain(`<code>${member}</code>`);
    }
  });

  test("shows the examples of the document, and no others", () => {
    const summaries = [...objects(document)].flatMap(({ value, path }) =>
      path.at(-2) === "examples" ? [String(value["summary"])] : [],
    );
    const shown = all(html, /<summary>([^<]+)<span/g).filter((summary) => !/^\d+ headers$/.test(summary));
    expect(new Set(shown)).toEqual(new Set(summaries));
  });

  test("has no anchor twice, and no link that leads nowhere", () => {
    const ids = all(html, / id="([^"]+)"/g);
    expect(ids.length).toBe(new Set(ids).size);
    for (const link of all(html, / href="#([^"]+)"/g)) expect(ids).toContain(link);
    const files = all(html, / (?:href|src)="([^#"]+)"/g).filter((file) => !file.startsWith("../openapi/"));
    const known = [...versions.map((known) => `${known}.html`), "icon.svg", "style.css"];
    expect(files.filter((file) => !known.includes(file))).toEqual([]);
    const documents = ["3.0", "3.1", "3.2"].map((flavour) => `../openapi/${version}/openapi-${flavour}.json`);
    expect(all(html, / href="(\.\.\/openapi[^"]*)"/g)).toEqual(documents);
  });

  test("needs no script, no style of its own and no other host", () => {
    expect(html).not.toMatch(/<script|<style|<iframe|<img|\sstyle=|\son[a-z]+=|(?:src|href)="(?:[a-z]+:|\/\/)/i);
  });
});

test("what a document says is text, whatever signs it has", async () => {
  const document = structuredClone(pages[0]?.document) as Document;
  document.info.title = '<script>alert("&")</script>';
  const made = await reference([document]);
  expect(made.get(`reference/${document.info.version}.html`)).toContain(
    "<h1>&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt; ",
  );
});
