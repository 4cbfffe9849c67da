import { observeAnswer } from "./answers.ts";
import { observeEndpoint } from "./endpoints.ts";
import { observeError } from "./errors.ts";
import { observeEvents } from "./events.ts";
import type { VectorKind, VectorOf } from "./files.ts";
import type { Player } from "./player.ts";
import { observeRequest } from "./requests.ts";
import { observeRetry } from "./retries.ts";
import { observeStream } from "./streams.ts";

type Observe<Vector> = (vector: Vector, player: Player, cuts: readonly number[]) => unknown;

/** What the client does under a vector, in the members that a vector of the kind expects it in. */
const observers: { [Kind in VectorKind]: Observe<VectorOf[Kind]> } = {
  requests: observeRequest,
  answers: observeAnswer,
  streams: observeStream,
  events: (vector, _, cuts) => observeEvents(vector, cuts),
  errors: observeError,
  retries: observeRetry,
  endpoints: observeEndpoint,
};

const expectations: { [Kind in VectorKind]: readonly (keyof VectorOf[Kind])[] } = {
  requests: ["request"],
  answers: ["value", "decoded", "failure"],
  streams: ["chunks", "collected", "missingDone", "failure"],
  events: ["events"],
  errors: ["problem"],
  retries: ["retried", "delayMs"],
  endpoints: ["endpoint", "refused"],
};

export const kinds = Object.keys(expectations) as VectorKind[];

/** What a vector expects. */
export function expected<Kind extends VectorKind>(kind: Kind, vector: VectorOf[Kind]): object {
  return Object.fromEntries(
    expectations[kind].flatMap((name) => (vector[name] === undefined ? [] : [[name, vector[name]]])),
  );
}

/** What happens, as JSON: members without a value are no members. */
export async function observed<Kind extends VectorKind>(
  kind: Kind,
  vector: VectorOf[Kind],
  player: Player,
  cuts: readonly number[] = [],
): Promise<object> {
  return JSON.parse(JSON.stringify(await observers[kind](vector, player, cuts))) as object;
}
