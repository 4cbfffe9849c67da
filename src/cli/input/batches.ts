/** Something of a given length, in UTF-16 units. */
interface Sized {
  text: string;
}

/** Servers refuse bodies beyond some megabytes: a batch is closed before. */
const mostLength = 1024 * 1024;

/** Items -> lists of up to `size`, and of up to a million characters. */
export async function* batchesOf<Item extends Sized>(items: AsyncIterable<Item>, size: number): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  let length = 0;
  try {
    for await (const item of items) {
      if (batch.length > 0 && (batch.length >= size || length + item.text.length > mostLength)) {
        const full = batch;
        batch = [];
        length = 0;
        yield full;
      }
      batch.push(item);
      length += item.text.length;
    }
  } catch (error) {
    // What came before the failure is whole, and is not lost by it.
    if (batch.length > 0) yield batch;
    throw error;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Works on several values at once and gives each result as soon as it and all before it are there. No value is taken
 * before a slot is free for it, so that a slow reader of the results slows everything before it.
 *
 * What came before a failure, of the values or of the work, is given first.
 */
export async function* inOrder<Value, Result>(
  values: AsyncIterable<Value>,
  width: number,
  work: (value: Value) => Promise<Result>,
): AsyncGenerator<Result> {
  const pending: Promise<Result>[] = [];
  const iterator = values[Symbol.asyncIterator]();
  const take = (): Promise<() => void> =>
    iterator.next().then(
      ({ done, value }) =>
        () => {
          if (done) isOver = true;
          else pending.push(quiet(work(value)));
        },
      (error: unknown) => () => {
        isOver = true;
        pending.push(quiet(Promise.reject(error)));
      },
    );
  let isOver = false;
  let next: Promise<() => void> | undefined;
  try {
    for (;;) {
      if (!isOver && pending.length < width) next ??= take();
      const first = pending[0];
      if (first === undefined && next === undefined) return;
      const step = await Promise.race([...(first ? [first.then(() => undefined)] : []), ...(next ? [next] : [])]);
      if (step === undefined && first !== undefined) {
        pending.shift();
        yield await first;
      } else {
        next = undefined;
        step?.();
      }
    }
  } finally {
    // A source that waits for more would not hear of it, so it is not waited for.
    iterator.return?.()?.catch(() => undefined);
  }
}

/** A failure is heard of when its turn comes; until then it is no surprise. */
function quiet<Result>(result: Promise<Result>): Promise<Result> {
  result.catch(() => undefined);
  return result;
}
