import { type Document, operations, refName, type Schema, schemaRef } from "../document.ts";
import { type Html, html, inline, joined, prose } from "./html.ts";

export const schemaId = (name: string): string => `schema-${name}`;

export const schemaLink = (name: string): Html => html`<a href="#${schemaId(name)}"><code>${name}</code></a>`;

/** What a value is, in a few words: `list of ChatRequestMessage`, `number, 0 to 1`. */
export function typeOf(schema: Schema): Html {
  const { $ref, anyOf, oneOf, items } = schema;
  if ($ref !== undefined) return schemaLink(refName($ref));
  const branches = anyOf ?? oneOf;
  if (branches !== undefined) return joined(branches.map(typeOf), " or ");
  if (schema.enum !== undefined) return values(schema.enum.map((value) => JSON.stringify(value)));
  const types = [schema.type ?? "anything"].flat();
  const words = types.map((type) => {
    if (type === "array") return html`list of ${items === undefined ? "anything" : typeOf(items)}`;
    return html`${type}`;
  });
  return joined([joined(words, " or "), ...limits(schema)], ", ");
}

const values = (texts: readonly string[]): Html =>
  joined(
    texts.map((text) => html`<code>${text}</code>`),
    " or ",
  );

/** The safe integers are what JSON can carry: no limit that a reader needs to be told. */
const isTold = (limit: number | undefined): limit is number =>
  limit !== undefined && Math.abs(limit) !== Number.MAX_SAFE_INTEGER;

function limits({ minimum, maximum, minItems, minLength, maxLength, pattern, format }: Schema): Html[] {
  const told: Html[] = [];
  if (format !== undefined) told.push(html`<span class="format">${format}</span>`);
  if (isTold(minimum) && isTold(maximum)) told.push(html`${minimum} to ${maximum}`);
  else if (isTold(minimum)) told.push(html`at least ${minimum}`);
  else if (isTold(maximum)) told.push(html`at most ${maximum}`);
  if (minItems !== undefined) told.push(html`at least ${minItems} of them`);
  if (minLength !== undefined) told.push(html`at least ${minLength} long`);
  if (maxLength !== undefined) told.push(html`at most ${maxLength} long`);
  if (pattern !== undefined) told.push(html`matching <code>${pattern}</code>`);
  return told;
}

/** A row of a list of members, parameters or headers. */
export const row = (name: string, type: Html, badge: string | undefined, description = "", id?: string): Html => html`
<dt${id === undefined ? "" : html` id="${id}"`}><code>${name}</code> <span class="type">${type}</span>${badge && html` <span class="badge">${badge}</span>`}</dt>
<dd>${inline(description)}</dd>`;

/** A named schema, with an anchor. */
export function schemaSection(name: string, schema: Schema, document: Document): Html {
  const { properties, required = [], oneOf, anyOf, discriminator } = schema;
  const { additionalProperties } = schema;
  const parts: Html[] = prose(schema.description);
  const variants = Object.entries(discriminator?.mapping ?? {});
  if (variants.length > 0) {
    const cases = variants.map(
      ([tag, ref]) => html`<dt><code>${tag}</code></dt>\n<dd>${schemaLink(refName(ref))}</dd>\n`,
    );
    parts.push(html`<p>One of these, by <code>${discriminator?.propertyName}</code>:</p>\n<dl>\n${cases}</dl>\n`);
  } else if (oneOf !== undefined || anyOf !== undefined || properties === undefined)
    parts.push(html`<p class="is">${typeOf(schema)}</p>\n`);
  if (properties !== undefined) {
    const rows = Object.entries(properties).map(([member, value]) =>
      row(member, typeOf(value), required.includes(member) ? "required" : undefined, value.description),
    );
    parts.push(html`<dl>${rows}\n</dl>\n`);
    if (additionalProperties === false) parts.push(html`<p class="open">No other members.</p>\n`);
    else if (additionalProperties !== undefined) parts.push(html`<p class="open">Other members are allowed.</p>\n`);
  }
  const users = usersOf(name, document);
  if (users.length > 0) parts.push(html`<p class="open">Used by ${joined(users, ", ")}.</p>\n`);
  return html`<section id="${schemaId(name)}" aria-labelledby="${schemaId(name)}-name">
<h3 id="${schemaId(name)}-name"><a href="#${schemaId(name)}">${name}</a></h3>
${parts}</section>
`;
}

/** The operations and schemas that name this one. */
function usersOf(name: string, document: Document): Html[] {
  const names = (value: object): boolean => JSON.stringify(value).includes(`"${schemaRef(name)}"`);
  const users = [...operations(document)].filter(({ operation }) => names(operation));
  const schemas = Object.entries(document.components.schemas).filter(
    ([other, schema]) => other !== name && names(schema),
  );
  return [
    ...users.map(({ operation: { operationId: id } }) => html`<a href="#${id}"><code>${id}</code></a>`),
    ...schemas.map(([other]) => schemaLink(other)),
  ];
}
