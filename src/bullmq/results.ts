import { appendFile, open } from "node:fs/promises";
import { linesOf } from "../bulk/input/lines.ts";
import type { AnswerOutcome, EmbedOutcome } from "../bulk/outcome.ts";

/**
 * The outcome of an input, with its run and file.
 *
 * @example
 * const isFailed = (outcome: BulkOutcome) => !outcome.ok;
 * for await (const outcome of readOutcomes("results-1.jsonl")) if (isFailed(outcome)) console.log(outcome.index);
 */
export type BulkOutcome = { run: string; source: string } & (EmbedOutcome | AnswerOutcome);

/** Appends outcomes to a file of one worker's own, a line each. */
export function resultsFile(path: string): (outcomes: readonly BulkOutcome[]) => Promise<void> {
  // What a kill cut off ends here, so that it spoils no other line.
  let begun: Promise<void> | undefined;
  return async (outcomes) => {
    begun ??= appendFile(path, "\n", { mode: 0o600 });
    await begun;
    await appendFile(path, outcomes.map((outcome) => `${JSON.stringify(outcome)}\n`).join(""));
  };
}

/**
 * Reads the outcomes from the files of all workers, one per input and run. If a job ran twice because its worker died, the first
 * successful outcome counts. Failures come last.
 *
 * @throws {Error} of `node:fs` if a file cannot be read.
 *
 * @example
 * for await (const outcome of readOutcomes("results-1.jsonl", "results-2.jsonl")) console.log(outcome.index, outcome.ok);
 */
export async function* readOutcomes(...paths: readonly string[]): AsyncGenerator<BulkOutcome> {
  const seen = new Set<string>();
  const failed = new Map<string, BulkOutcome>();
  for (const path of paths) {
    const file = await open(path, "r");
    try {
      for await (const line of linesOf(file)) {
        const outcome = parse(line);
        if (outcome === undefined) continue;
        const key = `${outcome.run} ${outcome.index}`;
        if (seen.has(key)) continue;
        if (outcome.ok) {
          seen.add(key);
          failed.delete(key);
          yield outcome;
        } else failed.set(key, outcome);
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
