import type { Queue } from "bullmq";

/** A limit of tokens per clock minute for all workers of a queue, counted in Redis. */
export interface TokenBudget {
  /**
   * Reserves tokens.
   *
   * @returns a function to call with the actual number of tokens; or the milliseconds until the next minute, if the budget of
   *   this minute is used up.
   */
  reserve(tokens: number): Promise<{ settle: (counted: number) => Promise<void> } | { waitMs: number }>;
}

const minuteMs = 60_000;

const command = "modelInferenceSpendTokens";
/** Adds ARGV[1] to a counter unless the sum exceeds ARGV[2]. A job larger than the budget may run alone. */
const lua = `
local sum = redis.call("INCRBY", KEYS[1], ARGV[1])
redis.call("PEXPIRE", KEYS[1], ${2 * minuteMs})
if sum > tonumber(ARGV[2]) and sum > tonumber(ARGV[1]) then
  redis.call("DECRBY", KEYS[1], ARGV[1])
  return 0
end
return 1`;

export function createTokenBudget(queue: Queue, tokensPerMinute: number): TokenBudget {
  const backend = queue.getBackend();
  const connect = async () => {
    const redis = await backend.client;
    redis.defineCommand(command, { numberOfKeys: 1, lua });
    return redis;
  };
  let connected: ReturnType<typeof connect> | undefined;
  const add = async (minute: number, tokens: number, most: number): Promise<boolean> => {
    connected ??= connect();
    const redis = await connected;
    return (await redis.runCommand(command, [backend.toKey(`tokens:${minute}`), tokens, most])) === 1;
  };
  return {
    reserve: async (tokens) => {
      const now = Date.now();
      const minute = Math.floor(now / minuteMs);
      if (!(await add(minute, tokens, tokensPerMinute))) return { waitMs: (minute + 1) * minuteMs - now };
      return { settle: async (counted) => void (await add(minute, counted - tokens, Number.MAX_SAFE_INTEGER)) };
    },
  };
}
