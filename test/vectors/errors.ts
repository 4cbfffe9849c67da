import { isDeepStrictEqual } from "node:util";
import { createClient, narrow, type Problem, ResponseError } from "../../src/client/index.ts";
import { key, messages } from "../support/server.ts";
import type { ErrorVector } from "./files.ts";
import type { Player } from "./player.ts";

/** What the client says of a failure, thrown by a method or narrowed by the caller. */
export async function observeError(
  { response, problem }: ErrorVector,
  player: Player,
): Promise<Pick<ErrorVector, "problem">> {
  player.answer = response;
  const client = createClient({ endpoint: player.url, credential: { key }, retry: { retries: 0 } });
  const thrown = await client.getChatCompletions({ messages }).catch((error: unknown) => error);
  if (!(thrown instanceof ResponseError) || thrown.status !== response.status) throw thrown;
  const { error, response: answer } = await client.http.POST("/chat/completions", { body: { messages } });
  const narrowed = narrow(error, answer);
  // The error's own is fit to be printed: it does not show values of parameters.
  const shown = (problem: Problem): unknown =>
    JSON.parse(JSON.stringify(problem, (name, value) => (name === "value" ? undefined : value)));
  if (!isDeepStrictEqual(shown(narrowed), shown(thrown.problem)))
    throw new Error(`narrow says ${JSON.stringify(narrowed)}, the error ${JSON.stringify(thrown.problem)}`);
  // Where the server gave no reason the words are the client's own, and no other client's business.
  const { message, ...others } = narrowed;
  if (problem.message === undefined && message !== "") return { problem: others };
  return { problem: narrowed };
}
