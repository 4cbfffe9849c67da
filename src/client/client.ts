import { operations } from "../../generated/operations.ts";
import { type Target, target } from "./endpoint/target.ts";
import type { ClientHints } from "./hints.ts";
import { createHttp, type Http } from "./http.ts";
import type { Methods, StreamMethods } from "./methods.ts";
import type { ClientOptions } from "./options.ts";
import { resolveOptions } from "./resolve-options.ts";
import { connectionOf, send, sendStream } from "./send.ts";

/**
 * A typed client of one endpoint, with a method for each operation. Bodies are sent unchanged.
 *
 * Each method throws a `ResponseError` for a response with an error status, whose `problem` contains the reason, and a `ConnectionError`
 * if no response arrives. A stream of a `stream…` method throws them while it is read, and a `StreamError` if the stream fails or ends
 * early. `getModelInfo` and `getImageEmbeddings` throw a `ConfigurationError` for endpoint types without these operations, such as
 * Azure OpenAI deployments.
 *
 * @example
 * const answerOf = async (client: Client, messages: ChatRequestMessage[]) =>
 *   (await client.getChatCompletions({ messages })).choices[0]?.message.content;
 */
export interface Client extends Methods, StreamMethods {
  /**
   * An openapi-fetch client with the same endpoint, credential and headers. It returns `{ data, error, response }`, typed by the
   * contract, and does not throw for error statuses.
   */
  readonly http: Http;
}

/**
 * Creates a client of one endpoint. Sends nothing, and reads nothing from the environment.
 *
 * @throws {ConfigurationError} that names the invalid option and what is allowed.
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
