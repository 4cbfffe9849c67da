import { type Client, createClient, responseInfo, StreamError } from "../../src/client/index.ts";
import { key, messages } from "../support/server.ts";
import { decode, type StreamVector } from "./files.ts";
import type { Player } from "./player.ts";

type Outcome = Pick<StreamVector, "chunks" | "collected" | "missingDone" | "failure">;

/** What a reader of a stream gets when its bytes arrive in pieces that end at these places: chunk by chunk, and collected. */
export async function observeStream(vector: StreamVector, player: Player, cuts: readonly number[]): Promise<Outcome> {
  player.answer = vector.response;
  const { cut, body } = vector.response;
  const client = createClient({
    endpoint: player.url,
    credential: { key },
    retry: { retries: 0 },
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      const { status, headers } = response;
      const arrived = cut ? { bytes: decode(body).length, tell: player.cut } : undefined;
      return new Response(response.body && inPieces(response.body, cuts, arrived), { status, headers });
    },
    stream: vector.client,
  });
  const open = () => streamOf(client, vector);

  const chunks: object[] = [];
  const read = open();
  const failure = await failureOf(async () => {
    for await (const chunk of read) chunks.push(chunk);
  });
  const whole = open();
  let collected: object | undefined;
  const failed = await failureOf(async () => {
    collected = await whole.collect();
  });
  // One way of reading tells as much as the other.
  if (JSON.stringify(failed) !== JSON.stringify(failure)) throw new Error("read and collected fail in two ways");
  const [missingDone, again] = [read, whole].map((stream) => responseInfo(stream)?.missingDone);
  if (missingDone !== again) throw new Error("read and collected end in two ways");
  return failure === undefined
    ? { chunks, collected: collected ?? {}, missingDone: missingDone === true }
    : { chunks, failure };
}

const streamOf = (client: Client, { operation }: StreamVector) =>
  operation === "streamCompletions"
    ? client.streamCompletions({ prompt: "Hello" })
    : client.streamChatCompletions({ messages });

async function failureOf(read: () => Promise<void>): Promise<NonNullable<StreamVector["failure"]> | undefined> {
  try {
    await read();
    return undefined;
  } catch (error) {
    if (!(error instanceof StreamError)) throw error;
    const { reason, problem, partial } = error;
    return { reason, ...(problem && { problem }), ...(partial !== undefined && { partial: partial as object }) };
  }
}

/** The same bytes in other pieces, each handed over when it is asked for; an error comes after all that came before it. */
function inPieces(
  body: ReadableStream<Uint8Array>,
  cuts: readonly number[],
  arrived: { bytes: number; tell: () => void } | undefined,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const waiting: Uint8Array[] = [];
  let at = 0;
  const take = (bytes: Uint8Array): void => {
    const inside = cuts.map((cut) => cut - at).filter((cut) => cut > 0 && cut < bytes.length);
    const places = [0, ...new Set(inside.sort((a, b) => a - b)), bytes.length];
    waiting.push(...places.slice(1).map((end, index) => bytes.subarray(places[index], end)));
    at += bytes.length;
    if (at === arrived?.bytes) arrived.tell();
  };
  return new ReadableStream(
    {
      pull: async (controller) => {
        while (waiting.length === 0) {
          const { done, value } = await reader.read();
          if (done) return controller.close();
          take(value);
        }
        const piece = waiting.shift();
        if (piece !== undefined) controller.enqueue(piece);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
