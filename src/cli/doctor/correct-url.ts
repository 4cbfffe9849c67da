import { gitHubModels, keyNames } from "../../client/endpoint/endpoint.ts";
import { isLoopback } from "../../client/endpoint/loopback.ts";
import type { EndpointKind } from "../../client/index.ts";

/** Why a URL is not the base URL of an endpoint, and the URL to use instead, where that is known. */
interface Correction {
  why: string;
  url?: string;
}

/** What is wrong with a URL as people paste it, and the URL that remains after all corrections. */
export interface CorrectedUrl {
  /** The base URL to use; `undefined` if it cannot be known. */
  url: string | undefined;
  /** In the order of their correction; empty for a URL that needs none. */
  problems: string[];
}

const placeholder = /<[^<>]*>|%3C.*?%3E|\{[^{}]*\}|\byour[-_]?(?:resource|endpoint|deployment|host)\b[\w-]*/i;
const portals = /^(?:ai|ml|oai|portal)\.azure\.(?:com|us|cn)$|^(?:www\.)?(?:github\.com|learn\.microsoft\.com)$/;
const resourceHost = /\.(?:services\.ai|openai|cognitiveservices)\.azure\.(?:com|us|cn)$/;
const operationPath =
  /\/(?:chat\/completions|completions|images\/embeddings|images\/generations|embeddings|info|responses)\/*$/;

/** The query without the parameters that hold a key. */
function queryWithoutKeys(url: URL): string {
  const kept = new URLSearchParams([...url.searchParams].filter(([name]) => !keyNames.test(name)));
  return kept.size === 0 ? "" : `?${kept}`;
}

/** Flags that make a URL right that is wrong without them. */
interface Given {
  kind?: EndpointKind;
  allowInsecureConnection?: true;
}

/** The next correction of a URL; `undefined` if it needs none. */
function correctionOf(url: URL, { kind, allowInsecureConnection }: Given): Correction | undefined {
  const { origin, hostname, pathname, search } = url;
  if (portals.test(hostname)) {
    const why = `${hostname} is a website, not an endpoint; on the page of your deployment, copy the endpoint's URL`;
    return { why };
  }
  if (gitHubModels.test(hostname)) return { why: "GitHub Models was retired on 30 July 2026" };
  if (url.username !== "" || url.password !== "" || [...url.searchParams.keys()].some((name) => keyNames.test(name))) {
    const why = "the URL contains a credential; pass the key as AZURE_INFERENCE_CREDENTIAL or with --key-file";
    return { why, url: origin + pathname + queryWithoutKeys(url) };
  }
  if (url.hash !== "") return { why: "the URL has a fragment (#...)", url: origin + pathname + search };
  if (url.protocol === "http:" && !isLoopback(hostname) && !allowInsecureConnection) {
    const why = "http would send the key unencrypted; to use it nevertheless, pass --allow-insecure-connection";
    return { why, url: `https://${url.host}${pathname}${search}` };
  }
  const [operation] = operationPath.exec(pathname) ?? [];
  if (operation !== undefined) {
    const why = `the URL ends with the path of an operation, ${operation}; the client appends it`;
    return { why, url: origin + pathname.slice(0, -operation.length) + search };
  }
  if (pathname.endsWith("/score")) {
    const why = "this is the scoring URL; the API is one level above";
    return { why, url: origin + pathname.slice(0, -"/score".length) + search };
  }
  if (kind !== undefined || !resourceHost.test(hostname)) return undefined;
  const path = pathname.replace(/\/+$/, "");
  const serves = hostname.includes(".services.ai.") ? /^(?:\/api)?\/models?$/ : undefined;
  if (/\/openai\/v1$|\/openai\/deployments\/[^/]+$/.test(path) || serves?.test(path)) return undefined;
  const v1 = `${origin}/openai/v1`;
  if (/^\/api\/projects\b/.test(path))
    return { why: "this is the URL of a project, which does not serve models", url: v1 };
  if (path === "") return { why: "this is the URL of a resource; the path of its API is missing", url: v1 };
  return { why: `the resource serves no API at ${path}`, url: v1 };
}

/**
 * Corrects what people paste for the base URL of an endpoint: a URL without its scheme or with a placeholder, a page of a
 * portal, the URL of a project, a resource, a scoring route or an operation.
 *
 * Parts that may hold a secret are removed and not repeated.
 */
export function correctUrl(given: string, flags: Given): CorrectedUrl {
  const problems: string[] = [];
  let text = given.trim().replace(/^(["'])(.*)\1$/, "$2");
  // Not in a password or a query, which are not repeated.
  const [blank] = placeholder.exec(text.replace(/[?#].*$/s, "").replace(/^[^/]*\/\/[^/]*@/, "")) ?? [];
  if (blank !== undefined) {
    return { url: undefined, problems: [`${blank} is a placeholder; replace it by the name of your resource or host`] };
  }
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text)) {
    const [, host] = /^(\[[^\]]*\]|[^/:?#@[]+)(?=[/:?#]|$)/.exec(text) ?? [];
    if (host === undefined || !/[.:]|^localhost$/.test(host))
      return { url: undefined, problems: ["this is not a URL"] };
    const scheme = isLoopback(host) ? "http" : "https";
    problems.push(`the scheme is missing: ${scheme}://`);
    text = `${scheme}://${text}`;
  }
  // Each correction removes or replaces something, so that they end.
  for (;;) {
    if (!URL.canParse(text)) return { url: undefined, problems: [...problems, "this is not a URL"] };
    const url = new URL(text);
    if (url.protocol !== "https:" && url.protocol !== "http:") {
      return {
        url: undefined,
        problems: [...problems, `the scheme must be https or http, not ${url.protocol.slice(0, -1)}`],
      };
    }
    const correction = correctionOf(url, flags);
    if (correction === undefined) return { url: text, problems };
    problems.push(correction.why);
    if (correction.url === undefined) return { url: undefined, problems };
    text = correction.url;
  }
}

/** What a user should know of a URL that is right; `undefined` if there is nothing. */
export function retirementOf(base: string): Correction | undefined {
  const { origin, hostname, pathname } = new URL(base);
  if (!hostname.includes(".services.ai.azure.") || !/\/models?$/.test(pathname)) return undefined;
  return { why: "the route /models was retired on 26 August 2026", url: `${origin}/openai/v1` };
}
