import { apiVersions } from "../../generated/operations.ts";
import { type Authorizer, createAuthorizer } from "./credentials/credentials.ts";
import { type Endpoint, endpointKinds, resolveEndpoint } from "./endpoint/endpoint.ts";
import { queryOf } from "./endpoint/query.ts";
import { ConfigurationError } from "./errors/errors.ts";
import { createDeprecationNotice, type NotifyDeprecation } from "./observe/notice.ts";
import { type Observation, resolveObservers } from "./observe/observer.ts";
import type { CallLimitOptions, ClientOptions, StreamOptions, Validation } from "./options.ts";
import { checkNames, own } from "./own.ts";
import { createRetryBudget, type ResolvedRetryOptions, type RetryBudget, resolveRetry } from "./request/retry.ts";
import { resolveTransport } from "./transport/resolve-transport.ts";
import type { Transport } from "./transport/transport.ts";

/** The limits of a call with every choice made. */
export interface ResolvedLimits {
  timeoutMs: number;
  deadlineMs: number;
  maxResponseBytes: number;
  retry: ResolvedRetryOptions;
}

/** Client options with every choice made. */
export interface ResolvedClientOptions extends ResolvedLimits, Observation {
  endpoint: Endpoint;
  authorizer: Authorizer;
  apiVersion: string | undefined;
  /** The query of a call that adds nothing to it. */
  search: string;
  headers: Readonly<Record<string, string>>;
  transport: Transport;
  stream: { idleTimeoutMs: number; maxEventLength: number; requireDone: boolean };
  budget: RetryBudget;
  onUnsupported: "throw" | "drop";
  validation: Validation | undefined;
  followRedirects: boolean;
  notifyDeprecation: NotifyDeprecation;
}

const optionNames: Readonly<Record<keyof ClientOptions, true>> = {
  endpoint: true,
  credential: true,
  kind: true,
  apiVersion: true,
  allowInsecureConnection: true,
  scopes: true,
  headers: true,
  followRedirects: true,
  fetch: true,
  maxResponseBytes: true,
  timeoutMs: true,
  stream: true,
  deadlineMs: true,
  retry: true,
  onUnsupported: true,
  dangerouslyAllowBrowser: true,
  validation: true,
  observe: true,
};

/** @throws {ConfigurationError} that names the option, what was given and what is allowed. */
export function resolveOptions(given: ClientOptions): ResolvedClientOptions {
  const options = own(given);
  checkNames("", options, Object.keys(optionNames));
  oneOf("kind", options.kind, endpointKinds);
  oneOf("onUnsupported", options.onUnsupported, ["throw", "drop"]);
  if (isPage() && !options.dangerouslyAllowBrowser && Object(options.credential).key !== undefined) {
    throw new ConfigurationError(
      "credential",
      "must not be a key in a page, where everyone can read it; use tokens, a server of your own, or `dangerouslyAllowBrowser: true`",
    );
  }
  const endpoint = resolveEndpoint(options.endpoint, options.kind, options.allowInsecureConnection);
  const scopes = options.scopes === undefined ? endpoint.scopes : [options.scopes].flat();
  const inEndpoint = endpoint.query.find(([name]) => name === "api-version")?.[1];
  const apiVersion = options.apiVersion ?? inEndpoint ?? endpoint.apiVersion;
  if (apiVersion !== undefined && (typeof apiVersion !== "string" || apiVersion.trim() === "")) {
    throw new ConfigurationError("apiVersion", `must be a string such as ${apiVersions.join(", ")}`);
  }
  const observation = resolveObservers(options.observe);
  return {
    endpoint,
    authorizer: createAuthorizer(options.credential, endpoint.keyHeader, scopes),
    apiVersion,
    search: queryOf({ endpoint, apiVersion }),
    headers: checkHeaders(options.headers),
    transport: resolveTransport(options.fetch),
    timeoutMs: checkTime("timeoutMs", options.timeoutMs, 300_000),
    stream: resolveStream(options.stream),
    deadlineMs: checkTime("deadlineMs", options.deadlineMs, Number.POSITIVE_INFINITY),
    maxResponseBytes: checkBytes(options.maxResponseBytes, 268_435_456),
    retry: resolveRetry(options.retry),
    budget: createRetryBudget(),
    onUnsupported: options.onUnsupported ?? "throw",
    validation: options.validation,
    followRedirects: options.followRedirects ?? false,
    notifyDeprecation: createDeprecationNotice(observation.warn),
    ...observation,
  };
}

/** What a call asks for, else what its client does. @throws {ConfigurationError} that names the option. */
export function resolveLimits(
  { timeoutMs, deadlineMs, maxResponseBytes, retry }: CallLimitOptions,
  defaults: ResolvedLimits,
): ResolvedLimits {
  // Most calls ask for nothing of their own.
  if (timeoutMs === undefined && deadlineMs === undefined && maxResponseBytes === undefined && retry === undefined)
    return defaults;
  return {
    timeoutMs: checkTime("timeoutMs", timeoutMs, defaults.timeoutMs),
    deadlineMs: checkTime("deadlineMs", deadlineMs, defaults.deadlineMs),
    maxResponseBytes: checkBytes(maxResponseBytes, defaults.maxResponseBytes),
    retry: resolveRetry(retry, defaults.retry),
  };
}

/** @throws {ConfigurationError} for what timers cannot keep: they fire at once beyond 2^31 - 1 ms. */
function checkTime(option: string, ms: number | undefined, otherwise: number): number {
  const time = ms ?? otherwise;
  if ((time > 0 && time <= 2 ** 31 - 1) || time === Number.POSITIVE_INFINITY) return time;
  throw new ConfigurationError(option, `must be above 0 and at most 2147483647, or Infinity, not ${time}`);
}

/** Whether this is a page of a browser, or of Electron; a process of Node, Deno or Bun with the globals of jsdom or happy-dom is not. */
function isPage(): boolean {
  const { document, process } = globalThis as {
    document?: unknown;
    process?: { versions?: { node?: string }; type?: string };
  };
  const isProcess = process?.versions?.node !== undefined && process.type !== "renderer";
  return typeof document === "object" && "window" in globalThis && !isProcess;
}

/** @throws {ConfigurationError} beyond the longest text of V8, which no parser of JSON could be given. */
function checkBytes(bytes: number | undefined, otherwise: number): number {
  const most = bytes ?? otherwise;
  if (Number.isInteger(most) && most > 0 && most <= 536_870_888) return most;
  throw new ConfigurationError("maxResponseBytes", `must be a whole number from 1 to 536870888, not ${most}`);
}

function resolveStream(given: StreamOptions = {}): ResolvedClientOptions["stream"] {
  const names: (keyof StreamOptions)[] = ["idleTimeoutMs", "maxEventLength", "requireDone"];
  const options = own(given);
  checkNames("stream.", options, names);
  const { idleTimeoutMs, maxEventLength = 4 * 1024 * 1024, requireDone = false } = options;
  if (!Number.isInteger(maxEventLength) || maxEventLength < 1)
    throw new ConfigurationError("stream.maxEventLength", `must be a whole number above 0, not ${maxEventLength}`);
  return { idleTimeoutMs: checkTime("stream.idleTimeoutMs", idleTimeoutMs, 120_000), maxEventLength, requireDone };
}

function oneOf(option: string, value: string | undefined, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value)) return;
  throw new ConfigurationError(option, `must be one of ${allowed.join(", ")}`);
}

/** Headers by lower-case name. @throws {ConfigurationError} that names the header, and never its value. */
export function checkHeaders(headers: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const checked: [string, string][] = Object.entries(headers).map(([name, value]) => {
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name))
      throw new ConfigurationError("headers", "contains a name that is not an HTTP token");
    if (typeof value !== "string" || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw new ConfigurationError(`headers["${name}"]`, "must be a string of Latin-1 characters without line breaks");
    }
    return [name.toLowerCase(), value.trim()];
  });
  return Object.fromEntries(checked);
}
