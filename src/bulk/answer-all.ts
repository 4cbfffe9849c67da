import type { Client, RequestBody } from "../client/client.ts";
import { ConfigurationError } from "../client/errors.ts";
import { answerer } from "./answerer.ts";
import { alone } from "./batches.ts";
import { identityOf } from "./identity.ts";
import { type BulkOptions, checkInputs } from "./options.ts";
import type { AnswerOutcome, Item } from "./outcome.ts";
import { run } from "./run.ts";

type Body = RequestBody<"getChatCompletions">;

/** A request, or one with an id that its outcome carries. */
export type AnswerInput = Body | { id?: string; request: Body };

export interface AnswerAllOptions extends BulkOptions {
  /** Members of every request; those of the request itself win. */
  body?: Partial<Body>;
}

/**
 * Answers any number of chat requests: one outcome for each, in their order.
 *
 * Inputs are read as outcomes are taken, so neither need fit into memory. Leaving the loop cancels what is out.
 *
 * @throws {ConfigurationError} for an option or an input that cannot be; for a journal of other work.
 * @throws {ResponseError} when the server refuses the credential or the route.
 * @throws {AbortError} when `signal` ends the run.
 */
export function answerAll(
  client: Client,
  requests: Iterable<AnswerInput> | AsyncIterable<AnswerInput>,
  options: AnswerAllOptions = {},
): AsyncGenerator<AnswerOutcome, void, undefined> {
  checkInputs("requests", requests);
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
  const { id, request } = isWrapped(given) ? given : { request: given, id: undefined };
  if (!Array.isArray(request?.messages))
    throw new ConfigurationError(`requests[${index}]`, "must be a request with `messages`, or { id, request }");
  return { index, ...(id !== undefined && { id }), input: request };
}

const isWrapped = (given: AnswerInput): given is { id?: string; request: Body } =>
  typeof given === "object" && given !== null && "request" in given;
