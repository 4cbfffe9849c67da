import { ConfigurationError, createClient, resolveEndpoint } from "../../src/client/index.ts";
import type { EndpointVector } from "./files.ts";

/** What the client takes a URL for, once its calls have been seen to go there. */
export async function observeEndpoint({
  url,
  options = {},
}: EndpointVector): Promise<Pick<EndpointVector, "endpoint" | "refused">> {
  const { kind, allowInsecureConnection } = options;
  try {
    const endpoint = resolveEndpoint(url, kind, allowInsecureConnection);
    const { base, query, apiVersion, keyHeader, knowsExtraParameters } = endpoint;
    const search = new URLSearchParams([...query]);
    if (apiVersion !== undefined && !search.has("api-version")) search.set("api-version", apiVersion);
    const told = {
      url: new URL(`${base}/embeddings${search.size > 0 ? `?${search}` : ""}`).href,
      keyHeader,
      policy: knowsExtraParameters ? "pass-through" : null,
    };
    const sent = await sentTo(url, options);
    if (JSON.stringify(sent) !== JSON.stringify(told)) throw new Error(`sent ${JSON.stringify(sent)}`);
    return { endpoint: { ...endpoint, apiVersion: apiVersion ?? null } };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const reason = reasonOf(error);
    if (reason !== reasonOf(refusalOf(url, options))) throw new Error("a client is refused for another reason");
    return { refused: reason };
  }
}

function refusalOf(endpoint: string, options: NonNullable<EndpointVector["options"]>): Error {
  try {
    createClient({ endpoint, credential: { key: "k" }, ...options });
  } catch (error) {
    if (error instanceof Error) return error;
  }
  return new Error("a client is made");
}

/** A call with extras, seen by a `fetch` that answers everything. */
async function sentTo(endpoint: string, options: NonNullable<EndpointVector["options"]>) {
  const requests: Request[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    requests.push(new Request(url, init));
    return Response.json({ model: "m", data: [] });
  };
  const client = createClient({ endpoint, credential: { key: "k" }, fetch, ...options });
  await client.getEmbeddings({ input: "a" }, { extras: { safe_prompt: true } });
  const [request] = requests;
  if (request === undefined) throw new Error("nothing was sent");
  const { url, headers } = request;
  const names = { "api-key": "api-key", authorization: "bearer" } as const;
  const keys = Object.entries(names).flatMap(([header, name]) => (headers.has(header) ? [name] : []));
  return { url, keyHeader: keys.length === 2 ? "both" : keys[0], policy: headers.get("extra-parameters") };
}

const reasons: readonly [reason: string, words: RegExp][] = [
  ["fragment", /must not have a fragment/],
  ["insecure", /must be https, .* or with `allowInsecureConnection: true`$/],
  ["key-in-query", /must not contain a key in its query; pass it as `credential`$/],
  ["no-deployment", /must end with \/openai\/deployments\/<deployment>, or with \/openai\/v1$/],
  ["no-models-path", /must end with \/openai\/v1; the route \/models was retired on 26 August 2026$/],
  ["not-a-url", /; the given text is not a URL$/],
  ["nothing", /; nothing was given$/],
  ["retired-host", /must not be GitHub Models, which was retired on 30 July 2026$/],
  ["route", /must not end with a route: remove \/[a-z/]+$/],
  ["scheme", /must be an http\(s\) URL/],
  ["scoring-url", /must not be the scoring URL: remove \/score$/],
  ["user-info", /must not contain a user name or password; pass `credential`$/],
  ["wrong-host", /must end with \/openai\/v1; this host does not serve \/models$/],
];

function reasonOf({ message }: Error): string {
  const found = reasons.filter(([, words]) => words.test(message));
  // What no call can use may hold a secret.
  if (found.length !== 1 || /s3cret|:secret/.test(message)) throw new Error(`not one reason for: ${message}`);
  return found[0]?.[0] ?? "";
}
