/** The events of a stream: made here, or as an upstream sends them. A text travels as it is. */
export type Events = Iterable<object | string> | AsyncIterable<object | string>;

/** Thrown by events that stop before their end, as the connection that they came over did. */
export class BrokenOff extends Error {
  override readonly name = "BrokenOff";
  /** `end` is a proper end of the HTTP message without `[DONE]`. */
  readonly how: "fin" | "rst" | "end";

  constructor(how: "fin" | "rst" | "end") {
    super("the stream ended before its end");
    this.how = how;
  }
}

/** Passes items on, and shows each to an observer. */
export function watched<Item>(items: Iterable<Item> | AsyncIterable<Item>, see: (item: Item) => void): typeof items {
  return Symbol.asyncIterator in items ? watchedLater(items, see) : watchedNow(items, see);
}

function* watchedNow<Item>(items: Iterable<Item>, see: (item: Item) => void): Generator<Item> {
  for (const item of items) {
    see(item);
    yield item;
  }
}

async function* watchedLater<Item>(items: AsyncIterable<Item>, see: (item: Item) => void): AsyncGenerator<Item> {
  for await (const item of items) {
    see(item);
    yield item;
  }
}
