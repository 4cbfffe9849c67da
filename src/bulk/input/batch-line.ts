import { ConfigurationError } from "../../client/errors/errors.ts";
import type { RequestBody } from "../../client/methods.ts";
import type { AnswerOutcome, EmbedOutcome } from "../outcome.ts";

/**
 * A line of a Batch API input file.
 *
 * @example
 * const request: BatchRequest = { custom_id: "q-1", method: "POST", url: "/v1/chat/completions", body: { messages } };
 */
export interface BatchRequest {
  custom_id: string;
  method: "POST";
  /** Must end with `/chat/completions`. */
  url: string;
  body: RequestBody<"getChatCompletions">;
}

/**
 * A line of a Batch API output file.
 *
 * @example
 * for await (const outcome of answerAll(client, requests)) {
 *   const { custom_id, error }: BatchResult = toBatchResult(outcome);
 *   console.log(custom_id, error?.code ?? "done");
 * }
 */
export interface BatchResult {
  id: string;
  custom_id: string;
  /** `null` if there was no response. */
  response: { status_code: number; request_id: string; body: object } | null;
  /** Why there was no response; otherwise `null`, also for error responses. */
  error: { code: string; message: string } | null;
}

export const isBatchRequest = (given: unknown): given is BatchRequest =>
  typeof given === "object" && given !== null && "custom_id" in given && "body" in given;

/** @throws {ConfigurationError} if the request is for a different operation. */
export function checkBatchRequest({ method, url }: BatchRequest, place: string): void {
  if ((method ?? "POST") !== "POST" || !/\/chat\/completions$/.test(url ?? ""))
    throw new ConfigurationError(place, `must be a POST of /v1/chat/completions, not ${method} ${url}`);
}

/**
 * Converts an outcome to a line of a Batch API output file.
 *
 * @example
 * for await (const outcome of answerAll(client, lines.map((line) => JSON.parse(line))))
 *   output.write(`${JSON.stringify(toBatchResult(outcome))}\n`);
 */
export function toBatchResult(outcome: AnswerOutcome | EmbedOutcome): BatchResult {
  const custom_id = outcome.id ?? String(outcome.index);
  const id = `batch_req_${outcome.index}`;
  if (outcome.ok) {
    const body = "answer" in outcome ? outcome.answer : { model: outcome.model, embedding: outcome.embedding };
    return { id, custom_id, response: { status_code: 200, request_id: "", body }, error: null };
  }
  const { kind, message, status, code = kind, requestId = "" } = outcome.problem;
  if (status === undefined) return { id, custom_id, response: null, error: { code, message } };
  const body = { error: { code, message } };
  return { id, custom_id, response: { status_code: status, request_id: requestId, body }, error: null };
}
