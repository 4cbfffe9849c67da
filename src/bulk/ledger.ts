import { ConfigurationError } from "../client/errors.ts";

/** Counts the tokens of a run, and keeps them below the ceiling that the caller set. */
export interface Ledger {
  /** Tokens that the server counted. */
  readonly tokens: number;
  /** Requests that were sent. */
  readonly requests: number;
  /** What a request will cost, as far as that can be told from its length and from what others of this run cost. */
  estimate(characters: number): number;
  /**
   * Sets tokens aside for one request.
   *
   * @returns what is to be told the tokens that the server counted; 0 for none.
   * @throws {ConfigurationError} when they would go beyond the ceiling.
   */
  reserve(characters: number): (tokens: number) => void;
}

/** About right for English, until the first answer tells better. */
const firstTokensPerCharacter = 0.25;

/** @param maxTokens - of the whole run. */
export function createLedger(maxTokens = Number.POSITIVE_INFINITY): Ledger {
  let tokens = 0;
  let requests = 0;
  let reserved = 0;
  let characters = 0;
  const estimate = (length: number): number =>
    Math.ceil(length * (characters === 0 ? firstTokensPerCharacter : tokens / characters));
  return {
    estimate,
    reserve: (length) => {
      const expected = estimate(length);
      if (tokens + reserved + expected > maxTokens)
        throw new ConfigurationError(
          "maxTokens",
          `${tokens} of ${maxTokens} tokens are spent, ${reserved} are set aside for requests that are out, and the next one needs about ${expected}. Raise it to go on; a journal keeps what is done`,
        );
      reserved += expected;
      requests += 1;
      return (counted) => {
        reserved -= expected;
        tokens += counted;
        if (counted > 0) characters += length;
      };
    },
    get tokens() {
      return tokens;
    },
    get requests() {
      return requests;
    },
  };
}
