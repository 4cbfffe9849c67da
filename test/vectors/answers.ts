import { createClient, decodeEmbedding, type EmbeddingsResult, ValidationError } from "../../src/client/index.ts";
import { key } from "../support/server.ts";
import type { AnswerVector } from "./files.ts";
import type { Player } from "./player.ts";

type Outcome = Pick<AnswerVector, "value" | "decoded" | "failure">;

/** What the caller of the client gets for an answer. */
export async function observeAnswer(vector: AnswerVector, player: Player): Promise<Outcome> {
  player.answer = vector.response;
  const client = createClient({ endpoint: player.url, credential: { key }, retry: { retries: 0 } });
  const { operation } = vector;
  try {
    const value = operation === "getModelInfo" ? await client.getModelInfo() : await client[operation]({} as never);
    if (vector.decoded === undefined) return { value };
    const { data } = value as EmbeddingsResult;
    return { value, decoded: data.map(({ embedding }) => [...decodeEmbedding(embedding)]) };
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return { failure: reasonOf(error) };
  }
}

const reasons: readonly [reason: string, words: RegExp][] = [
  ["empty", /^is empty$/],
  ["not-json", /^is not JSON \(content type .+\)$/],
  ["not-an-object", /^is not a JSON object$/],
  ["no-list", /^has no list `(?:choices|data)`$/],
];

function reasonOf({ issues }: ValidationError): string {
  const [reason] = reasons.find(([, words]) => issues.length === 1 && words.test(issues[0]?.message ?? "")) ?? [];
  if (reason === undefined) throw new Error(`no reason is known for ${JSON.stringify(issues)}`);
  return reason;
}
