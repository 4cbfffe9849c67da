import type { Client, RequestBody } from "../client/client.ts";
import { type Calls, call } from "./call.ts";
import type { BulkOptions } from "./options.ts";
import { type AnswerOutcome, type Item, placeOf } from "./outcome.ts";

type Body = RequestBody<"getChatCompletions">;

/** What answers one request. */
export const answerer =
  (client: Client, body: Partial<Body> | undefined, request: BulkOptions["request"]) =>
  async ([item]: readonly Item<Body>[], calls: Calls, spend: (tokens: number) => void): Promise<AnswerOutcome[]> => {
    if (item === undefined) return [];
    const sent = { ...request, signal: calls.signal, retry: { retries: 0 } };
    const result = await call(calls, () => client.getChatCompletions({ ...body, ...item.input }, sent));
    if ("problem" in result) return [{ ...placeOf(item), ok: false, problem: result.problem }];
    spend(result.answer.usage?.total_tokens ?? 0);
    return [{ ...placeOf(item), ok: true, answer: result.answer }];
  };
