/**
 * One source, two readers, each at its own pace: a chunk is kept until both have it. The source is left when both have
 * left; its failure reaches both.
 */
export function tee<Item>(source: AsyncIterable<Item>): [AsyncGenerator<Item>, AsyncGenerator<Item>] {
  const iterator = source[Symbol.asyncIterator]();
  const first: Promise<IteratorResult<Item>>[] = [];
  const second: typeof first = [];
  const waiting = [first, second];
  async function* reader(own: typeof first): AsyncGenerator<Item, void, undefined> {
    try {
      for (;;) {
        if (own.length === 0) {
          const next = iterator.next();
          for (const queue of waiting) queue.push(next);
        }
        const result = await own.shift();
        if (result === undefined || result.done) return;
        yield result.value;
      }
    } finally {
      waiting.splice(waiting.indexOf(own), 1);
      if (waiting.length === 0) await iterator.return?.();
    }
  }
  return [reader(first), reader(second)];
}
