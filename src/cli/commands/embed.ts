import { type EmbedInput, embedAll, type InvalidInput } from "../../bulk/index.ts";
import type { Client, EmbeddingsOptions, EmbeddingsResult } from "../../client/index.ts";
import { exitCodes, UnusableResponseError, UsageError } from "../exit.ts";
import { batchesOf, inOrder } from "../input/batches.ts";
import { type InputFlags, type Item, type Items, itemsOf } from "../input/embed-input.ts";
import { type Embedded, type EmbedFormat, vectorWriter } from "../output/embed-output.ts";
import { type BulkFlags, writeOutcomes } from "../output/outcomes.ts";
import { notify } from "../output/output.ts";
import { startProgress } from "../output/progress.ts";
import { connect, extrasOf, modelOf } from "../settings.ts";
import type { Signals } from "../signals.ts";

export interface EmbedFlags extends BulkFlags, InputFlags {
  format?: EmbedFormat;
  /** The same as the format `json`. */
  json?: true;
  encodingFormat?: NonNullable<EmbeddingsOptions["encoding_format"]>;
  dimensions?: number;
  inputType?: string;
  batchSize: number;
  concurrency: number;
  skip: number;
}

/** Embeds texts in batches, several at once, and writes the vectors in the order of the texts. @returns the exit code. */
export async function embed(texts: readonly string[], flags: EmbedFlags, { signal }: Signals): Promise<number> {
  const client = await connect(flags, "embeddings");
  const items = await itemsOf(texts, flags, signal);
  const format = flags.json ? "json" : (flags.format ?? (items.isLong ? "jsonl" : "json"));
  const writer = vectorWriter(format);
  const body = bodyOf(flags, format);
  if (flags.journal === undefined) refuseBulk(flags);
  else return embedWithJournal(client, items, flags, body, signal);
  const failed = new AbortController();
  const options = { signal: AbortSignal.any([signal, failed.signal]), ...extrasOf(flags) };

  let taken = flags.skip;
  const embedBatch = async (batch: Item[]): Promise<Embedded> => {
    const start = taken;
    taken += batch.length;
    const response = await client.getEmbeddings({ input: batch.map(({ text }) => text), ...body }, options);
    checkCount(response, batch);
    return { items: batch, start, response: response };
  };

  const progress = startProgress(items.isLong);
  let done = flags.skip;
  try {
    const batches = batchesOf(skip(items, flags.skip), flags.batchSize);
    for await (const embedded of inOrder(batches, flags.concurrency, embedBatch)) {
      await writer.add(embedded);
      done += embedded.items.length;
      progress.show(`${done.toLocaleString("en")} embedded`, done, items.part(done));
    }
    await writer.end();
  } catch (error) {
    failed.abort();
    progress.end();
    if (items.isLong && done > 0) notify(`Texts done: ${done}; --skip ${done} goes on from there.`);
    throw error;
  }
  progress.end();
  if (done === flags.skip) throw new UsageError("Nothing to embed: there is no text.");
  return exitCodes.ok;
}

/** Rejects bulk options without `--journal`. */
function refuseBulk(flags: EmbedFlags): void {
  const { requestsPerMinute, tokensPerMinute, tokenBudget, skipInvalid, summary } = flags;
  const given = Object.entries({ requestsPerMinute, tokensPerMinute, tokenBudget, skipInvalid, summary });
  const [name] = given.find(([, value]) => value !== undefined) ?? [];
  if (name === undefined) return;
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new UsageError(`--${flag} requires --journal.`);
}

async function embedWithJournal(
  client: Client,
  items: Items,
  flags: EmbedFlags,
  body: Omit<EmbeddingsOptions, "input">,
  signal: AbortSignal,
): Promise<number> {
  if (flags.skip > 0) throw new UsageError("Use one of --journal and --skip: the journal knows what is done.");
  if (flags.json || (flags.format !== undefined && flags.format !== "jsonl"))
    throw new UsageError("--journal: --format must be jsonl, since a text that fails is a line too.");
  const own = { body, batch: { items: flags.batchSize } };
  return writeOutcomes((options) => embedAll(client, inputsOf(items), { ...options, ...own }), flags, signal, {
    word: "embedded",
    part: (done) => items.part(done),
  });
}

async function* inputsOf(items: Items): AsyncGenerator<EmbedInput | InvalidInput> {
  for await (const { text, id, invalid } of items) {
    if (invalid !== undefined) yield { invalid };
    else yield { input: text, ...(id !== undefined && { id: String(id) }) };
  }
}

function bodyOf(flags: EmbedFlags, format: EmbedFormat): Omit<EmbeddingsOptions, "input"> {
  const { encodingFormat, dimensions, inputType } = flags;
  if (format === "base64" && encodingFormat !== undefined && encodingFormat !== "base64") {
    throw new UsageError(`--format base64 is of 32-bit floats, not of --encoding-format ${encodingFormat}.`);
  }
  const encoding = format === "base64" ? "base64" : encodingFormat;
  return {
    ...modelOf(flags),
    ...(encoding !== undefined && { encoding_format: encoding }),
    ...(dimensions !== undefined && { dimensions }),
    ...(inputType !== undefined && { input_type: inputType }),
  };
}

async function* skip<Value>(values: AsyncIterable<Value>, count: number): AsyncGenerator<Value> {
  let left = count;
  for await (const value of values) {
    if (left > 0) left -= 1;
    else yield value;
  }
}

/** Vectors that belong to no text, or texts without a vector, would go unseen in a long file. */
function checkCount({ data }: EmbeddingsResult, batch: readonly Item[]): void {
  const indices = new Set(data.map(({ index }) => index));
  if (data.length === batch.length && batch.every((_, index) => indices.has(index))) return;
  const from = batch[0]?.place;
  throw new UnusableResponseError(
    `The server gave ${data.length} vectors for the ${batch.length} texts from ${from} on.`,
  );
}
