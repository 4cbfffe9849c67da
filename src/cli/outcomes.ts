import type { BulkOptions } from "../bulk/index.ts";
import { exitCodes } from "./exit.ts";
import type { BodyFlags, ConnectionFlags } from "./flags.ts";
import { tell, write } from "./output.ts";
import { startProgress } from "./progress.ts";
import { extrasOf } from "./settings.ts";

/** Options of commands that do many inputs. */
export interface BulkFlags extends ConnectionFlags, BodyFlags {
  journal?: string;
  concurrency: number;
}

const bulkOptions = (flags: BulkFlags, signal: AbortSignal): BulkOptions => ({
  signal,
  concurrency: flags.concurrency,
  ...(flags.journal !== undefined && { journal: flags.journal }),
  ...(flags.retries !== undefined && { attempts: flags.retries + 1 }),
  request: extrasOf(flags),
});

type Outcome = { ok: true } | { ok: false; problem: { kind: string } };

/**
 * Does many inputs, writes each outcome as a line of JSON, and tells at the end how many failed, and of what.
 *
 * @param start - begins the work.
 * @param word - what becomes of an input, for the bar.
 * @param part - 0 to 1, how much of the input has been read.
 * @returns the exit code.
 */
export async function writeOutcomes(
  start: (options: BulkOptions) => AsyncIterable<Outcome>,
  flags: BulkFlags,
  signal: AbortSignal,
  word: string,
  part: () => number | undefined,
): Promise<number> {
  const progress = startProgress(true, word);
  const failures = new Map<string, number>();
  let done = 0;
  let tokens = 0;
  const onProgress: BulkOptions["onProgress"] = (told) => {
    tokens = told.tokens;
  };
  try {
    for await (const outcome of start({ ...bulkOptions(flags, signal), onProgress })) {
      await write(`${JSON.stringify(outcome)}\n`);
      done += 1;
      if (!outcome.ok) failures.set(outcome.problem.kind, (failures.get(outcome.problem.kind) ?? 0) + 1);
      progress.show(done, part(), tokens);
    }
  } finally {
    progress.end();
  }
  if (failures.size === 0) return exitCodes.ok;
  const failed = [...failures.values()].reduce((sum, count) => sum + count, 0);
  const kinds = [...failures].map(([kind, count]) => `${count} ${kind}`).join(", ");
  tell(`${failed} of ${done} failed: ${kinds}.`);
  return exitCodes.refused;
}
