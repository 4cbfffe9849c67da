import { type OperationId, operations } from "../../../generated/operations.ts";
import { operationValidators, type Validator } from "../../../generated/validators.ts";
import { syntaxErrorOf } from "../../json/syntax-error.ts";
import { issuesOf } from "../../validation/index.ts";
import type { ExtrasDecision } from "../control/journal.ts";
import { isClientParameter, isOpenaiParameter } from "../endpoints/openai-parameters.ts";
import { invalid, isUnknownProperty, nested, Refusal, steps, valueAt } from "../endpoints/refusal.ts";
import type { Target } from "../endpoints/target.ts";
import type { EmulatedRequest } from "../http/request.ts";
import { type ModelProfile, sameName } from "../models/models.ts";
import type { ResolvedEmulatorOptions } from "../options.ts";

/** @throws {Refusal} 400 for a missing or unknown version, when strict. The message lists the known versions. */
export function checkVersion(
  { query }: EmulatedRequest,
  { versions }: Target,
  { apiVersions, strict }: ResolvedEmulatorOptions,
): void {
  if (versions === undefined || !strict || apiVersions === "any") return;
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
  const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(type)?.[1] ?? "utf-8";
  if (!/^(?:utf-?8|us-ascii)$/i.test(charset))
    throw nested(415, "UnsupportedMediaType", "The charset of the content type must be utf-8, which JSON requires");
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw nested(400, "BadRequest", `The body is not JSON: ${syntaxErrorOf(body)}`);
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
 * Splits a body into the parameters of the contract and the extra parameters for the model.
 *
 * @param decided - called with the decision, also when it is a refusal.
 * @throws {Refusal} 400 for an invalid value of `extra-parameters`, and for extra parameters that it does not allow.
 */
export function applyExtraParameters(
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
    const strange = members.filter((name) => !isOpenaiParameter(operation, name));
    tell("openai", strange.length > 0 ? "refused" : "passed");
    const message = `Unrecognized request argument supplied: ${strange.join(", ")}`;
    if (strange.length > 0) throw new Refusal({ status: 400, code: "400", message }, "openai");
    return { body, extras: Object.fromEntries(extras) };
  }
  const asked = headers["extra-parameters"] ?? "error";
  if (strict && !policies.includes(asked)) {
    const message = "extra-parameters must be one of error, drop, pass-through";
    throw new Refusal({ status: 400, code: "400", message }, "detail-text");
  }
  const policy = policies.includes(asked) ? asked : "error";
  const refused =
    policy === "error" ? members.filter((name) => strict || !isClientParameter(operation, name)) : ([] as string[]);
  tell(policy, refused.length > 0 ? "refused" : policy === "drop" ? "dropped" : "passed");
  if (refused.length > 0) {
    const message = `Extra parameters are not allowed: ${refused.join(", ")}. Set the header extra-parameters to pass-through to hand them to the model.`;
    throw new Refusal({ status: 400, code: "BadRequest", message }, "flat");
  }
  return { body, extras: policy === "drop" ? {} : Object.fromEntries(extras) };
}

/** The model that path, header or body names, or the default one. @throws {Refusal} 404 for an unknown model. */
export function modelOf(
  inBody: unknown,
  { headers }: EmulatedRequest,
  { model: inPath, modelIn }: Target,
  { models, model: usual, anyModel }: ResolvedEmulatorOptions,
): ModelProfile {
  const places = modelIn.map((place) => (place === "body" ? inBody : headers[place]));
  const named = [inPath, ...places].find((place) => typeof place === "string") as string | undefined;
  const name = (anyModel ? named || undefined : named) ?? usual;
  const [first] = models;
  const found = name === undefined ? first : models.find((model) => sameName(model.name, name));
  const model = found ?? (anyModel && first && name !== undefined ? { ...first, name } : undefined);
  if (model === undefined)
    throw nested(
      404,
      "unknown_model",
      `There is no such model; known are ${models.map(({ name }) => name).join(", ")}`,
    );
  return model;
}

/**
 * Takes unknown properties below the root out of the body, unless strict.
 *
 * @returns JSON pointers to them.
 * @throws {Refusal} 422 when the rest does not fit the contract.
 */
export function checkBody(
  operation: OperationId,
  body: unknown,
  { openai }: Target,
  { strict }: ResolvedEmulatorOptions,
): readonly string[] {
  const validator = operationValidators[operation].request;
  if (validator === undefined) return [];
  const ignored = openai || !strict ? ignoreUnknown(validator, body) : [];
  const issues = issuesOf(validator, body);
  if (issues.length > 0) throw invalid(issues, body);
  return ignored;
}

const mostIgnored = 1_000;

function ignoreUnknown(validator: Validator<unknown>, body: unknown): readonly string[] {
  const ignored: string[] = [];
  for (let turn = 0; turn < mostIgnored; turn += 1) {
    const unknown = issuesOf(validator, body).filter(({ message }) => isUnknownProperty(message));
    if (unknown.length === 0) return ignored;
    ignored.push(...unknown.map(({ pointer }) => pointer));
    for (const { pointer } of unknown) {
      const loc = steps(pointer, body);
      const last = loc.pop();
      const holder = valueAt(body, loc);
      if (typeof holder === "object" && holder !== null && last !== undefined) Reflect.deleteProperty(holder, last);
    }
  }
  return ignored;
}
