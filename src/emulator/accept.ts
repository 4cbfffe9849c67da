import { type OperationId, operations } from "../../generated/operations.ts";
import { operationValidators, type Validator } from "../../generated/validators.ts";
import { issuesOf } from "../validation/index.ts";
import { isOpenaiMember } from "./dialect.ts";
import type { ExtrasDecision } from "./journal.ts";
import { type ModelProfile, sameName } from "./models.ts";
import type { ResolvedEmulatorOptions } from "./options.ts";
import { invalid, isUnknownMember, nested, Refusal, steps, valueAt } from "./refusal.ts";
import type { EmulatedRequest } from "./request.ts";
import type { Target } from "./target.ts";

/** @throws {Refusal} 400 when the version is missing or not known, with those that are and the option that adds others. */
export function checkVersion(
  { query }: EmulatedRequest,
  { versions }: Target,
  { apiVersions, strict }: ResolvedEmulatorOptions,
): void {
  if (versions === undefined || apiVersions === "any" || !strict) return;
  const version = query.get("api-version");
  const known = [...versions, ...apiVersions];
  if (version !== null && known.includes(version)) return;
  const given = version === null ? "is missing" : "is not known";
  const message = `The query parameter api-version ${given}; supported are ${known.join(", ")}. The emulator's option apiVersions accepts others.`;
  throw nested(400, "UnsupportedApiVersion", message);
}

/** @throws {Refusal} 400, 415 when the body is not a JSON object. */
export function parseBody({ headers, body }: EmulatedRequest): Record<string, unknown> {
  const type = headers["content-type"] ?? "";
  if (!/^application\/json\s*(?:;|$)/i.test(type))
    throw nested(415, "UnsupportedMediaType", "The content type must be application/json");
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw nested(400, "BadRequest", "The body is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw nested(400, "BadRequest", "The body is not a JSON object");
  if (isDeep(value)) throw nested(400, "BadRequest", `The body is nested more than ${deepest} levels deep`);
  return value as Record<string, unknown>;
}

/** Deeper values would overflow the stack of whoever looks at them by recursion. */
const deepest = 256;

function isDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth < deepest; depth += 1) {
    level = level.flatMap((item) => (typeof item === "object" && item !== null ? Object.values(item) : []));
    if (level.length === 0) return false;
  }
  return true;
}

const policies = ["error", "drop", "pass-through"];

/**
 * Parts a body into what the contract knows and what the model is handed beside it.
 *
 * @param decided - told of the decision, a refusal too.
 * @throws {Refusal} 400 for a value of `extra-parameters` that is none, and for extra members that it does not allow.
 */
export function settleExtras(
  operation: OperationId,
  { headers }: EmulatedRequest,
  { openai }: Target,
  { strict }: ResolvedEmulatorOptions,
  given: Record<string, unknown>,
  decided: (decision: ExtrasDecision) => void,
): { body: Record<string, unknown>; extras: Record<string, unknown> } {
  const known: readonly string[] = operations[operation].members;
  const entries = Object.entries(given);
  const extras = entries.filter(([name]) => !known.includes(name));
  const body = Object.fromEntries(entries.filter(([name]) => known.includes(name)));
  const members = extras.map(([name]) => name);
  const tell = (policy: string, decision: ExtrasDecision["decision"]): void => {
    if (members.length > 0) decided({ policy, members, decision });
  };
  if (openai) {
    const strange = strict ? members.filter((name) => !isOpenaiMember(operation, name)) : [];
    tell("openai", strange.length > 0 ? "refused" : "passed");
    const message = `Unrecognized request argument supplied: ${strange.join(", ")}`;
    if (strange.length > 0) throw new Refusal({ status: 400, code: "400", message }, "openai");
    return { body, extras: Object.fromEntries(extras) };
  }
  const asked = headers["extra-parameters"] ?? (strict ? "error" : "drop");
  const policy = strict || policies.includes(asked) ? asked : "drop";
  if (!policies.includes(policy)) {
    const message = "extra-parameters must be one of error, drop, pass-through";
    throw new Refusal({ status: 400, code: "400", message }, "detail-text");
  }
  tell(policy, policy === "error" ? "refused" : policy === "drop" ? "dropped" : "passed");
  if (policy === "error" && extras.length > 0) {
    const message = `Extra parameters are not allowed: ${members.join(", ")}. Set the header extra-parameters to pass-through to hand them to the model.`;
    throw new Refusal({ status: 400, code: "BadRequest", message }, "flat");
  }
  return { body, extras: policy === "pass-through" ? Object.fromEntries(extras) : {} };
}

/** The model asked for by path, header or body, or the default one. @throws {Refusal} 404 when there is none of that name. */
export function modelOf(
  named: unknown,
  { headers }: EmulatedRequest,
  { model: inPath, modelIn }: Target,
  { models, model: usual, strict, anyModel }: ResolvedEmulatorOptions,
): ModelProfile {
  const places = modelIn.map((place) => (place === "body" ? named : headers[place]));
  const name = [inPath, ...places].find((place) => typeof place === "string") as string | undefined;
  const wanted = name ?? usual;
  const find = (name: string | undefined): ModelProfile | undefined => {
    const [first] = models;
    if (name === undefined) return first;
    const found = models.find((model) => sameName(model.name, name));
    return found ?? (anyModel && first ? { ...first, name } : undefined);
  };
  const model = find(wanted) ?? (strict ? undefined : find(usual));
  if (model === undefined)
    throw nested(
      404,
      "unknown_model",
      `There is no such model; known are ${models.map(({ name }) => name).join(", ")}`,
    );
  return model;
}

/** @throws {Refusal} 422 when the body does not fit the contract. */
export function checkBody(
  operation: OperationId,
  body: unknown,
  { openai }: Target,
  { strict }: ResolvedEmulatorOptions,
): void {
  const validator = operationValidators[operation].request;
  if (validator === undefined) return;
  if (openai || !strict) ignoreUnknown(validator, body);
  const issues = issuesOf(validator, body);
  if (issues.length > 0) throw invalid(issues, body);
}

const mostIgnored = 1_000;

/** Takes out members that the contract does not know, wherever they stand. */
function ignoreUnknown(validator: Validator<unknown>, body: unknown): void {
  for (let turn = 0; turn < mostIgnored; turn += 1) {
    const unknown = issuesOf(validator, body).filter(({ message }) => isUnknownMember(message));
    if (unknown.length === 0) return;
    for (const { pointer } of unknown) {
      const loc = steps(pointer, body);
      const last = loc.pop();
      const holder = valueAt(body, loc);
      if (typeof holder === "object" && holder !== null && last !== undefined) Reflect.deleteProperty(holder, last);
    }
  }
}
