import type { Item } from "../outcome.ts";

/**
 * What travels in one request at most.
 *
 * @example
 * embedAll(client, texts, { batch: { items: 16, tokens: 8_000 } });
 */
export interface BatchLimits {
  /** Texts. 1 to 2048. Default: 64. */
  items?: number;
  /** Tokens of all texts. Default: no limit. A text of more travels alone. */
  tokens?: number;
  /** UTF-16 units of all texts. Default: 1,048,576, since servers refuse bodies beyond some megabytes. */
  characters?: number;
  /** Tokens of a text. Default: a quarter of its length, which is about right for English. */
  countTokens?: (text: string) => number;
}

type Batches<Input> = readonly (readonly Item<Input>[])[];

export interface Batcher<Input> {
  /** The batches that are full before this item comes, and by it. */
  add(item: Item<Input>): Batches<Input>;
  /** What is left. */
  flush(): Batches<Input>;
}

const aboutTokens = (text: string): number => Math.ceil(text.length / 4);

export function createBatcher({
  items = 64,
  tokens = Number.POSITIVE_INFINITY,
  characters = 1_048_576,
  countTokens = aboutTokens,
}: BatchLimits): Batcher<string> {
  let batch: Item<string>[] = [];
  let tokensOfBatch = 0;
  let length = 0;
  const flush = (): Item<string>[][] => {
    const full = batch;
    batch = [];
    tokensOfBatch = 0;
    length = 0;
    return full.length > 0 ? [full] : [];
  };
  return {
    flush,
    add: (item) => {
      const weight = tokens === Number.POSITIVE_INFINITY ? 0 : countTokens(item.input);
      const isOver = tokensOfBatch + weight > tokens || length + item.input.length > characters;
      const full = isOver ? flush() : [];
      batch.push(item);
      tokensOfBatch += weight;
      length += item.input.length;
      return batch.length >= items ? [...full, ...flush()] : full;
    },
  };
}

/** Each item on its own. */
export const alone = <Input>(): Batcher<Input> => ({ add: (item) => [[item]], flush: () => [] });
