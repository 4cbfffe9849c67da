import type { EmbeddingsResult } from "../../generated/types.ts";
import type { Client, RequestBody } from "../client/client.ts";
import { type Calls, call } from "./call.ts";
import type { BulkOptions } from "./options.ts";
import { type BulkProblem, type EmbedOutcome, type Item, placeOf } from "./outcome.ts";

/** What embeds the texts of one batch: halves of it where it is refused for what is in it. */
export function embedder(
  client: Client,
  body: Omit<RequestBody<"getEmbeddings">, "input">,
  request: BulkOptions["request"],
) {
  return embed;

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
