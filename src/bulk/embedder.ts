import type { EmbeddingsResult } from "../../generated/types.ts";
import type { Client } from "../client/client.ts";
import type { RequestBody } from "../client/methods.ts";
import { type Calls, call } from "./call.ts";
import type { BulkOptions } from "./options.ts";
import { type BulkProblem, type EmbedOutcome, type Item, positionOf } from "./outcome.ts";

/**
 * Creates a function that embeds one batch. If the server rejects a batch because of its content, the two halves are sent. If both
 * halves succeed, the batch was too large: later batches are no larger than the halves.
 */
export function embedder(
  client: Client,
  body: Omit<RequestBody<"getEmbeddings">, "input">,
  request: BulkOptions["request"],
) {
  /** Maximum number of texts per request that the server accepts, as far as known. */
  let mostItems = Number.POSITIVE_INFINITY;
  return embed;

  async function embed(items: readonly Item<string>[], calls: Calls): Promise<EmbedOutcome[]> {
    if (items.length > mostItems) return inPieces(items, mostItems, calls);
    const input = items.map((item) => item.input);
    const sent = { ...request, signal: calls.signal, retry: { retries: 0 } };
    const characters = input.reduce((sum, text) => sum + text.length, 0);
    const result = await call(calls, () => client.getEmbeddings({ ...body, input }, sent), {
      characters,
      fatal: ofAll,
    });
    if ("answer" in result) return matched(items, result.answer);
    if (items.length === 1 || !isOfOne(result.problem)) return items.map((item) => failed(item, result.problem));
    const half = Math.ceil(items.length / 2);
    const outcomes = await inTurn([items.slice(0, half), items.slice(half)], calls);
    if (outcomes.every(({ ok }) => ok)) mostItems = Math.min(mostItems, half);
    return outcomes;
  }

  async function inPieces(items: readonly Item<string>[], size: number, calls: Calls): Promise<EmbedOutcome[]> {
    const pieces: (readonly Item<string>[])[] = [];
    for (let from = 0; from < items.length; from += size) pieces.push(items.slice(from, from + size));
    if (!calls.retriesThrottled) return inTurn(pieces, calls);
    const sent = pieces.map((piece) => embed(piece, calls));
    // Wait for all of them, so that none is left running after an error.
    await Promise.allSettled(sent);
    return (await Promise.all(sent)).flat();
  }

  /** Sends one batch after the other. After a 429, the rest fails without a request. */
  async function inTurn(pieces: readonly (readonly Item<string>[])[], calls: Calls): Promise<EmbedOutcome[]> {
    const outcomes: EmbedOutcome[] = [];
    for (const piece of pieces) {
      const last = outcomes.at(-1);
      const throttled = last?.ok === false && last.problem.kind === "rate_limited" ? last.problem : undefined;
      outcomes.push(...(throttled ? piece.map((item) => failed(item, throttled)) : await embed(piece, calls)));
    }
    return outcomes;
  }
}

/** What a server says of the options, which all requests share. */
const ofAll = new Set<BulkProblem["kind"]>(["unsupported_parameter", "extra_parameters_refused"]);
/** What one text may be the cause of. */
const ofOne = new Set<BulkProblem["kind"]>(["content_filter", "invalid_request", "too_large", "validation"]);
const isOfOne = ({ kind }: BulkProblem): boolean => ofOne.has(kind);

const failed = (item: Item<string>, problem: BulkProblem): EmbedOutcome => ({
  ...positionOf(item),
  ok: false,
  problem,
});

/** Each vector to its text: a server that loses or doubles one would else shift all that follow. */
function matched(items: readonly Item<string>[], { data, model }: EmbeddingsResult): EmbedOutcome[] {
  const vectors = new Map(data.map((item) => [item.index, item.embedding]));
  const isWhole = data.length === items.length && items.every((_, at) => vectors.has(at));
  return items.map((item, at) => {
    const embedding = vectors.get(at);
    if (isWhole && embedding !== undefined) return { ...positionOf(item), ok: true, embedding, model };
    const message = `The server gave ${data.length} vectors for ${items.length} texts, or not one for each.`;
    return failed(item, { kind: "mismatch", message });
  });
}
