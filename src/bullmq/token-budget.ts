import type { Queue } from "bullmq";

/** Keeps the tokens of all workers of a queue below a number a minute, counted in Redis by the minutes of the clock. */
export interface TokenBudget {
  /**
   * Sets tokens aside.
   *
   * @returns what is to be told the tokens that the server counted; or the milliseconds until the next minute, where there is no
   *   room left in this one.
   */
  reserve(tokens: number): Promise<{ settle: (counted: number) => Promise<void> } | { waitMs: number }>;
}

const minuteMs = 60_000;

const command = "modelInferenceSpendTokens";
/** Adds ARGV[1] to a count, unless it would be more than ARGV[2]; a job of more than all that a minute has goes alone. */
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
  const add = async (minute: number, tokens: number, most: number): Promise<boolean> => {
    const redis = await backend.client;
    redis.defineCommand(command, { numberOfKeys: 1, lua });
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
