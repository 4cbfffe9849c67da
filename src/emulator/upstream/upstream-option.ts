import { checkNames, checkOption, isObject, isText } from "../check.ts";
import { type ModelProfile, withBody } from "../models/models.ts";

/**
 * A server that speaks OpenAI's API, such as llama.cpp, vLLM or Ollama.
 *
 * @example
 * const upstream: Upstream = { url: "http://127.0.0.1:11434/v1", model: "llama3.2" };
 * await startEmulator({ upstream });
 */
export interface Upstream {
  /** Its base URL, to which `/chat/completions` and the like are appended. A query is kept. */
  url: string;
  /** Its key, sent as a bearer. Default: none. Keys of callers are never sent to it. */
  key?: string;
  /** The model that it is asked for, whatever a request names. Default: what the request names. */
  model?: string;
  /** Default: the platform's `fetch`, which waits 5 minutes for headers, and as long from one byte to the next. */
  fetch?: typeof fetch;
}

export interface ResolvedUpstream {
  url: URL;
  key: string | undefined;
  model: string | undefined;
  fetch: typeof fetch;
}

/** @throws {RangeError} that names the property and what is allowed, and shows neither key nor URL. */
export function resolveUpstream(upstream: Upstream): ResolvedUpstream {
  checkOption(isObject(upstream as unknown), "upstream", "an object of url, key, model, fetch", typeof upstream);
  checkNames("upstream", upstream, ["url", "key", "model", "fetch"]);
  const { url, key, model, fetch = globalThis.fetch } = upstream;
  const parsed = typeof url === "string" && URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol))
    throw new RangeError("upstream.url: must be a base URL of http or https, such as http://127.0.0.1:8080/v1");
  // It would stand in messages and in the process list.
  if (parsed.username !== "" || parsed.password !== "")
    throw new RangeError("upstream.url: must hold no user name and password; give a key by upstream.key");
  if (key !== undefined && !(isText(key) && /^[\x21-\x7e]+$/.test(key)))
    throw new RangeError("upstream.key: must be a string of printable ASCII without blanks");
  checkOption(model === undefined || isText(model), "upstream.model", "a non-empty string", model);
  checkOption(typeof fetch === "function", "upstream.fetch", "a function such as fetch", fetch);
  return { url: parsed, key, model, fetch };
}

/** The name that asks for whatever model an upstream has. */
export const anyModelName = "upstream";

/** What is known of an upstream's model when no profiles are given: nothing, so everything is let through. */
export const modelBehind = ({ model = anyModelName }: ResolvedUpstream): ModelProfile => ({
  name: model,
  type: "chat-completion",
  provider: "upstream",
  operations: withBody,
});
