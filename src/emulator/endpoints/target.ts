import { type OperationId, operations } from "../../../generated/operations.ts";
import type { EmulatedRequest } from "../http/request.ts";
import { type Flavour, type FlavourTraits, flavourNames, flavours } from "./flavour.ts";
import { nested } from "./refusal.ts";

/** Where a request goes: the flavour, the model that the path names, and the rest of the path. */
export interface Target extends FlavourTraits {
  flavour: Flavour;
  model: string | undefined;
  route: string;
}

const routes = [...new Set(Object.values(operations).map(({ path }) => path))];
/** The group of the model is lazy: in /serverless/chat/completions the longer route counts, and no model is named. */
const patternOf = (base: string): RegExp => {
  const named = base.replace("/*", "(?:/(?<model>[^/]+))??");
  return new RegExp(`^${named}(?<route>${routes.join("|")})$|^${base.replace("/*", "")}(?:/.*)?$`);
};

const shared = flavourNames
  .filter((flavour) => flavour !== "custom")
  .map((flavour): [Flavour, RegExp] => [flavour, patternOf(flavours[flavour].base)]);
const patterns: readonly [Flavour, RegExp][] = [...shared, ["openai-v1", patternOf("/v1")], ["custom", patternOf("")]];

const alone = Object.fromEntries(
  flavourNames.map((flavour) => [flavour, [[flavour, patternOf(flavours[flavour].aloneBase)]]]),
) as unknown as Readonly<Record<Flavour, readonly [Flavour, RegExp][]>>;

/** @param only - the one flavour that is served; else the path decides. */
export function targetOf({ path }: EmulatedRequest, only: Flavour | undefined): Target {
  const tried = only === undefined ? patterns : alone[only];
  for (const [flavour, pattern] of tried) {
    const groups = pattern.exec(path)?.groups;
    if (groups === undefined) continue;
    const { model, route = "" } = groups;
    return { flavour, ...flavours[flavour], model: model && decoded(model), route };
  }
  const flavour = only ?? "custom";
  return { flavour, ...flavours[flavour], model: undefined, route: "" };
}

/** @throws {Refusal} 404, 405 */
export function operationOf({ method }: EmulatedRequest, target: Target): OperationId {
  const found = target.operations.map((id) => operations[id]).filter(({ path }) => path === target.route);
  if (found.length === 0) throw nested(404, "404", "Resource not found");
  const operation = found.find((operation) => operation.method === method);
  if (operation === undefined) {
    const allow = found.map(({ method }) => method).join(", ");
    throw nested(405, "405", `This resource takes ${allow}`, { allow });
  }
  return operation.id;
}

/** The path of a flavour's base URL. */
export const basePathOf = (flavour: Flavour, model: string, only: Flavour | undefined): string =>
  flavours[flavour][only === undefined ? "base" : "aloneBase"].replace("*", encodeURIComponent(model));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
