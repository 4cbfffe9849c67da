import { appendFile, open } from "node:fs/promises";
import { linesOf } from "../bulk/lines.ts";
import type { AnswerOutcome, EmbedOutcome } from "../bulk/outcome.ts";

export type BulkOutcome = EmbedOutcome | AnswerOutcome;

/** Appends outcomes to a file of one worker's own, a line each. */
export function resultsFile(path: string): (outcomes: readonly BulkOutcome[]) => Promise<void> {
  // What a kill cut off ends here, so that it spoils no other line.
  let begun: Promise<void> | undefined;
  return async (outcomes) => {
    begun ??= appendFile(path, "\n");
    await begun;
    await appendFile(path, outcomes.map((outcome) => `${JSON.stringify(outcome)}\n`).join(""));
  };
}

/**
 * The outcomes of files that workers wrote, one for each input. A job that was taken over from a worker that died may have been
 * done twice: of several outcomes the first that is ok counts. Failures come last.
 */
export async function* readOutcomes(...paths: readonly string[]): AsyncGenerator<BulkOutcome> {
  const seen = new Set<number>();
  const failed = new Map<number, BulkOutcome>();
  for (const path of paths) {
    const file = await open(path, "r");
    try {
      for await (const line of linesOf(file)) {
        const outcome = parse(line);
        if (outcome === undefined || seen.has(outcome.index)) continue;
        if (outcome.ok) {
          seen.add(outcome.index);
          failed.delete(outcome.index);
          yield outcome;
        } else failed.set(outcome.index, outcome);
      }
    } finally {
      await file.close();
    }
  }
  yield* failed.values();
}

/** `undefined` for a line that a kill cut off: its job was done again. */
function parse(line: Buffer): BulkOutcome | undefined {
  try {
    return JSON.parse(line.toString()) as BulkOutcome;
  } catch {
    return undefined;
  }
}
