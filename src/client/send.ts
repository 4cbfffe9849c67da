import type { Operation, OperationId, OperationTypes } from "../../generated/operations.ts";
import { ConfigurationError } from "./errors/errors.ts";
import type { ClientHints } from "./hints.ts";
import type { Methods, RequestBody, StreamedId } from "./methods.ts";
import type { BodyRequestOptions, ClientOptions, RequestOptions } from "./options.ts";
import { own } from "./own.ts";
import { type Call, callOf } from "./request/request.ts";
import { sendCall } from "./request/send.ts";
import { type ResolvedClientOptions, resolveOptions } from "./resolve-options.ts";
import { type Collector, collectChat, collectCompletions } from "./stream/collect.ts";
import { sendStreamCall } from "./stream/send-stream.ts";
import type { InferenceStream } from "./stream/stream.ts";

// `import` and `require` load a copy each, and a connection of one works with the functions of the other.
const resolved: unique symbol = Symbol.for("model-inference.connection") as never;

/**
 * An endpoint with its credential, created by `connect`. Printing it shows neither.
 *
 * @example
 * const connection: Connection = connect({ endpoint, credential });
 * const { model_name } = await send(connection, getModelInfo);
 */
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
 * const connection = connect({ endpoint: "https://<resource>.services.ai.azure.com/openai/v1", credential: { key } });
 * const { choices } = await send(connection, getChatCompletions, { messages: [{ role: "user", content: "Hello" }] });
 */
export const connect = (options: ClientOptions & ClientHints): Connection => connectionOf(resolveOptions(options));

/** Not enumerable, so that the credential and the headers are never printed. */
export const connectionOf = (options: ResolvedClientOptions): Connection =>
  Object.defineProperty({} as Connection, resolved, { value: options });

/**
 * Calls an operation, like the client's method of that name, with the same errors.
 *
 * @param operation - a constant such as `getChatCompletions` or `getEmbeddings`.
 * @param input - the request body and the options of the call; for an operation without a body, only the options.
 * @throws {ResponseError} for a response with an error status.
 * @throws {ConnectionError} if no response arrives.
 * @throws {ConfigurationError} if an option is invalid, or `connection` does not come from `connect()`.
 *
 * @example
 * const { data } = await send(connection, getEmbeddings, { input: ["red", "green"] });
 */
export function send<Id extends OperationId>(
  connection: Connection,
  operation: Operation<Id>,
  ...input: Parameters<Methods[Id]>
): Promise<OperationTypes[Id]["response"]> {
  const call =
    operation.members.length > 0
      ? callOf(input[1] as BodyRequestOptions | undefined, input[0])
      : withQuery(input[0] as RequestOptions | undefined, operation.query);
  return isConnection(connection) ? sendCall(connection[resolved], operation, call) : Promise.reject(notConnected());
}

const isConnection = (value: object | null | undefined): boolean => Object(value)[resolved] !== undefined;

const notConnected = () => new ConfigurationError("connection", "must be what connect() returns");

/** How the chunks of each operation are put together. */
const collectors: {
  readonly [Id in StreamedId]: () => Collector<OperationTypes[Id]["chunk"], OperationTypes[Id]["response"]>;
} = { getChatCompletions: collectChat, getCompletions: collectCompletions };

/**
 * Calls an operation and returns its response as a stream, as the client's method `stream…` does.
 *
 * @throws {ConfigurationError} if `connection` does not come from `connect()`. Reading the stream throws what `send` throws, and a
 * `StreamError` if the stream fails or ends early.
 *
 * @example
 * for await (const { choices } of sendStream(connection, getChatCompletions, { messages })) {
 *   process.stdout.write(choices[0]?.delta?.content ?? "");
 * }
 */
export function sendStream<Id extends StreamedId>(
  connection: Connection,
  operation: Operation<Id>,
  body: RequestBody<Id>,
  options?: BodyRequestOptions,
): InferenceStream<OperationTypes[Id]["chunk"], OperationTypes[Id]["response"]> {
  if (!isConnection(connection)) throw notConnected();
  return sendStreamCall<Id>(connection[resolved], operation, callOf(options, body), collectors[operation.id]());
}

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
