import { AbortError } from "../client/errors/errors.ts";
import { onAbort } from "../client/transport/abort.ts";
import type { Batcher } from "./input/batches.ts";
import type { Journal } from "./journal/journal.ts";
import type { Item } from "./outcome.ts";

export interface Work<Input, Outcome> {
  inputs: AsyncIterable<Item<Input>>;
  batcher: Batcher<Input>;
  /** One outcome for each item. @throws what ends the whole. */
  perform(items: readonly Item<Input>[], ends: { signal: AbortSignal; halt: AbortSignal }): Promise<readonly Outcome[]>;
  journal: Journal<Outcome> | undefined;
  order: "input" | "completed";
  /** Inputs that are taken and whose outcomes are not given yet, at most. */
  window: number;
  signal: AbortSignal | undefined;
  /** Called with each outcome before it is returned. */
  onOutcome(outcome: Outcome, fromJournal: boolean): void;
}

/** An outcome that is at hand, or in the journal. */
type Ready<Outcome> = { outcome: Outcome } | "journal";

/**
 * Takes inputs as far as the window allows, works on many batches at once, and gives one outcome for each input. What ends the
 * whole is thrown when all that was out has ended and what is ready has been given.
 */
export async function* outcomesOf<Input, Outcome extends { index: number }>(
  work: Work<Input, Outcome>,
): AsyncGenerator<Outcome, void, undefined> {
  const { batcher, journal, window } = work;
  const stop = new AbortController();
  const halt = new AbortController();
  const ends = { signal: stop.signal, halt: AbortSignal.any([stop.signal, halt.signal]) };
  const iterator = work.inputs[Symbol.asyncIterator]();
  const ready = new Map<number, Ready<Outcome>>();
  const out = new Set<Promise<void>>();
  const changed = bell();
  const given = bell();
  let taken = 0;
  let next = 0;
  let isTaken = false;
  let failure: { error: unknown } | undefined;

  const fail = (error: unknown): void => {
    failure ??= { error };
    halt.abort(error);
    changed.ring();
    given.ring();
  };
  const launch = (batches: ReturnType<typeof batcher.flush>): void => {
    for (const items of batches) {
      const done = perform(items)
        .catch(fail)
        .finally(() => {
          out.delete(done);
          changed.ring();
          given.ring();
        });
      out.add(done);
    }
  };
  const perform = async (items: readonly Item<Input>[]): Promise<void> => {
    const outcomes = await work.perform(items, ends);
    journal?.add(items, outcomes);
    for (const outcome of outcomes) ready.set(outcome.index, { outcome });
  };
  const readyIndex = (): number | undefined => {
    if (work.order === "completed") return ready.keys().next().value;
    return ready.has(next) ? next : undefined;
  };
  const take = async (): Promise<void> => {
    for (;;) {
      while (taken - next >= window && failure === undefined) {
        // What is given next is in a batch that is not full.
        if (out.size === 0 && readyIndex() === undefined) launch(batcher.flush());
        await given.rung();
      }
      if (failure !== undefined) return;
      const { done, value: item } = await iterator.next();
      if (done) return;
      taken += 1;
      if (journal?.has(item)) {
        ready.set(item.index, "journal");
        changed.ring();
      } else launch(batcher.add(item));
    }
  };
  const unwatch = onAbort(work.signal, () => {
    stop.abort(work.signal?.reason);
    fail(new AbortError(work.signal?.reason));
  });
  try {
    if (work.signal?.aborted) throw new AbortError(work.signal.reason);
    void take()
      .catch((error: unknown) => {
        // What came before is whole, and is not lost by it.
        launch(batcher.flush());
        return Promise.allSettled(out).then(() => fail(error));
      })
      .then(() => {
        launch(batcher.flush());
        isTaken = true;
        changed.ring();
      });
    for (;;) {
      const index = readyIndex();
      const found = index === undefined ? undefined : ready.get(index);
      if (index !== undefined && found !== undefined) {
        ready.delete(index);
        next += 1;
        const outcome = found === "journal" ? await (journal as Journal<Outcome>).read(index) : found.outcome;
        work.onOutcome(outcome, found === "journal");
        yield outcome;
        given.ring();
      } else if (out.size === 0 && (failure !== undefined || isTaken)) break;
      else await changed.rung();
    }
    if (failure !== undefined) throw failure.error;
  } finally {
    unwatch();
    stop.abort();
    fail(undefined);
    // A source that waits for more would not hear of it, so it is not waited for.
    iterator.return?.()?.catch(() => undefined);
    await Promise.allSettled(out);
    await journal?.close();
  }
}

/** Wakes one that waits. */
function bell() {
  let ring = (): void => undefined;
  return {
    ring: () => ring(),
    rung: () =>
      new Promise<void>((resolve) => {
        ring = resolve;
      }),
  };
}
