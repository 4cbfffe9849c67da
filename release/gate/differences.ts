import { isDeepStrictEqual } from "node:util";
import { type Path, pointer } from "../../codegen/document.ts";

/** One position where two documents differ. */
export interface Difference {
  pointer: string;
  /** The two values, as JSON. */
  values: string;
  /** Changes a copy of the first document at this position into the second. */
  apply(document: object): void;
}

type Node = Record<string, unknown>;

/** Keywords that depend on each other: a schema with one of them changed would be neither of the two. */
const wholes = ["$ref", "anyOf", "oneOf", "allOf", "discriminator"];

/** The smallest differences of two JSON values that can be applied one by one. */
export function differences(before: unknown, after: unknown, path: Path = []): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((item, index) => differences(item, after[index], [...path, index]));
  if (!isNode(before) || !isNode(after) || wholes.some((word) => word in before !== word in after))
    return [difference(path, [before, after], (document) => put(document, path, after))];
  return union(Object.keys(before), Object.keys(after)).flatMap((key) => {
    const place = [...path, key];
    if (key === "required" && isNode(after["properties"])) return becameRequired(before, after, path);
    if (key in before && key in after) return differences(before[key], after[key], place);
    return [difference(place, [before[key], after[key]], (document) => put(document, place, after[key]))];
  });
}

/** A required property is added or removed together with its entry in `required`. */
function becameRequired(before: Node, after: Node, path: Path): Difference[] {
  const [was, is] = [requiredOf(before), requiredOf(after)];
  return union(was, is)
    .filter((name) => was.includes(name) !== is.includes(name))
    .map((name) => {
      const member = (after["properties"] as Node)[name];
      return difference([...path, "required", name], [was.includes(name), member], (document) => {
        const schema = at(document, path);
        const others = requiredOf(schema).filter((other) => other !== name);
        schema["required"] = is.includes(name) ? [...others, name] : others;
        put(document, [...path, "properties", name], member);
      });
    });
}

const difference = (path: Path, values: unknown, apply: Difference["apply"]): Difference => ({
  pointer: pointer(path),
  values: JSON.stringify(values),
  apply,
});

/** `undefined` removes the value. */
function put(document: object, path: Path, value: unknown): void {
  const [parent, key] = [at(document, path.slice(0, -1)), String(path.at(-1))];
  if (value === undefined) delete parent[key];
  else parent[key] = value;
}

const at = (document: object, path: Path): Node =>
  path.reduce<Node>((node, step) => node[String(step)] as Node, document as Node);

const requiredOf = ({ required = [] }: Node): string[] => required as string[];

const union = (one: readonly string[], other: readonly string[]): string[] => [...new Set([...one, ...other])];

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);
