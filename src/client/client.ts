import { operations } from "../../generated/operations.ts";
import { type Target, target } from "./endpoint/target.ts";
import type { ClientHints } from "./hints.ts";
import { createHttp, type Http } from "./http.ts";
import type { Methods, StreamMethods } from "./methods.ts";
import { type ClientOptions, resolveOptions } from "./options.ts";
import { connectionOf, send, sendStream } from "./send.ts";

/**
 * A typed client of one endpoint. Methods are called as the contract's operations, bodies travel as they are.
 *
 * Each method throws a `ResponseError` for a response with an error status, whose `problem` contains the reason, and a `ConnectionError`
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

/**
 * Makes a client of one endpoint. Nothing is sent and nothing is read from the environment.
 *
 * @throws {ConfigurationError} that names the option at fault and what is allowed.
 *
 * @example
 * const client = createClient({ endpoint: "https://<resource>.services.ai.azure.com/openai/v1", credential: { key } });
 * const { choices } = await client.getChatCompletions({ messages: [{ role: "user", content: "Hello" }] });
 */
export function createClient(options: ClientOptions & ClientHints): Client {
  const resolved = resolveOptions(options);
  const connection = connectionOf(resolved);
  const client: Record<string, unknown> = { http: createHttp(resolved) };
  for (const operation of Object.values(operations)) {
    client[operation.id] = send.bind(undefined, connection, operation);
    if (operation.streams) client[streamName(operation.id)] = sendStream.bind(undefined, connection, operation);
  }
  const { endpoint, search, headers } = resolved;
  // Not enumerable, so that it is never printed.
  return Object.defineProperty(client, target, {
    value: (): Target => [endpoint.kind, endpoint.base, search, headers],
  }) as unknown as Client;
}

const streamName = (id: string): string =>
  id.replace(/^(?:get)?(.)/, (_, first: string) => `stream${first.toUpperCase()}`);
