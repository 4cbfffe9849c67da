import type { Client } from "../client/client.ts";
import type { RequestBody } from "../client/methods.ts";
import { type Calls, call } from "./call.ts";
import type { BulkOptions } from "./options.ts";
import { type AnswerOutcome, type Item, positionOf } from "./outcome.ts";

type Body = RequestBody<"getChatCompletions">;

/** Runs one request. */
export const answerer =
  (client: Client, body: Partial<Body> | undefined, request: BulkOptions["request"]) =>
  async ([item]: readonly Item<Body>[], calls: Calls): Promise<AnswerOutcome[]> => {
    if (item === undefined) return [];
    const sent = { ...request, signal: calls.signal, retry: { retries: 0 } };
    const characters = JSON.stringify(item.input.messages).length;
    const send = () => client.getChatCompletions({ ...body, ...item.input }, sent);
    const result = await call(calls, send, { characters });
    if ("problem" in result) return [{ ...positionOf(item), ok: false, problem: result.problem }];
    return [{ ...positionOf(item), ok: true, answer: result.answer }];
  };
