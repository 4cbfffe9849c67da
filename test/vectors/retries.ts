import { vi } from "vitest";
import { createClient, ResponseError } from "../../src/client/index.ts";
import { key, messages } from "../support/server.ts";
import type { RetryVector } from "./files.ts";
import type { Player } from "./player.ts";

const ownDelayMs = 500;

/** Whether the client tries again, and when: the first answer is the vector's, the second a success. */
export async function observeRetry(
  { now, response }: RetryVector,
  player: Player,
): Promise<Pick<RetryVector, "retried" | "delayMs">> {
  const sentMs: number[] = [];
  let inFlight = 0;
  const client = createClient({
    endpoint: player.url,
    credential: { key },
    timeoutMs: Number.POSITIVE_INFINITY,
    retry: { retries: 1, delayMs: ownDelayMs },
    fetch: async (url, init) => {
      sentMs.push(Date.now());
      inFlight += 1;
      return fetch(url, init).finally(() => {
        inFlight -= 1;
      });
    },
  });
  const ask = (retries: number) =>
    client.getChatCompletions({ messages }, { retry: { retries } }).catch((error: unknown) => error);
  vi.useFakeTimers({ now: new Date(now), toFake: ["setTimeout", "clearTimeout", "Date"] });
  vi.spyOn(Math, "random").mockReturnValue(1);
  try {
    player.answer = { ...response, body: { text: "" } };
    const refused = await ask(0);
    if (!(refused instanceof ResponseError)) throw refused;
    const delayMs = refused.retryAfterMs ?? null;

    sentMs.length = 0;
    const call = ask(1);
    let answer: unknown;
    call.then((value) => {
      answer = value;
    });
    while (answer === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
      if (inFlight > 0 || sentMs.length === 0) continue;
      player.answer = { status: 200, headers: {}, body: { text: '{"choices":[]}' } };
      await vi.advanceTimersToNextTimerAsync();
    }
    const [first = 0, second] = sentMs;
    const retried = second !== undefined;
    if (retried === answer instanceof ResponseError) throw new Error("the last answer was not the caller's");
    const waitedMs = (second ?? first) - first;
    if (waitedMs !== (retried ? (delayMs ?? ownDelayMs) : 0)) throw new Error(`waited ${waitedMs} ms`);
    return { retried, delayMs };
  } finally {
    vi.useRealTimers();
    vi.restoreAllMocks();
  }
}
