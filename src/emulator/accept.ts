import { type OperationId, operations } from "../../generated/operations.ts";
import { operationValidators, type Validator } from "../../generated/validators.ts";
import { issuesOf } from "../validation/index.ts";
import { isOpenaiMember } from "./dialect.ts";
import { type ModelProfile, sameName } from "./models.ts";
import type { ResolvedEmulatorOptions } from "./options.ts";
import { invalid, isUnknownMember, nested, Refusal, steps, valueAt } from "./refusal.ts";
import type { EmulatedRequest } from "./request.ts";
import type { Target } from "./target.ts";

/** @throws {Refusal} 400 when the version is missing or not known, with those that are and the option that adds others. */
export function checkVersion(
  { query }: EmulatedRequest,
  { versions }: Target,
  { apiVersions }: ResolvedEmulatorOptions,
): void {
  if (versions === undefined || apiVersions === "any") return;
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

/**
 * Parts a body into what the contract knows and what the model is handed beside it.
 *
 * @throws {Refusal} 400 for a value of `extra-parameters` that is none, and for extra members that it does not allow.
 */
export function settleExtras(
  operation: OperationId,
  { headers }: EmulatedRequest,
  { openai }: Target,
  body: Record<string, unknown>,
): { body: Record<string, unknown>; extras: Record<string, unknown> } {
  const members: readonly string[] = operations[operation].members;
  const entries = Object.entries(body);
  const extras = entries.filter(([name]) => !members.includes(name));
  const known = { body: Object.fromEntries(entries.filter(([name]) => members.includes(name))) };
  if (openai) {
    const strange = extras.filter(([name]) => !isOpenaiMember(operation, name)).map(([name]) => name);
    const message = `Unrecognized request argument supplied: ${strange.join(", ")}`;
    if (strange.length > 0) throw new Refusal({ status: 400, code: "400", message }, "openai");
    return { ...known, extras: Object.fromEntries(extras) };
  }
  const policy = headers["extra-parameters"] ?? "error";
  if (!["error", "drop", "pass-through"].includes(policy)) {
    const message = "extra-parameters must be one of error, drop, pass-through";
    throw new Refusal({ status: 400, code: "400", message }, "detail-text");
  }
  if (policy === "error" && extras.length > 0) {
    const names = extras.map(([name]) => name).join(", ");
    const message = `Extra parameters are not allowed: ${names}. Set the header extra-parameters to pass-through to hand them to the model.`;
    throw new Refusal({ status: 400, code: "BadRequest", message }, "flat");
  }
  return { ...known, extras: policy === "pass-through" ? Object.fromEntries(extras) : {} };
}

/** The model asked for by path, header or body, or the default one. @throws {Refusal} 404 when there is none of that name. */
export function modelOf(
  named: unknown,
  { headers }: EmulatedRequest,
  { model: inPath, modelIn }: Target,
  { models, model: usual }: ResolvedEmulatorOptions,
): ModelProfile {
  const places = modelIn.map((place) => (place === "body" ? named : headers[place]));
  const name = [inPath, ...places].find((place) => typeof place === "string") as string | undefined;
  const wanted = name ?? usual;
  const model = wanted === undefined ? models[0] : models.find((model) => sameName(model.name, wanted));
  if (model === undefined)
    throw nested(
      404,
      "unknown_model",
      `There is no such model; known are ${models.map(({ name }) => name).join(", ")}`,
    );
  return model;
}

/** @throws {Refusal} 422 when the body does not fit the contract. */
export function checkBody(operation: OperationId, body: unknown, { openai }: Target): void {
  const validator = operationValidators[operation].request;
  if (validator === undefined) return;
  if (openai) ignoreUnknown(validator, body);
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
