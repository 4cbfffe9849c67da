/** How the process ends, for scripts. */
export const exitCodes = {
  /** It went well. */
  ok: 0,
  /** The answer is no: the server refused, a file does not fit the contract, a check failed. */
  refused: 1,
  /** The command cannot be understood or carried out: options, settings, files. Nothing was sent. */
  usage: 2,
  /** No answer, or not all of it: not reached, timed out, cut off. */
  connection: 3,
  /** A fault of the command itself. */
  internal: 70,
  /** Ended by Ctrl-C. */
  interrupted: 130,
  /** Ended by SIGTERM. */
  terminated: 143,
} as const;

/** What was asked for cannot be; the message says which part, and what is allowed. Exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The server answered, but not with what can be used. Exit code 1. */
export class AnswerError extends Error {
  override readonly name = "AnswerError";
}
