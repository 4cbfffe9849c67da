import { apiVersions, type OperationId, operations } from "../../generated/operations.ts";
import type { ChatCompletionsOptions } from "../../generated/types.ts";
import { operationValidators } from "../../generated/validators.ts";
import { issuesOf } from "../validation/index.ts";
import type { ModelProfile } from "./models.ts";
import { type ResolvedEmulatorOptions, sameName } from "./options.ts";
import { invalid, nested, Refusal, unauthorized, unsupported } from "./refusal.ts";
import type { EmulatedRequest } from "./request.ts";

/** The route asked for; the base URL is the server's, with or without Foundry's `/models`. @throws {Refusal} 404, 405 */
export function routeOf({ method, path: whole }: EmulatedRequest): OperationId {
  const path = whole.replace(/^\/models(?=\/)/, "");
  const found = Object.values(operations).filter((operation) => operation.path === path);
  if (found.length === 0) throw nested(404, "404", "Resource not found");
  const operation = found.find((operation) => operation.method === method);
  if (operation === undefined) {
    const allow = found.map(({ method }) => method).join(", ");
    throw nested(405, "405", `This resource takes ${allow}`, { allow });
  }
  return operation.id;
}

/** @throws {Refusal} 401 without a key, with one that is not accepted, or with two that differ. */
export function checkKey({ headers }: EmulatedRequest, { keys }: ResolvedEmulatorOptions): void {
  const bearer = /^Bearer\s+(.+)$/i.exec(headers["authorization"] ?? "")?.[1];
  const key = headers["api-key"] || undefined;
  const given = key ?? bearer;
  if (given === undefined) throw unauthorized("No key: send it as api-key or as a bearer");
  if (key !== undefined && bearer !== undefined && key !== bearer) throw unauthorized("api-key and the bearer differ");
  if (keys !== undefined && !keys.includes(given)) throw unauthorized("The key is not valid for this endpoint");
}

/** @throws {Refusal} 400 when the version is missing or not of the contract. */
export function checkVersion({ query }: EmulatedRequest): void {
  const version = query.get("api-version");
  if (version !== null && (apiVersions as readonly string[]).includes(version)) return;
  const given = version === null ? "is missing" : "is not known";
  throw nested(
    400,
    "UnsupportedApiVersion",
    `The query parameter api-version ${given}; supported are ${apiVersions.join(", ")}`,
  );
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
  body: Record<string, unknown>,
): { body: Record<string, unknown>; extras: Record<string, unknown> } {
  const policy = headers["extra-parameters"] ?? "error";
  if (!["error", "drop", "pass-through"].includes(policy)) {
    const message = "extra-parameters must be one of error, drop, pass-through";
    throw new Refusal({ status: 400, code: "400", message }, "detail-text");
  }
  const members: readonly string[] = operations[operation].members;
  const entries = Object.entries(body);
  const extras = entries.filter(([name]) => !members.includes(name));
  if (policy === "error" && extras.length > 0) {
    const names = extras.map(([name]) => name).join(", ");
    const message = `Extra parameters are not allowed: ${names}. Set the header extra-parameters to pass-through to hand them to the model.`;
    throw new Refusal({ status: 400, code: "BadRequest", message }, "flat");
  }
  return {
    body: Object.fromEntries(entries.filter(([name]) => members.includes(name))),
    extras: policy === "pass-through" ? Object.fromEntries(extras) : {},
  };
}

/** The model asked for, or the first. @throws {Refusal} 404 when there is none of that name. */
export function modelOf(named: unknown, { headers }: EmulatedRequest, models: readonly ModelProfile[]): ModelProfile {
  const name = headers["x-ms-model-mesh-model-name"] ?? (typeof named === "string" ? named : undefined);
  const model = name === undefined ? models[0] : models.find((model) => sameName(model.name, name));
  if (model === undefined)
    throw nested(
      404,
      "unknown_model",
      `There is no such model; known are ${models.map(({ name }) => name).join(", ")}`,
    );
  return model;
}

/** @throws {Refusal} 422 when the body does not fit the contract. */
export function checkBody(operation: OperationId, body: unknown): void {
  const validator = operationValidators[operation].request;
  const issues = validator === undefined ? [] : issuesOf(validator, body);
  if (issues.length > 0) throw invalid(issues, body);
}

/** @throws {Refusal} 404 when the model does not serve the operation, 422 when it does not know a part of the body. */
export function checkModel(operation: OperationId, model: ModelProfile, body: Readonly<Record<string, unknown>>): void {
  if (!model.operations.includes(operation)) {
    throw nested(404, "api_not_supported", `${model.name} does not serve ${operations[operation].path}`);
  }
  const { members = [], roles = [], contentTypes = [], responseFormats = [] } = model.unsupported ?? {};
  const refuse = (loc: (string | number)[], input: unknown): never => {
    throw unsupported(
      loc,
      input,
      `${model.name} does not support ${loc[0] === "messages" ? `the ${loc.at(-1)} ${input}` : loc[0]}`,
    );
  };
  for (const member of members) if (member in body) refuse([member], body[member]);
  if (operation !== "getChatCompletions") return;
  const { messages, response_format: format } = body as unknown as ChatCompletionsOptions;
  if (format !== undefined && responseFormats.includes(format.type)) refuse(["response_format"], format.type);
  for (const [index, { role, content }] of messages.entries()) {
    if (roles.includes(role)) refuse(["messages", index, "role"], role);
    for (const [place, part] of (Array.isArray(content) ? content : []).entries()) {
      if (contentTypes.includes(part.type)) refuse(["messages", index, "content", place, "type"], part.type);
    }
  }
}
