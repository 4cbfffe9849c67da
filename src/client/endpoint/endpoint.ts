import { ConfigurationError } from "../errors/errors.ts";
import { isLoopback } from "./loopback.ts";

/**
 * Endpoint type.
 *
 * | kind | what it is |
 * | --- | --- |
 * | `serverless` | a serverless API endpoint |
 * | `managed` | a managed online endpoint |
 * | `foundry` | the `/models` path of an Azure AI services or Foundry resource, retired on 26 August 2026 |
 * | `azure-openai` | an Azure OpenAI deployment |
 * | `openai-v1` | the `/openai/v1` path of an Azure resource |
 * | `openai-compatible` | any other server with a base URL that ends with `/v1` |
 * | `custom` | anything else: a gateway, a proxy, an emulator |
 *
 * @example
 * const kind: EndpointKind = "managed";
 * createClient({ endpoint, credential, kind });
 */
export type EndpointKind =
  | "serverless"
  | "managed"
  | "foundry"
  | "azure-openai"
  | "openai-v1"
  | "openai-compatible"
  | "custom";

/**
 * Header that contains the key; `both` if the host does not show which one.
 *
 * @example
 * const header: KeyHeader = "bearer";
 * createClient({ endpoint, credential: { key, header } });
 */
export type KeyHeader = "bearer" | "api-key" | "both";

/**
 * Base URL of requests, and what the endpoint requires.
 *
 * @example
 * const { kind, base }: Endpoint = resolveEndpoint("https://example.services.ai.azure.com/models");
 * console.log(kind, base); // foundry https://example.services.ai.azure.com/models
 */
export interface Endpoint {
  kind: EndpointKind;
  /** Scheme, host and path without a slash at the end; routes are appended to it. */
  base: string;
  /** Query parameters of the URL; they are part of every request. */
  query: readonly [name: string, value: string][];
  keyHeader: KeyHeader;
  /** Scopes of a token. */
  scopes: readonly string[];
  /** Default `api-version`; `undefined` if none is sent. */
  apiVersion: string | undefined;
  /** Whether the endpoint supports the header `extra-parameters`. */
  knowsExtraParameters: boolean;
  /** Routes that the endpoint never has; calls of them fail before they are sent. */
  lacks: readonly string[];
}

const machineLearning = ["https://ml.azure.com/.default"];
const cognitiveServices = ["https://cognitiveservices.azure.com/.default"];

/** The domains of the public cloud, of Azure Government and of Azure in China; each has hosts and scopes of the same names. */
const clouds = ["azure.com", "azure.us", "azure.cn"];

export type Traits = Omit<Endpoint, "kind" | "base" | "query">;

const inference = { apiVersion: "2024-05-01-preview", knowsExtraParameters: true, lacks: [] };
/** What the contract has and the API of OpenAI has not. */
const openai = { apiVersion: undefined, knowsExtraParameters: false, lacks: ["/info", "/images/embeddings"] };

export const traits: Readonly<Record<EndpointKind, Traits>> = {
  serverless: { keyHeader: "bearer", scopes: machineLearning, ...inference },
  managed: { keyHeader: "bearer", scopes: machineLearning, ...inference },
  foundry: { keyHeader: "api-key", scopes: cognitiveServices, ...inference },
  "azure-openai": { keyHeader: "api-key", scopes: cognitiveServices, ...openai, apiVersion: "2024-10-21" },
  "openai-v1": { keyHeader: "api-key", scopes: cognitiveServices, ...openai },
  "openai-compatible": { keyHeader: "bearer", scopes: machineLearning, ...openai },
  custom: { keyHeader: "both", scopes: machineLearning, ...inference },
};

export const endpointKinds = Object.keys(traits) as EndpointKind[];

const route = /\/(?:chat\/completions|completions|images\/embeddings|embeddings|info)$/;
/** Query parameters that hold a key. */
export const keyNames = /^(?:api[-_]?key|key|code|token|access_token|subscription-key|ocp-apim-subscription-key)$/i;

/**
 * Detects the endpoint type from a URL, and what the endpoint requires. Routes are appended to the URL; it is never rewritten.
 *
 * @param kind - endpoint type, if host and path do not show it.
 * @throws {ConfigurationError} for a URL that cannot work, with what to pass instead; also for a URL with a user name, a key or a
 * fragment, and for `http` to another machine. The message does not repeat the URL, because it may contain a secret.
 *
 * @example
 * resolveEndpoint("https://my-resource.openai.azure.com/openai/v1").kind; // "openai-v1"
 */
export function resolveEndpoint(
  endpoint: string | URL,
  kind?: EndpointKind,
  allowInsecureConnection = false,
): Endpoint {
  const url = parse(endpoint);
  if (url.protocol !== "https:" && url.protocol !== "http:") refuse(`must be an http(s) URL, not ${url.protocol}`);
  if (url.username !== "" || url.password !== "") refuse("must not contain a user name or password; pass `credential`");
  if (url.hash !== "") refuse("must not have a fragment (#...)");
  if ([...url.searchParams.keys()].some((name) => keyNames.test(name))) {
    refuse("must not contain a key in its query; pass it as `credential`");
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname) && !allowInsecureConnection) {
    refuse(
      "must be https, so that the credential travels encrypted; http is for loopback hosts, or with `allowInsecureConnection: true`",
    );
  }
  const path = withoutSlashes(url.pathname);
  const [called] = route.exec(path) ?? [];
  if (called !== undefined) refuse(`must not end with a route: remove ${called}`);
  const settled = kind ?? kindOf(url.hostname, path);
  // The OpenAI-style alias of a serverless endpoint takes no version.
  const alias = settled === "serverless" && path.endsWith("/v1");
  return {
    kind: settled,
    base: url.origin + path,
    query: [...url.searchParams],
    ...traits[settled],
    scopes: traits[settled].scopes.map((scope) => scope.replace("azure.com", cloudOf(url.hostname) ?? "azure.com")),
    ...(alias && { apiVersion: undefined }),
  };
}

const cloudOf = (host: string): string | undefined => clouds.find((cloud) => host.endsWith(`.${cloud}`));

/** @throws {ConfigurationError} for what a portal shows but no call can use. */
function kindOf(host: string, path: string): EndpointKind {
  const cloud = cloudOf(host);
  const service = cloud && host.slice(0, -cloud.length);
  if (service?.endsWith(".inference.ml.")) {
    if (path.endsWith("/score")) refuse("must not be the scoring URL: remove /score");
    return "managed";
  }
  if (gitHubModels.test(host)) {
    refuse("must not be GitHub Models, which was retired on 30 July 2026");
  }
  if (service !== undefined && /\.(?:models|inference)\.ai\.$/.test(service)) return "serverless";
  if (service === undefined || !/\.(?:services\.ai|openai|cognitiveservices)\.$/.test(service)) {
    return path.endsWith("/v1") ? "openai-compatible" : "custom";
  }
  if (/\/openai\/deployments\/[^/]+$/.test(path)) return "azure-openai";
  if (/\/openai\/v1$/.test(path)) return "openai-v1";
  const isResource = service.endsWith(".services.ai.");
  if (isResource && /^(?:\/api)?\/models?$/.test(path)) return "foundry";
  if (isResource) return refuse("must end with /openai/v1; the route /models was retired on 26 August 2026");
  if (/\/models$/.test(path)) return refuse("must end with /openai/v1; this host does not serve /models");
  return refuse("must end with /openai/deployments/<deployment>, or with /openai/v1");
}

/** Hosts of GitHub Models. */
export const gitHubModels = /^models\.(?:inference\.ai\.azure\.com|github\.ai)$/;

/** A path without slashes at its end. No pattern, which would take time by the square of their number. */
export function withoutSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === "/") end -= 1;
  return path.slice(0, end);
}

/** @throws {ConfigurationError} for a call of a route that the endpoint's kind never has. */
export function checkServed({ kind, base, lacks }: Endpoint, url: string): void {
  if (lacks.length === 0) return;
  const [path = ""] = url.slice(base.length).split("?");
  if (lacks.includes(path))
    refuse(`of the type ${kind} has no ${path}; compatibility("${kind}") tells what to do instead`);
}

function parse(endpoint: string | URL): URL {
  try {
    return new URL(endpoint);
  } catch {
    const given = endpoint === undefined || endpoint === "" ? "nothing was given" : "the given text is not a URL";
    return refuse(`must be a URL such as https://<resource>.services.ai.azure.com/openai/v1; ${given}`);
  }
}

function refuse(why: string): never {
  throw new ConfigurationError("endpoint", why);
}
