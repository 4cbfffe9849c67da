import { hash } from "node:crypto";
import { isObject } from "../check.ts";

/** SHA-256, in hexadecimal, of a request's JSON without blanks and `model`, the properties of each object in order of name. */
export function bodySha256(body: string): string {
  if (body === "") return hash("sha256", "");
  const given: unknown = JSON.parse(body);
  const { model: _, ...rest } = isObject(given) ? given : {};
  return hash("sha256", JSON.stringify(ordered(rest)));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, ordered(value[name])]));
}
