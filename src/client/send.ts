import type { Operation, OperationId, OperationTypes } from "../../generated/operations.ts";
import type { ClientHints } from "./hints.ts";
import type { Methods, RequestBody, StreamedId } from "./methods.ts";
import {
  type BodyRequestOptions,
  type ClientOptions,
  type RequestOptions,
  type ResolvedClientOptions,
  resolveOptions,
} from "./options.ts";
import { own } from "./own.ts";
import { type Call, callOf } from "./request/request.ts";
import { sendCall } from "./request/send.ts";
import { type Collector, collectChat, collectCompletions } from "./stream/collect.ts";
import { sendStreamCall } from "./stream/send-stream.ts";
import type { InferenceStream } from "./stream/stream.ts";

const resolved: unique symbol = Symbol("model-inference.options") as never;

/** An endpoint with its credential, as `connect` makes it. Printing it shows neither. */
export interface Connection {
  /** @internal */
  readonly [resolved]: ResolvedClientOptions;
}

/**
 * Connects `send` and `sendStream` to an endpoint, for programs that are bundled: unlike the methods of `createClient`, functions
 * that are not imported are left out of the bundle. Nothing is sent.
 *
 * @throws {ConfigurationError} that names the invalid option and what is allowed.
 *
 * @example
 * const connection = connect({ endpoint: "https://<resource>.services.ai.azure.com/models", credential: { key } });
 * const { choices } = await send(connection, getChatCompletions, { messages: [{ role: "user", content: "Hello" }] });
 */
export const connect = (options: ClientOptions & ClientHints): Connection => connectionOf(resolveOptions(options));

/** Not enumerable, so that the credential and the headers are never printed. */
export const connectionOf = (options: ResolvedClientOptions): Connection =>
  Object.defineProperty({} as Connection, resolved, { value: options });

/**
 * Calls an operation: what the client's method of that name does, with the same errors.
 *
 * @param operation - a constant such as `getChatCompletions` or `getEmbeddings`.
 * @param input - the request body and the options of the call; for an operation without a body, only the options.
 *
 * @example
 * const { data } = await send(connection, getEmbeddings, { input: ["red", "green"] });
 */
export function send<Id extends OperationId>(
  connection: Connection,
  operation: Operation<Id>,
  ...input: Parameters<Methods[Id]>
): Promise<OperationTypes[Id]["answer"]> {
  const call =
    operation.members.length > 0
      ? callOf(input[1] as BodyRequestOptions | undefined, input[0])
      : withQuery(input[0] as RequestOptions | undefined, operation.query);
  return sendCall(connection[resolved], operation, call);
}

/** How the chunks of each operation are put together. */
const collectors: {
  readonly [Id in StreamedId]: () => Collector<OperationTypes[Id]["chunk"], OperationTypes[Id]["answer"]>;
} = { getChatCompletions: collectChat, getCompletions: collectCompletions };

/**
 * Calls an operation and returns its response as a stream, as the client's method `stream…` does.
 *
 * @example
 * for await (const { choices } of sendStream(connection, getChatCompletions, { messages })) {
 *   process.stdout.write(choices[0]?.delta?.content ?? "");
 * }
 */
export const sendStream = <Id extends StreamedId>(
  connection: Connection,
  operation: Operation<Id>,
  body: RequestBody<Id>,
  options?: BodyRequestOptions,
): InferenceStream<OperationTypes[Id]["chunk"], OperationTypes[Id]["answer"]> =>
  sendStreamCall<Id>(connection[resolved], operation, callOf(options, body), collectors[operation.id]());

/** Moves the query parameters among the options of a call into its query. */
function withQuery(options: RequestOptions | undefined, names: readonly string[]): Call {
  const given: Record<string, unknown> = { ...own(options) };
  const query: Record<string, string> = {};
  for (const name of names) {
    if (given[name] !== undefined) query[name] = given[name] as string;
    delete given[name];
  }
  return callOf(given, undefined, query);
}
