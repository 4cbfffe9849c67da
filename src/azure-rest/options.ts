import type { Authorizer, Credential } from "../client/credentials/credentials.ts";
import { ConfigurationError } from "../client/errors/errors.ts";
import type { ClientOptions as InferenceOptions } from "../client/options.ts";
import { checkHeaders, type ResolvedClientOptions, resolveOptions } from "../client/resolve-options.ts";
import { createPipeline, type HttpClient, type Pipeline, type PipelinePolicy, throughPipeline } from "./pipeline.ts";

/** Options of the retired package, and what `createClient` takes beyond them. */
export interface ModelClientOptions
  extends Pick<
    InferenceOptions,
    "fetch" | "timeoutMs" | "deadlineMs" | "stream" | "dangerouslyAllowBrowser" | "observe"
  > {
  /** The query parameter `api-version`; empty for none. Default `2024-05-01-preview`, or what `kind` wants. */
  apiVersion?: string;
  /** Wins over the first argument. */
  endpoint?: string;
  /** @deprecated Use `endpoint`. */
  baseUrl?: string;
  credentials?: {
    /** Scopes of tokens. Default `https://ml.azure.com/.default`. */
    scopes?: string[];
    /** The header that a key travels in, in addition to `Authorization`. Default `api-key`. */
    apiKeyHeaderName?: string;
  };
  /** Whether a credential may travel over http to another machine. Loopback hosts always may. Default false. */
  allowInsecureConnection?: boolean;
  retryOptions?: {
    /** Tries after the first, at most 10. Default 3. */
    maxRetries?: number;
    /** The first wait where the server asks for none, in milliseconds. Default 500. */
    retryDelayInMs?: number;
    /** The longest such wait. Default 8000. */
    maxRetryDelayInMs?: number;
  };
  /** Redirects are followed within the endpoint's origin, five at most; 0 for none. */
  redirectOptions?: { maxRetries?: number };
  /** Sent as the header `user-agent`. */
  userAgentOptions?: { userAgentPrefix?: string };
  /** Accepted and without effect: nothing is logged. */
  loggingOptions?: object;
  /** Policies around each attempt. A policy of the position `perCall` sees each attempt too. */
  additionalPolicies?: { policy: PipelinePolicy; position: "perCall" | "perRetry" }[];
  /** Carries every attempt instead of the client's own transport. */
  httpClient?: HttpClient;
  /** Accepted and without effect: every request carries `x-ms-client-request-id`. */
  telemetryOptions?: object;
  /** Endpoint type, to use its api-version, key header and scopes. Default: those of the retired package. */
  kind?: InferenceOptions["kind"];
}

/** Options with every choice made. */
export interface Context {
  resolved: ResolvedClientOptions;
  apiVersion: string | undefined;
  endpoint: string;
  allowInsecureConnection: boolean;
  /** Headers that carry the credential, in lower case. */
  secret: readonly string[];
  pipeline: Pipeline;
}

const viaFetch = "is not supported: pass `fetch`, which carries every request";
const refusedOptions = {
  pipeline: "is not supported: use additionalPolicies, or client.pipeline.addPolicy()",
  agent: viaFetch,
  tlsOptions: viaFetch,
  proxyOptions: viaFetch,
};

/** @throws {ConfigurationError} for what is known and not supported, with what to do instead. */
export function refuseOptions(given: object, refused: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(given)) {
    const why = Object.hasOwn(refused, name) && value !== undefined ? refused[name] : undefined;
    if (why !== undefined) throw new ConfigurationError(name, why);
  }
}

export function resolveContext(endpointParam: string, credential: Credential, options: ModelClientOptions): Context {
  refuseOptions(options, refusedOptions);
  const { credentials = {}, retryOptions = {}, redirectOptions = {}, kind = "custom" } = options;
  if ("allowCrossOriginRedirects" in redirectOptions && redirectOptions.allowCrossOriginRedirects === true)
    throw new ConfigurationError("redirectOptions.allowCrossOriginRedirects", "must not be true: the body goes along");
  const endpoint = options.endpoint ?? options.baseUrl ?? endpointParam;
  const prefix = options.userAgentOptions?.userAgentPrefix;
  const { fetch, timeoutMs, deadlineMs, stream, observe } = options;
  const resolved = resolveOptions({
    ...{ fetch, timeoutMs, deadlineMs, stream, observe },
    ...{ endpoint, credential, kind },
    dangerouslyAllowBrowser: options.dangerouslyAllowBrowser,
    // Each call may allow it, so each call is asked.
    allowInsecureConnection: true,
    scopes: credentials.scopes,
    followRedirects: redirectOptions.maxRetries !== 0,
    headers: { accept: "application/json", ...(prefix && { "user-agent": prefix }) },
    retry: {
      retries: Math.min(retryOptions.maxRetries ?? 3, 10),
      delayMs: retryOptions.retryDelayInMs,
      maxDelayMs: retryOptions.maxRetryDelayInMs,
    },
  });
  if (resolved.telemetry !== undefined)
    throw new ConfigurationError(
      "observe",
      "must not hold openTelemetry(), which follows the calls of createClient only",
    );
  const { apiKeyHeaderName = "api-key" } = credentials;
  checkHeaders({ [apiKeyHeaderName]: "" });
  const pipeline = createPipeline();
  for (const { policy } of options.additionalPolicies ?? []) pipeline.addPolicy(policy);
  if (options.httpClient !== undefined && typeof options.httpClient.sendRequest !== "function")
    throw new ConfigurationError("httpClient", "must have sendRequest(request)");
  const transport = throughPipeline(resolved.transport, pipeline, options.httpClient);
  return {
    pipeline,
    resolved: { ...resolved, transport, authorizer: keyIn(resolved.authorizer, apiKeyHeaderName) },
    apiVersion: options.apiVersion ?? resolved.apiVersion,
    endpoint,
    allowInsecureConnection: options.allowInsecureConnection ?? false,
    secret: ["authorization", "api-key", apiKeyHeaderName.toLowerCase()],
  };
}

/** The same authorizer, whose key travels in a header of this name. */
function keyIn(authorizer: Authorizer, name: string): Authorizer {
  if (name.toLowerCase() === "api-key") return authorizer;
  return {
    ...authorizer,
    authorize: async (headers, ...rest) => {
      const given = headers.has("api-key");
      await authorizer.authorize(headers, ...rest);
      const key = headers.get("api-key");
      if (given || key === undefined) return;
      headers.delete("api-key");
      headers.set(name.toLowerCase(), key);
    },
  };
}
