import { writeFile } from "node:fs/promises";
import type { BulkOptions, BulkProgress } from "../../bulk/index.ts";
import { exitCodes, UsageError } from "../exit.ts";
import type { BodyFlags, ConnectionFlags } from "../flags.ts";
import { reasonOf } from "../input/input.ts";
import { extrasOf } from "../settings.ts";
import { notify, write } from "./output.ts";
import { startProgress } from "./progress.ts";

/** Options of commands that do many inputs. */
export interface BulkFlags extends ConnectionFlags, BodyFlags {
  journal?: string;
  concurrency: number;
  requestsPerMinute?: number;
  tokensPerMinute?: number;
  tokenBudget?: number;
  skipInvalid?: boolean;
  summary?: string;
}

const bulkOptions = (flags: BulkFlags, signal: AbortSignal): BulkOptions => ({
  signal,
  concurrency: flags.concurrency,
  ...(flags.journal !== undefined && { journal: flags.journal }),
  ...(flags.retries !== undefined && { attempts: flags.retries + 1 }),
  ...(flags.requestsPerMinute !== undefined && { requestsPerMinute: flags.requestsPerMinute }),
  ...(flags.tokensPerMinute !== undefined && { tokensPerMinute: flags.tokensPerMinute }),
  ...(flags.tokenBudget !== undefined && { maxTokens: flags.tokenBudget }),
  request: extrasOf(flags),
});

type Outcome = { ok: true } | { ok: false; problem: { kind: string } };

export interface Shown<One> {
  /** Past participle for the progress line: `answered`, `embedded`. */
  word: string;
  /** Converts the number of completed inputs to a fraction of all, 0 to 1. */
  part(done: number): number | undefined;
  /** Converts an outcome to the object that is written. Default: the outcome. */
  toLine?(outcome: One): object;
}

/**
 * Runs a bulk operation, writes each outcome as a line of JSON and prints a summary to stderr.
 *
 * @param start - starts the operation.
 * @returns the exit code.
 */
export async function writeOutcomes<One extends Outcome>(
  start: (options: BulkOptions) => AsyncIterable<One>,
  flags: BulkFlags,
  signal: AbortSignal,
  { word, part, toLine = (outcome) => outcome }: Shown<One>,
): Promise<number> {
  const progress = startProgress(true);
  const began = performance.now();
  const failures = new Map<string, number>();
  let state: BulkProgress | undefined;
  let done = 0;
  let failed = 0;
  const onProgress = (told: BulkProgress): void => {
    state = told;
  };
  const end = async (): Promise<void> => {
    progress.end();
    // The run did not start.
    if (state === undefined) return;
    const seconds = (performance.now() - began) / 1_000;
    const { fromJournal, requests, retries, tokens } = state;
    const kinds = [...failures].map(([kind, count]) => `${count} ${kind}`).join(", ");
    notify(
      [
        `${count(done - failed)} ${word}`,
        failed > 0 ? `, ${count(failed)} failed (${kinds})` : "",
        fromJournal > 0 ? `, ${count(fromJournal)} of them from the journal` : "",
        `; ${count(tokens)} tokens in ${seconds.toFixed(1)} s.`,
      ].join(""),
    );
    if (flags.summary === undefined) return;
    const report = {
      done,
      failed,
      failures: Object.fromEntries(failures),
      fromJournal,
      requests,
      retries,
      tokens,
      seconds,
    };
    await writeFile(flags.summary, `${JSON.stringify(report, null, 2)}\n`).catch((error: unknown) => {
      throw new UsageError(`--summary: ${flags.summary}: ${reasonOf(error)}`);
    });
  };
  try {
    for await (const outcome of start({ ...bulkOptions(flags, signal), onProgress })) {
      await write(`${JSON.stringify(toLine(outcome))}\n`);
      done += 1;
      if (!outcome.ok) {
        failed += 1;
        failures.set(outcome.problem.kind, (failures.get(outcome.problem.kind) ?? 0) + 1);
      }
      progress.show(lineOf(word, done, failed, state), done, part(done));
    }
  } finally {
    await end();
  }
  return failed === 0 ? exitCodes.ok : exitCodes.refused;
}

const count = (value: number): string => Math.round(value).toLocaleString("en");

function lineOf(word: string, done: number, failed: number, state: BulkProgress | undefined): string {
  const parts = [`${count(done - failed)} ${word}`];
  if (failed > 0) parts.push(`${count(failed)} failed`);
  if (state !== undefined) {
    parts.push(`${state.inFlight} of ${state.limit} in flight`);
    parts.push(`${count(state.requestsPerMinute)} requests and ${count(state.tokensPerMinute)} tokens a minute`);
    if (state.retries > 0) parts.push(`${count(state.retries)} retries`);
  }
  return parts.join(", ");
}
