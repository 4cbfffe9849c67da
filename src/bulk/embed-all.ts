import type { Client } from "../client/client.ts";
import { ConfigurationError } from "../client/errors/errors.ts";
import type { RequestBody } from "../client/methods.ts";
import { checkNames } from "../client/own.ts";
import { embedder } from "./embedder.ts";
import { type BatchLimits, createBatcher } from "./input/batches.ts";
import { identityOf } from "./journal/identity.ts";
import { type BulkOptions, checkInputs, checkOptionNames, checkWhole } from "./options.ts";
import type { EmbedOutcome, InvalidInput, Item } from "./outcome.ts";
import { run } from "./run.ts";

/**
 * A text, or a text with an id for its outcome.
 *
 * @example
 * const inputs: EmbedInput[] = ["a boat", { id: "doc-2", input: "a mile" }];
 * embedAll(client, inputs);
 */
export type EmbedInput = string | { id?: string; input: string };

export interface EmbedAllOptions extends BulkOptions {
  /** Properties of every request in addition to `input`, such as `model` and `dimensions`. */
  body?: Omit<RequestBody<"getEmbeddings">, "input">;
  /** Limits of one request. */
  batch?: BatchLimits;
}

/**
 * Creates embeddings of any number of texts, with one outcome for each, in their order. Texts are sent in batches. A batch that is
 * rejected because of its content is halved until the invalid text is alone.
 *
 * Inputs are read while outcomes are consumed, so neither needs to fit into memory. Leaving the loop cancels pending requests.
 *
 * @throws {ConfigurationError} for an invalid option or input, and for a journal of another run.
 * @throws {ResponseError} if the server rejects the credential, the route or the options of every request.
 * @throws {AbortError} if `signal` aborts the run.
 *
 * @example
 * for await (const outcome of embedAll(client, texts, { journal: "vectors.journal" })) {
 *   if (outcome.ok) store(outcome.index, decodeEmbedding(outcome.embedding));
 * }
 */
export function embedAll(
  client: Client,
  inputs: Iterable<EmbedInput | InvalidInput> | AsyncIterable<EmbedInput | InvalidInput>,
  options: EmbedAllOptions = {},
): AsyncGenerator<EmbedOutcome, void, undefined> {
  checkInputs("inputs", inputs);
  checkOptionNames(options, ["body", "batch"]);
  const { body = {}, batch = {}, request } = options;
  checkNames("batch.", batch, ["items", "tokens", "characters", "countTokens"]);
  const { items: batchSize = 64 } = batch;
  checkWhole("batch.items", batch.items, 2_048);
  checkWhole("batch.tokens", batch.tokens, Number.MAX_SAFE_INTEGER);
  checkWhole("batch.characters", batch.characters, Number.MAX_SAFE_INTEGER);
  return run<EmbedInput, string, EmbedOutcome>(
    {
      inputs,
      toItem,
      batcher: createBatcher(batch),
      batchSize,
      identity: identityOf(client, "getEmbeddings", body, request),
      perform: embedder(client, body, request),
    },
    options,
  );
}

function toItem(given: EmbedInput, index: number): Item<string> {
  const item = typeof given === "string" ? { input: given } : given;
  if (typeof item?.input !== "string")
    throw new ConfigurationError(`inputs[${index}]`, "must be a string, or an object with a text as `input`");
  return { index, ...(item.id !== undefined && { id: item.id }), input: item.input };
}
