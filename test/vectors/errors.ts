import { isDeepStrictEqual } from "node:util";
import { createClient, narrow, ResponseError } from "../../src/client/index.ts";
import { key, messages } from "../server.ts";
import type { ErrorVector } from "./files.ts";
import type { Player } from "./player.ts";

/** What the client says of a failure, thrown by a method or narrowed by the caller. */
export async function observeError({ response }: ErrorVector, player: Player): Promise<Pick<ErrorVector, "problem">> {
  player.answer = response;
  const client = createClient({ endpoint: player.url, credential: { key }, retry: { retries: 0 } });
  const thrown = await client.getChatCompletions({ messages }).catch((error: unknown) => error);
  if (!(thrown instanceof ResponseError) || thrown.status !== response.status) throw thrown;
  const { error, response: answer } = await client.http.POST("/chat/completions", { body: { messages } });
  const narrowed = narrow(error, answer);
  if (!isDeepStrictEqual(narrowed, thrown.problem)) throw new Error(`narrow says ${JSON.stringify(narrowed)}`);
  return { problem: thrown.problem };
}
