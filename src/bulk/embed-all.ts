import type { EmbeddingsResult } from "../../generated/types.ts";
import type { Client, RequestBody } from "../client/client.ts";
import { ConfigurationError } from "../client/errors.ts";
import { type BatchLimits, createBatcher } from "./batches.ts";
import { type Calls, call } from "./call.ts";
import { type BulkOptions, checkWhole } from "./options.ts";
import { type BulkProblem, type EmbedOutcome, type Item, placeOf } from "./outcome.ts";
import { run } from "./run.ts";

/** A text, or one with an id that its outcome carries. */
export type EmbedInput = string | { id?: string; input: string };

export interface EmbedAllOptions extends BulkOptions {
  /** Members of every request beside `input`, such as `model` and `dimensions`. */
  body?: Omit<RequestBody<"getEmbeddings">, "input">;
  /** What travels in one request at most. */
  batch?: BatchLimits;
}

/**
 * Embeds any number of texts: one outcome for each, in their order. Texts travel in batches; a batch that is refused for what
 * is in it is halved until the text at fault stands alone.
 *
 * Inputs are read as outcomes are taken, so neither need fit into memory. Leaving the loop cancels what is out.
 *
 * @throws {ConfigurationError} for an option or an input that cannot be; for a journal of other work.
 * @throws {ResponseError} when the server refuses the credential, the route or the options of every request.
 * @throws {AbortError} when `signal` ends the run.
 *
 * @example
 * for await (const outcome of embedAll(client, texts, { journal: "vectors.journal" })) {
 *   if (outcome.ok) store(outcome.index, decodeEmbedding(outcome.embedding));
 * }
 */
export function embedAll(
  client: Client,
  inputs: Iterable<EmbedInput> | AsyncIterable<EmbedInput>,
  options: EmbedAllOptions = {},
): AsyncGenerator<EmbedOutcome, void, undefined> {
  const { body = {}, batch = {}, request } = options;
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
      identity: ["getEmbeddings", body, request?.extras],
      perform: (items, calls, spend) => embed(items, calls, spend),
    },
    options,
  );

  async function embed(
    items: readonly Item<string>[],
    calls: Calls,
    spend: (tokens: number) => void,
  ): Promise<EmbedOutcome[]> {
    const input = items.map((item) => item.input);
    const sent = { ...request, signal: calls.signal, retry: { retries: 0 } };
    const result = await call(calls, () => client.getEmbeddings({ ...body, input }, sent), ofAll);
    if ("answer" in result) {
      spend(result.answer.usage?.total_tokens ?? 0);
      return matched(items, result.answer);
    }
    if (items.length === 1 || !isOfOne(result.problem)) return items.map((item) => failed(item, result.problem));
    const half = Math.ceil(items.length / 2);
    const first = await embed(items.slice(0, half), calls, spend);
    return [...first, ...(await embed(items.slice(half), calls, spend))];
  }
}

/** What a server says of the options, which all requests share. */
const ofAll = new Set<BulkProblem["kind"]>(["unsupported_parameter", "extra_parameters_refused"]);
/** What one text may be the cause of. */
const ofOne = new Set<BulkProblem["kind"]>(["content_filter", "invalid_request", "too_large", "validation"]);
const isOfOne = ({ kind }: BulkProblem): boolean => ofOne.has(kind);

function toItem(given: EmbedInput, index: number): Item<string> {
  const item = typeof given === "string" ? { input: given } : given;
  if (typeof item?.input !== "string")
    throw new ConfigurationError(`inputs[${index}]`, "must be a text, or an object with a text as `input`");
  return { index, ...(item.id !== undefined && { id: item.id }), input: item.input };
}

const failed = (item: Item<string>, problem: BulkProblem): EmbedOutcome => ({ ...placeOf(item), ok: false, problem });

/** Each vector to its text: a server that loses or doubles one would else shift all that follow. */
function matched(items: readonly Item<string>[], { data, model }: EmbeddingsResult): EmbedOutcome[] {
  const vectors = new Map(data.map((item) => [item.index, item.embedding]));
  const isWhole = data.length === items.length && items.every((_, at) => vectors.has(at));
  return items.map((item, at) => {
    const embedding = vectors.get(at);
    if (isWhole && embedding !== undefined) return { ...placeOf(item), ok: true, embedding, model };
    const message = `The server gave ${data.length} vectors for ${items.length} texts, or not one for each.`;
    return failed(item, { kind: "mismatch", message });
  });
}
