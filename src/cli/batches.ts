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
 * Works on several values at once and gives the results in the order of the values. No value is taken before there is a
 * place free for it, so that a slow reader of the results slows everything before it.
 *
 * What came before a failure, of the values or of the work, is given first.
 */
export async function* inOrder<Value, Result>(
  values: AsyncIterable<Value>,
  width: number,
  work: (value: Value) => Promise<Result>,
): AsyncGenerator<Result> {
  const pending: Promise<Result>[] = [];
  let failed: { error: unknown } | undefined;
  const iterator = values[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await iterator.next().catch((error: unknown) => {
        failed = { error };
        return undefined;
      });
      if (next === undefined || next.done) break;
      const result = work(next.value);
      // It is awaited below; until then a failure is no surprise.
      result.catch(() => undefined);
      pending.push(result);
      if (pending.length >= width) yield await (pending.shift() as Promise<Result>);
    }
    for (const result of pending.splice(0)) yield await result;
    if (failed !== undefined) throw failed.error;
  } finally {
    await iterator.return?.();
  }
}
