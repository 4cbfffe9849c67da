import type { Client } from "../client/client.ts";
import { ConfigurationError } from "../client/errors/errors.ts";
import type { RequestBody } from "../client/methods.ts";
import { answerer } from "./answerer.ts";
import { type BatchRequest, checkBatchRequest, isBatchRequest } from "./input/batch-line.ts";
import { alone } from "./input/batches.ts";
import { identityOf } from "./journal/identity.ts";
import { type BulkOptions, checkInputs, checkOptionNames } from "./options.ts";
import type { AnswerOutcome, InvalidInput, Item } from "./outcome.ts";
import { run } from "./run.ts";

type Body = RequestBody<"getChatCompletions">;

/**
 * A request, a request with an id for its outcome, or a line of the Batch API.
 *
 * @example
 * const inputs: AnswerInput[] = [{ messages }, { id: "q-2", request: { messages } }];
 * answerAll(client, inputs);
 */
export type AnswerInput = Body | { id?: string; request: Body } | BatchRequest;

/**
 * Options of `answerAll`.
 *
 * @example
 * const options: AnswerAllOptions = { body: { max_tokens: 100 }, journal: "answers.journal", concurrency: 8 };
 * for await (const outcome of answerAll(client, requests, options)) console.log(outcome.index, outcome.ok);
 */
export interface AnswerAllOptions extends BulkOptions {
  /** Properties of every request; those of the request override them. */
  body?: Partial<Body>;
}

/**
 * Runs any number of chat requests: one outcome for each, in their order.
 *
 * Inputs are read while outcomes are consumed, so neither needs to fit into memory. Leaving the loop cancels pending requests.
 *
 * @throws {ConfigurationError} for an invalid option or input, and for a journal of another run.
 * @throws {ResponseError} if the server rejects the credential or the route.
 * @throws {AbortError} if `signal` aborts the run.
 */
export function answerAll(
  client: Client,
  requests: Iterable<AnswerInput | InvalidInput> | AsyncIterable<AnswerInput | InvalidInput>,
  options: AnswerAllOptions = {},
): AsyncGenerator<AnswerOutcome, void, undefined> {
  checkInputs("requests", requests);
  checkOptionNames(options, ["body"]);
  const { body, request } = options;
  return run<AnswerInput, Body, AnswerOutcome>(
    {
      inputs: requests,
      toItem,
      batcher: alone<Body>(),
      batchSize: 1,
      identity: identityOf(client, "getChatCompletions", body, request),
      perform: answerer(client, body, request),
    },
    options,
  );
}

function toItem(given: AnswerInput, index: number): Item<Body> {
  const { id, request } = unwrapped(given, `requests[${index}]`);
  if (!Array.isArray(request?.messages))
    throw new ConfigurationError(
      `requests[${index}]`,
      "must be a request with `messages`, { id, request }, or a line of the Batch API",
    );
  return { index, ...(id !== undefined && { id }), input: request };
}

function unwrapped(given: AnswerInput, place: string): { id?: string; request: Body } {
  if (isBatchRequest(given)) {
    checkBatchRequest(given, place);
    return { id: given.custom_id, request: given.body };
  }
  return typeof given === "object" && given !== null && "request" in given ? given : { request: given };
}
