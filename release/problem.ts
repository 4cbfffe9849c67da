/** Why a release cannot go on, in one line, with the whole output of what failed. */
export class ReleaseError extends Error {
  override readonly name = "ReleaseError";
  /** What the failing command wrote; empty where none did. */
  readonly output: string;

  constructor(message: string, output = "") {
    super(message);
    this.output = output;
  }
}

/** Ends a script: a problem as its line, anything else with its stack. */
export function fail(error: unknown): void {
  process.exitCode = 1;
  console.error(error instanceof ReleaseError ? error.message : error);
}
