import {
  type Document,
  type Header,
  type MediaType,
  type Operation,
  objects,
  type Response,
  refName,
} from "../document.ts";
import { code, type Html, html, inline, joined, json, prose } from "./html.ts";
import { row, schemaLink, typeOf } from "./schema.ts";

/** What is said of one operation: how it is asked, and what it answers. */
export function operationSection(method: string, route: string, operation: Operation, document: Document): Html {
  const { operationId: id, summary, description, requestBody, responses } = operation;
  const body = requestBody?.content["application/json"];
  return html`<section id="${id}" aria-labelledby="${id}-name">
<h3 id="${id}-name"><a href="#${id}">${summary ?? id}</a></h3>
<p class="route"><span class="method">${method.toUpperCase()}</span> <code>${route}</code> <span class="id">${id}</span></p>
${prose(description)}${parametersOf(operation, document)}${
  body === undefined
    ? ""
    : html`<h4>Request body</h4>
<p>${media("application/json", body)}. ${inline(requestBody?.description ?? "")}</p>
${examplesOf(body, id)}`
}<h4>Answers</h4>
${Object.entries(responses).map(([status, response]) => responseOf(status, response, id, document))}</section>
`;
}

function parametersOf({ parameters }: Operation, { components }: Document): Html {
  if (parameters.length === 0) return html``;
  const rows = parameters.map((parameter) => {
    const {
      name,
      in: place,
      required,
      schema,
      description,
    } = components.parameters?.[refName(parameter.$ref ?? "")] ?? parameter;
    const badge = required ? `required in ${place}` : `in ${place}`;
    return row(name, typeOf(schema), badge, description);
  });
  return html`<h4>Parameters</h4>\n<dl>${rows}\n</dl>\n`;
}

function responseOf(status: string, given: Response, id: string, document: Document): Html {
  const { components } = document;
  const { description, headers = {}, content = {} } = components.responses?.[refName(given.$ref ?? "")] ?? given;
  const bodies = Object.entries(content).map(([type, body]) => media(type, body));
  const examples = Object.values(content).map((body) => examplesOf(body, `${status}, ${id}`));
  return html`<div class="answer">
<h5><span class="status">${status}</span></h5>
<p>${inline(description)}</p>
<p>${joined(bodies, ", or ")}.</p>
${examples}${headersOf(Object.entries(headers), `${status}, ${id}`)}</div>
`;
}

function headersOf(headers: readonly [string, Header][], where: string): Html {
  if (headers.length === 0) return html``;
  const links = headers.map(([name, { $ref }]) =>
    $ref === undefined
      ? html`<code>${name}</code>`
      : html`<a href="#${headerId(refName($ref))}"><code>${name}</code></a>`,
  );
  return html`<details>\n<summary>${links.length} headers<span class="hidden"> of ${where}</span></summary>\n<p>${joined(links, " · ")}</p>\n</details>\n`;
}

const headerId = (component: string): string => `header-${component}`;

/** The headers of answers that several operations share, each with an anchor. */
export function headerList({ components, paths }: Document): Html {
  const named = new Map(
    [...objects({ paths, responses: components.responses })]
      .flatMap(({ value }) => Object.entries((value["headers"] ?? {}) as Record<string, Header>))
      .flatMap(([name, { $ref }]) => ($ref === undefined ? [] : [[refName($ref), name]])),
  );
  const rows = Object.entries(components.headers ?? {}).map(([component, { schema, description }]) =>
    row(named.get(component) ?? component, typeOf(schema ?? {}), undefined, description, headerId(component)),
  );
  return html`<dl>${rows}\n</dl>\n`;
}

/** Each example of a body, folded away under its summary. */
const examplesOf = ({ examples = {} }: MediaType, where: string): Html =>
  html`${Object.values(examples).map(
    ({ summary, value }) =>
      html`<details>\n<summary>${summary}<span class="hidden">, ${where}</span></summary>\n${
        typeof value === "string" ? code(value.trimEnd(), "example of a stream") : json(value)
      }</details>\n`,
  )}`;

function media(type: string, { schema, "x-itemSchema": chunk }: MediaType): Html {
  const events = chunk?.$ref === undefined ? undefined : schemaLink(refName(chunk.$ref));
  return html`<code>${type}</code>: ${events === undefined ? typeOf(schema ?? {}) : html`events, each ${events}`}`;
}
