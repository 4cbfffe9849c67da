import { readFile } from "node:fs/promises";
import { banner } from "./banner.ts";
import { type Document, type Json, operations } from "./document.ts";
import { flavours } from "./flavours.ts";
import { type Html, html, inline, joined, prose } from "./reference/html.ts";
import { headerList, operationSection } from "./reference/operation.ts";
import { schemaSection } from "./reference/schema.ts";

/** The files beside the pages: no page names anything of another place. */
const assets = ["style.css", "icon.svg"] as const;

/** OpenAPI 3.1 documents, oldest first -> a page to read for each, with its style, by path below `reference/`. */
export async function reference(documents: readonly Document[]): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const versions = documents.map(({ info }) => info.version);
  for (const document of documents) files.set(`reference/${document.info.version}.html`, page(document, versions).text);
  for (const name of assets)
    files.set(`reference/${name}`, await readFile(new URL(`reference/${name}`, import.meta.url), "utf8"));
  return files;
}

function page(document: Document, versions: readonly string[]): Html {
  const { info } = document;
  const all = [...operations(document)];
  const names = Object.keys(document.components.schemas).sort();
  return html`<!doctype html>
<!-- ${banner} -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title} ${info.version}: reference</title>
<link rel="icon" href="icon.svg">
<link rel="stylesheet" href="style.css">
</head>
<body>
<a class="skip" href="#operations">Skip to the operations</a>
<header>
<h1>${info.title} <span class="version">${info.version}</span></h1>
<nav aria-label="Versions and documents">
<p>Versions: ${joined(
    versions.map((version) => versionLink(version, info.version)),
    " ",
  )}</p>
<p>The same as OpenAPI: ${joined(
    flavours.map((flavour) => documentLink(info.version, flavour)),
    " ",
  )}</p>
</nav>
</header>
<div class="columns">
<nav class="contents" aria-label="Contents">
<ul>
<li><a href="#about">About</a></li>
<li><a href="#access">Access</a></li>
${all.map(
  ({ method, route, operation: { operationId, summary } }) =>
    html`<li><a href="#${operationId}">${summary ?? operationId}</a><br><small>${method.toUpperCase()} ${route}</small></li>\n`,
)}<li><a href="#headers">Headers of answers</a></li>
</ul>
<details>
<summary>${names.length} schemas</summary>
<ul>
${names.map((name) => html`<li><a href="#schema-${name}">${name}</a></li>\n`)}</ul>
</details>
</nav>
<main>
<section id="about" aria-labelledby="about-name">
<h2 id="about-name">About</h2>
${prose(info.description)}</section>
<section id="access" aria-labelledby="access-name">
<h2 id="access-name">Access</h2>
${access(document)}</section>
<h2 id="operations">Operations</h2>
${all.map(({ method, route, operation }) => operationSection(method, route, operation, document))}<h2 id="headers">Headers of answers</h2>
<p>None is sure to be there.</p>
${headerList(document)}<h2 id="schemas">Schemas</h2>
${names.map((name) => schemaSection(name, document.components.schemas[name] ?? {}, document))}</main>
</div>
</body>
</html>
`;
}

const versionLink = (version: string, current: string): Html =>
  version === current
    ? html`<a href="${version}.html" aria-current="page">${version}</a>`
    : html`<a href="${version}.html">${version}</a>`;

const documentLink = (version: string, flavour: string): Html =>
  html`<a href="../openapi/${version}/openapi-${flavour}.json">${flavour}</a>`;

function access({ servers, components }: Document): Html {
  const schemes = Object.values(components.securitySchemes ?? {}) as Record<string, string>[];
  const bases = servers as { url: string; description?: string; variables?: Record<string, Json> }[];
  return html`<dl>
${bases.map(
  ({ url, description, variables = {} }) => html`<dt><code>${url}</code></dt>
<dd>${inline(description ?? "")}${Object.values(variables).map((variable) => {
    const { default: usual, description } = variable as { default: string; description?: string };
    return html` ${inline(description ?? "")} For example <code>${usual}</code>.`;
  })}</dd>
`,
)}${schemes.map(
  ({
    type,
    name,
    scheme,
    description,
  }) => html`<dt><code>${type === "http" ? `authorization: ${scheme} …` : `${name}: …`}</code></dt>
<dd>${inline(description ?? "")}</dd>
`,
)}</dl>
<p>One of them is enough.</p>
`;
}
