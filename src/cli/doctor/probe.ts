import { operations } from "../../../generated/operations.ts";
import {
  type Client,
  ConnectionError,
  isInferenceError,
  type OperationId,
  type Problem,
  ResponseError,
  ValidationError,
} from "../../client/index.ts";

/** What a route made of a request that asks for nothing. */
export interface Probe {
  operation: OperationId;
  path: string;
  /** Absent when no response came. */
  status?: number;
  problem?: Problem;
  /** Origin of a redirect. */
  redirectsTo?: string;
  error?: ConnectionError;
}

/** Whether a route is there: `unknown` if the response does not show it. */
export type Presence = "served" | "absent" | "unknown";

type Call = (...given: object[]) => Promise<object>;

/** Asks for as little as can be: empty lists, which most servers refuse, and one token of those that do not. */
function ask(client: Client, id: OperationId, model: { model?: string }, signal: AbortSignal): Promise<object> {
  const { members, required }: { members: readonly string[]; required: readonly string[] } = operations[id];
  const call = client[id] as Call;
  if (members.length === 0) return call({ ...model, signal });
  const empty = Object.fromEntries(required.map((member) => [member, []]));
  return call({ ...empty, ...(members.includes("max_tokens") && { max_tokens: 1 }), ...model }, { signal });
}

/** @throws {AbortError} when the caller cancels; every other outcome is the result. */
export async function probe(
  client: Client,
  operation: OperationId,
  model: { model?: string },
  signal: AbortSignal,
): Promise<Probe> {
  const found = { operation, path: operations[operation].path };
  try {
    await ask(client, operation, model, signal);
    return { ...found, status: 200 };
  } catch (error) {
    if (error instanceof ConnectionError) return { ...found, error };
    // A success that is no JSON is a page of something else.
    if (error instanceof ValidationError)
      return { ...found, status: 200, problem: { kind: "unknown", code: undefined, message: error.message } };
    if (!(error instanceof ResponseError))
      throw isInferenceError(error) ? error : new Error(String(error), { cause: error });
    const { status, problem, info } = error;
    const location = status >= 300 && status < 400 ? info.headers.get("location") : null;
    return { ...found, status, problem, ...(location !== null && { redirectsTo: originOf(location) }) };
  }
}

const originOf = (location: string): string => (URL.canParse(location) ? new URL(location).origin : "another path");

/** Whether the model, and not the route, is what a 404 is about. */
export const isAboutModel = ({ problem }: Probe): boolean =>
  problem?.kind === "not_found" && /^(?:unknown_model|DeploymentNotFound|model_not_found)$/.test(problem.code ?? "");

export function presenceOf(probe: Probe): Presence {
  const { status, problem } = probe;
  if (status === undefined || problem?.kind === "unknown") return "unknown";
  if (status === 404 || status === 405) return isAboutModel(probe) ? "served" : "absent";
  return status < 300 || [400, 422, 429].includes(status) ? "served" : "unknown";
}

/** Whether it is `api-version` that was refused. */
export const isAboutVersion = ({ problem }: Probe): boolean =>
  problem !== undefined && /api-?version/i.test(`${problem.code ?? ""} ${problem.message}`);
