import { type Client, createClient } from "../../src/client/index.ts";
import { encode, type RequestVector } from "./files.ts";
import type { Player } from "./player.ts";

/** What the client sends. */
export async function observeRequest(vector: RequestVector, player: Player): Promise<Pick<RequestVector, "request">> {
  const { operation, request } = vector;
  const streamed = operation.startsWith("stream");
  player.answer = {
    status: 200,
    headers: { "content-type": streamed ? "text/event-stream" : "application/json" },
    body: { text: streamed ? "data: [DONE]\n\n" : '{"choices":[],"data":[]}' },
  };
  await call(clientOf(vector, player.url), vector);
  const sent = player.received.at(-1);
  if (sent === undefined) throw new Error("nothing was sent");
  const headers = Object.keys(request.headers).map((name) => [name, sent.headers[name] ?? null]);
  const body = encode(Buffer.from(sent.body));
  return { request: { method: sent.method, target: sent.url, headers: Object.fromEntries(headers), body } };
}

function clientOf({ client: { path, credential, keyHeader, ...options } }: RequestVector, url: string): Client {
  const given =
    "key" in credential
      ? { ...credential, header: keyHeader }
      : { getToken: async () => ({ token: credential.token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
  return createClient({ endpoint: url + path, credential: given, retry: { retries: 0 }, ...options });
}

async function call(client: Client, { operation, input, call }: RequestVector): Promise<void> {
  if (operation === "getModelInfo") await client.getModelInfo(call);
  else {
    const answer = client[operation](input as never, call);
    await ("collect" in answer ? answer.collect() : answer);
  }
}
