import { ConfigurationError } from "./errors.ts";

/** Where calls go, and what the place wants. */
export interface Endpoint {
  /** Scheme, host and path without a slash at the end; routes are appended to it. */
  base: string;
  /** Query parameters of the given URL; every call keeps them. */
  query: readonly [name: string, value: string][];
  /** Scopes of a token for this host. */
  scopes: readonly string[];
}

const machineLearningScope = "https://ml.azure.com/.default";
const cognitiveServicesScope = "https://cognitiveservices.azure.com/.default";
const cognitiveServicesHosts = /\.(?:services\.ai|openai|cognitiveservices)\.azure\.com$/;
const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * A URL -> where calls go. The URL is only joined, never rewritten.
 *
 * @throws {ConfigurationError} when it is no http(s) URL, carries a user name or a fragment, or would send a
 * credential unencrypted to another machine. The text of the URL is not repeated, since it may hold a secret.
 */
export function resolveEndpoint(endpoint: string | URL): Endpoint {
  const url = parse(endpoint);
  const refuse = (why: string): never => {
    throw new ConfigurationError("endpoint", why);
  };
  if (url.protocol !== "https:" && url.protocol !== "http:") refuse(`must be an http(s) URL, not ${url.protocol}`);
  if (url.username !== "" || url.password !== "") refuse("must not hold a user name or password; pass `credential`");
  if (url.hash !== "") refuse("must not have a fragment (#...)");
  if (url.protocol === "http:" && !loopback.test(url.hostname)) {
    refuse("must be https, so that the credential travels encrypted; http is for loopback hosts alone");
  }
  return {
    base: url.origin + url.pathname.replace(/\/+$/, ""),
    query: [...url.searchParams],
    scopes: [cognitiveServicesHosts.test(url.hostname) ? cognitiveServicesScope : machineLearningScope],
  };
}

function parse(endpoint: string | URL): URL {
  try {
    return new URL(endpoint);
  } catch {
    const given = endpoint === undefined || endpoint === "" ? "nothing was given" : "the given text is no URL";
    throw new ConfigurationError(
      "endpoint",
      `must be a URL such as https://<resource>.services.ai.azure.com/models; ${given}`,
    );
  }
}
