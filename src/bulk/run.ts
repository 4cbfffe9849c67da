import type { Calls } from "./call.ts";
import { outcomesOf } from "./engine.ts";
import type { Batcher } from "./input/batches.ts";
import type { Identity } from "./journal/identity.ts";
import { openJournal } from "./journal/journal.ts";
import { createLedger } from "./limits/ledger.ts";
import { createLimiter } from "./limits/limiter.ts";
import { type BulkOptions, checkOptions, defaults } from "./options.ts";
import {
  type BulkProblem,
  type Failed,
  type InvalidInput,
  type Item,
  isInvalid,
  mayPass,
  positionOf,
} from "./outcome.ts";
import { createTally } from "./progress.ts";

/** What one kind of bulk work brings. */
export interface Kind<Given, Input, Outcome> {
  inputs: Iterable<Given | InvalidInput> | AsyncIterable<Given | InvalidInput>;
  /** @throws {ConfigurationError} for what is no input. */
  toItem(given: Given, index: number): Item<Input>;
  batcher: Batcher<Input>;
  /** Items of a batch, at most. */
  batchSize: number;
  /** All that decides what an outcome is, for the journal. */
  identity: Identity;
  perform(items: readonly Item<Input>[], calls: Calls): Promise<readonly Outcome[]>;
}

export async function* run<
  Given,
  Input,
  Outcome extends { index: number } & ({ ok: true } | { ok: false; problem: BulkProblem }),
>(kind: Kind<Given, Input, Outcome>, options: BulkOptions): AsyncGenerator<Outcome, void, undefined> {
  checkOptions(options);
  const { concurrency = defaults.concurrency, attempts = defaults.attempts, order = defaults.order } = options;
  const { requestsPerMinute, tokensPerMinute, maxTokens } = options;
  const limiter = createLimiter(concurrency, { requestsPerMinute, tokensPerMinute });
  const ledger = createLedger(maxTokens);
  const total = options.total ?? (Array.isArray(kind.inputs) ? kind.inputs.length : undefined);
  const tally = createTally(total, limiter, ledger, options.onProgress);
  // An invalid input may be corrected before the next run.
  const isDone = (outcome: Outcome): boolean =>
    outcome.ok || !(mayPass(outcome.problem) || outcome.problem.kind === "invalid_input");
  const journal =
    options.journal === undefined ? undefined : await openJournal<Outcome>(options.journal, kind.identity, isDone);
  try {
    yield* outcomesOf<Input, Outcome>({
      inputs: numbered(kind),
      batcher: kind.batcher,
      perform: async (items, ends) => {
        const valid = items.filter(({ invalid }) => invalid === undefined);
        const calls = { limiter, ledger, attempts, retriesThrottled: true, ...ends };
        const outcomes = valid.length === 0 ? [] : await kind.perform(valid, calls);
        // The journal takes them in the order of the items.
        const found = new Map(outcomes.map((outcome) => [outcome.index, outcome]));
        return items.map((item) => found.get(item.index) ?? failedOf(item)) as Outcome[];
      },
      journal,
      order,
      // Of a batch that is late, as many as are out at once are ready behind it, twice over.
      window: 3 * concurrency * kind.batchSize,
      signal: options.signal,
      onOutcome: tally.count,
    });
  } finally {
    tally.end();
  }
}

async function* numbered<Given, Input>({ inputs, toItem }: Pick<Kind<Given, Input, unknown>, "inputs" | "toItem">) {
  let index = 0;
  for await (const given of inputs) {
    if (isInvalid(given)) {
      const { id, invalid } = given;
      yield { index: index++, ...(id !== undefined && { id }), input: "" as Input, invalid };
    } else yield toItem(given, index++);
  }
}

const failedOf = (item: Item<unknown>): Failed => ({
  ...positionOf(item),
  ok: false,
  problem: { kind: "invalid_input", message: item.invalid ?? "" },
});
