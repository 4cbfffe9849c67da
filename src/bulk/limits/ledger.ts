import { ConfigurationError } from "../../client/errors/errors.ts";

/** Counts the tokens of a run and enforces `maxTokens`. */
export interface Ledger {
  /** Number of tokens from `usage` of the responses. */
  readonly tokens: number;
  /** Number of requests sent. */
  readonly requests: number;
  /** Estimates the tokens of a request from its length and from the previous requests of the run. */
  estimate(characters: number): number;
  /**
   * Reserves tokens for one request.
   *
   * @returns a function to call with the actual number of tokens, 0 after a failure.
   * @throws {ConfigurationError} when the request could exceed `maxTokens`.
   */
  reserve(characters: number): (tokens: number) => void;
}

/** Used until the first response. About right for English. */
const firstTokensPerCharacter = 0.25;

/** @param maxTokens - maximum number of tokens for the whole run. */
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
          `the run used ${tokens} of ${maxTokens} tokens. ${reserved} are reserved for requests in flight and the next request needs about ${expected}. To continue, set a higher limit; with a journal, completed inputs are not sent again`,
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
