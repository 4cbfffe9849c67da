import { type OperationId, type OperationTypes, operations } from "../../generated/operations.ts";
import { type Target, target } from "./endpoint/target.ts";
import type { BodyHints, CallHints, ClientHints } from "./hints.ts";
import { createHttp, type Http } from "./http.ts";
import {
  type BodyRequestOptions,
  type ClientOptions,
  type RequestOptions,
  type ResolvedClientOptions,
  resolveOptions,
} from "./options.ts";
import { own } from "./own.ts";
import { callOf } from "./request/request.ts";
import { send, sendStream } from "./request/send.ts";
import { type Collector, collectChat, collectCompletions } from "./stream/collect.ts";
import type { InferenceStream } from "./stream/stream.ts";

/** The members that the contract names: a typo is an error, and members of a model's own go into `extras`. */
type KnownMembers<Body> = { [Member in keyof Body as string extends Member ? never : Member]: Body[Member] };

/** A request body without `stream`, which the choice of method decides. */
export type RequestBody<Id extends OperationId> = Omit<KnownMembers<OperationTypes[Id]["body"]>, "stream">;

/** A method for each operation, by its id. Without a request body, what the query may hold is among the options. */
type Methods = {
  [Id in keyof OperationTypes]: OperationTypes[Id]["body"] extends undefined
    ? (options?: RequestOptions & OperationTypes[Id]["query"] & CallHints) => Promise<OperationTypes[Id]["answer"]>
    : (
        body: RequestBody<Id> & BodyHints,
        options?: BodyRequestOptions & CallHints,
      ) => Promise<OperationTypes[Id]["answer"]>;
};

type StreamedId = { [Id in OperationId]: OperationTypes[Id]["chunk"] extends never ? never : Id }[OperationId];
type StreamName<Id extends string> = Id extends `get${infer Rest}` ? `stream${Rest}` : `stream${Capitalize<Id>}`;

/** For each operation that streams, a method that gives its answer chunk by chunk. */
type StreamMethods = {
  [Id in StreamedId as StreamName<Id>]: (
    body: RequestBody<Id> & BodyHints,
    options?: BodyRequestOptions & CallHints,
  ) => InferenceStream<OperationTypes[Id]["chunk"], OperationTypes[Id]["answer"]>;
};

/**
 * A typed client of one endpoint. Methods are called as the contract's operations, bodies travel as they are.
 *
 * Each method throws a `ResponseError` for an answer that is no success, whose `problem` tells why, and a `ConnectionError`
 * when none came. A method of `stream…` throws while it is read: these too, and a `StreamError` when the stream fails or ends
 * too soon. `getModelInfo` and `getImageEmbeddings` throw a `ConfigurationError` for kinds of endpoints that never have their
 * routes, such as Azure OpenAI deployments.
 */
export interface Client extends Methods, StreamMethods {
  /**
   * The openapi-fetch client underneath, with the same endpoint, credential and headers:
   * `{ data, error, response }`, typed by the contract, and nothing thrown for a status.
   */
  readonly http: Http;
}

/** How the chunks of each operation's stream are put together. */
const collectors: {
  readonly [Id in StreamedId]: () => Collector<OperationTypes[Id]["chunk"], OperationTypes[Id]["answer"]>;
} = { getChatCompletions: collectChat, getCompletions: collectCompletions };

/**
 * Makes a client of one endpoint. Nothing is sent and nothing is read from the environment.
 *
 * @throws {ConfigurationError} that names the option at fault and what is allowed.
 *
 * @example
 * const client = createClient({ endpoint: "https://<resource>.services.ai.azure.com/models", credential: { key } });
 * const { choices } = await client.getChatCompletions({ messages: [{ role: "user", content: "Hello" }] });
 */
export function createClient(options: ClientOptions & ClientHints): Client {
  const resolved = resolveOptions(options);
  const client: Record<string, unknown> = { http: createHttp(resolved) };
  for (const operation of Object.values(operations)) {
    const { id, query, members } = operation;
    client[id] =
      members.length > 0
        ? (body: object, options?: BodyRequestOptions) => send(resolved, id, callOf(options, body))
        : (options?: RequestOptions) => send(resolved, id, withQuery(options, query));
    if (operation.streams) client[streamName(id)] = streamMethod(resolved, operation.id);
  }
  const { endpoint, search, headers } = resolved;
  // Not enumerable, so that it is never printed.
  return Object.defineProperty(client, target, {
    value: (): Target => [endpoint.kind, endpoint.base, search, headers],
  }) as unknown as Client;
}

const streamName = (id: string): string =>
  id.replace(/^(?:get)?(.)/, (_, first: string) => `stream${first.toUpperCase()}`);

const streamMethod =
  <Id extends StreamedId>(resolved: ResolvedClientOptions, id: Id) =>
  (body: object, options?: BodyRequestOptions) =>
    sendStream(resolved, id, callOf(options, body), collectors[id]());

/** Options among which are parameters of the query. */
function withQuery(options: RequestOptions | undefined, names: readonly string[]): ReturnType<typeof callOf> {
  const given: Record<string, unknown> = { ...own(options) };
  const query: Record<string, string> = {};
  for (const name of names) {
    if (given[name] !== undefined) query[name] = given[name] as string;
    delete given[name];
  }
  return callOf(given, undefined, query);
}
