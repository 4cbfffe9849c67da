/** Exit codes of the command. */
export const exitCodes = {
  /** Success. */
  ok: 0,
  /** The server returned an error, a file is invalid, or a check failed. */
  refused: 1,
  /** Invalid options, settings or files. Nothing was sent. */
  usage: 2,
  /** No response, or an incomplete one: unreachable, timed out, cut off. */
  connection: 3,
  /** A bug in this command. */
  internal: 70,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
  /** Stopped by SIGTERM. */
  terminated: 143,
} as const;

/** Invalid options, settings or files; the message says which part and what is allowed. Exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The server returned a response that cannot be used. Exit code 1. */
export class UnusableResponseError extends Error {
  override readonly name = "UnusableResponseError";
}
