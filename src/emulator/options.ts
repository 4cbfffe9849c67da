import { type ContentFilterRule, defaultContentFilter } from "./api/content-filter.ts";
import { type AuthMode, authModes, type EmulatedKey } from "./auth/auth-options.ts";
import { checkNames, checkNumber, checkOption, isObject, isText, isTexts } from "./check.ts";
import type { JournalOptions } from "./control/journal.ts";
import { type ErrorForm, errorForms } from "./endpoints/error-body.ts";
import { type Flavour, flavourNames } from "./endpoints/flavour.ts";
import { checkFaults, type Fault } from "./faults/fault.ts";
import { checkLatency, type Latency } from "./faults/latency.ts";
import { defaultLimits, type EmulatorLimits } from "./http/limits.ts";
import { checkModels } from "./models/model-file.ts";
import { defaultModels, type ModelProfile, sameName } from "./models/models.ts";
import type { Rule } from "./rules/rule.ts";
import { checkRules } from "./rules/rule-check.ts";
import type { KeyPair } from "./tls/certificate.ts";
import { resolveTls, type Tls } from "./tls/tls-option.ts";
import { modelBehind, type ResolvedUpstream, resolveUpstream, type Upstream } from "./upstream/upstream-option.ts";

/**
 * Options of `startEmulator`.
 *
 * @example
 * const options: EmulatorOptions = { flavour: "foundry", auth: "token", latency: { firstTokenMs: 100 } };
 * await startEmulator(options);
 */
export interface EmulatorOptions {
  /** Port to listen on, 0 to 65535; 0 for a free one. Default: 0. */
  port?: number;
  /** Address to listen on. Default: `127.0.0.1`. */
  host?: string;
  /** HTTPS with this certificate, or with a generated one. Default: plain HTTP. */
  tls?: Tls;
  /** How requests are authenticated. Default: `key`. */
  auth?: AuthMode;
  /** Accepted keys, at least one, each alone or with the models that it may use. Default: any key. */
  keys?: readonly (string | EmulatedKey)[];
  /** Accepted audiences of tokens. Default: by flavour. */
  audiences?: readonly string[];
  /**
   * Whether unknown models, unknown versions, parameters of OpenAI and unknown properties below the root are refused. By default
   * they are accepted. Default: false.
   */
  strict?: boolean;
  /** Form of all error bodies. Default: by flavour. */
  errorForm?: ErrorForm;
  /** More host names that requests may use, without port. Default: none. */
  allowedHosts?: readonly string[];
  /** Origins of web pages that may call the emulator; `*` for all. Default: none. */
  cors?: readonly string[] | "*";
  /** Limits of requests. Default: `defaultLimits`. */
  limits?: EmulatorLimits;
  /**
   * Models to serve, at least one; the first is the model for requests that name none. A request for another model gets a 404.
   * Default: `defaultModels`; without `strict`, a model of any other name supports everything.
   */
  models?: readonly ModelProfile[];
  /** Model for requests that name none. Default: the first. */
  model?: string;
  /** The one kind of endpoint to serve. Default: all, by path. */
  flavour?: Flavour;
  /** With `strict`: more values of `api-version` to accept, or `"any"`, with which none is required. Default: none. */
  apiVersions?: readonly string[] | "any";
  /** Rules of the content filter. Default: `defaultContentFilter`; none with an upstream. */
  contentFilter?: readonly ContentFilterRule[];
  /** Your own responses to some requests. The first rule that matches counts. Default: none. */
  rules?: readonly Rule[];
  /** The response to requests that no rule matches: the default one, or a 404. Default: `default`. */
  unmatched?: "default" | "refuse";
  /** What the journal keeps. Default: the newest 1,000 entries, without bodies. */
  journal?: JournalOptions;
  /** Faults of all responses, unless a rule or a request sets others. Default: none. */
  faults?: readonly Fault[];
  /** Latency of all responses, unless a rule or a request sets another. Default: none. */
  latency?: Latency;
  /** Seed of random numbers, an integer from 0: the same seed and requests give the same results. Default: 1. */
  seed?: number;
  /** A server that requests are forwarded to. Default: none. */
  upstream?: Upstream;
  /** File for the upstream's responses, for `readRules` and `readModels`. Default: none. */
  record?: string;
  /** Clock, in Unix milliseconds. Default: always the first second of 2025, so that the same request gets the same bytes. */
  now?: () => number;
}

/** Options with all defaults applied. */
export interface ResolvedEmulatorOptions
  extends Required<
    Omit<
      EmulatorOptions,
      "keys" | "audiences" | "model" | "flavour" | "errorForm" | "cors" | "latency" | "upstream" | "record" | "tls"
    >
  > {
  tls: KeyPair | undefined;
  upstream: ResolvedUpstream | undefined;
  record: string | undefined;
  /** Whether a model of another name is the first one under that name. */
  anyModel: boolean;
  keys: readonly EmulatedKey[] | undefined;
  audiences: readonly string[] | undefined;
  model: string | undefined;
  flavour: Flavour | undefined;
  errorForm: ErrorForm | undefined;
  cors: readonly string[] | "*" | undefined;
  latency: Latency | undefined;
  limits: Required<EmulatorLimits>;
  journal: Required<Omit<JournalOptions, "onEntry">> & Pick<JournalOptions, "onEntry">;
  /** The real time, for dates in headers and the expiry of tokens. */
  timeOfDay: () => number;
}

const known: Readonly<Record<keyof EmulatorOptions, true>> = {
  port: true,
  host: true,
  tls: true,
  auth: true,
  keys: true,
  audiences: true,
  strict: true,
  errorForm: true,
  allowedHosts: true,
  cors: true,
  limits: true,
  models: true,
  model: true,
  flavour: true,
  apiVersions: true,
  contentFilter: true,
  rules: true,
  unmatched: true,
  journal: true,
  faults: true,
  latency: true,
  seed: true,
  upstream: true,
  record: true,
  now: true,
};
const stages: readonly unknown[] = [undefined, "prompt", "answer"];
const severities: readonly unknown[] = [undefined, "low", "medium", "high"];

/** @throws {RangeError} that names the option, what is allowed, and, save for keys, what was given. */
export function resolveEmulatorOptions(options: EmulatorOptions): ResolvedEmulatorOptions {
  checkNames("", options, Object.keys(known));
  const upstream = options.upstream === undefined ? undefined : resolveUpstream(options.upstream);
  // What stands in front of a real model plays no tricks that no one asked for.
  const usual =
    upstream === undefined
      ? ([defaultModels, defaultContentFilter] as const)
      : ([[modelBehind(upstream)], []] as const);
  const { port = 0, host = "127.0.0.1", models = usual[0], contentFilter = usual[1] } = options;
  const { now = () => Date.UTC(2025, 0, 1), faults = [], latency, rules = [], seed = 1 } = options;
  const { record } = options;
  checkOption(record === undefined || isText(record), "record", "the path of a file", record);
  checkOption(record === undefined || upstream !== undefined, "record", "given with an upstream", record);
  const { model, flavour, apiVersions = [], strict = false, unmatched = "default", errorForm } = options;
  const anyModel = options.models === undefined && (upstream !== undefined || !strict);
  checkNumber("port", port, { least: 0, most: 65_535 });
  checkNumber("seed", seed, { least: 0, most: Number.MAX_SAFE_INTEGER });
  checkOption(isText(host), "host", "an address such as 127.0.0.1", host);
  checkOption(typeof now === "function", "now", "a function that gives Unix milliseconds", now);
  checkModels("models", models);
  const names = models.map(({ name }) => name);
  const isName = model === undefined || (isText(model) && (anyModel || names.some((name) => sameName(name, model))));
  checkOption(isName, "model", `one of ${names.join(", ")}`, model);
  oneOf("flavour", flavour, flavourNames);
  oneOf("errorForm", errorForm, errorForms);
  oneOf("unmatched", unmatched, ["default", "refuse"]);
  checkOption(typeof strict === "boolean", "strict", "true or false", strict);
  checkOption(
    apiVersions === "any" || isTexts(apiVersions),
    "apiVersions",
    'a list of versions, or "any"',
    apiVersions,
  );
  checkOption(Array.isArray(contentFilter), "contentFilter", "a list of rules", contentFilter);
  for (const [index, rule] of contentFilter.entries()) checkRule(`contentFilter[${index}]`, rule);
  checkFaults("faults", faults);
  if (latency !== undefined) checkLatency("latency", latency);
  checkRules("rules", rules);
  return {
    ...{ port, host, models, model, flavour, apiVersions, strict, unmatched, errorForm, contentFilter },
    ...{ faults, latency, rules, seed, now, timeOfDay: options.now ?? Date.now, upstream, record, anyModel },
    tls: resolveTls(options.tls, [host, ...(options.allowedHosts ?? [])], Date.now),
    ...resolveAccess(options),
    limits: resolveLimits(options.limits),
    journal: resolveJournal(options.journal),
  };
}

function resolveAccess(
  options: EmulatorOptions,
): Pick<ResolvedEmulatorOptions, "auth" | "keys" | "audiences" | "allowedHosts" | "cors"> {
  const { auth = "key", keys, audiences, allowedHosts = [], cors } = options;
  oneOf("auth", auth, authModes);
  const settled = Array.isArray(keys) ? keys.map((key: unknown) => (isText(key) ? { key } : key)) : keys;
  const areKeys = settled === undefined || (Array.isArray(settled) && settled.length > 0 && settled.every(isKey));
  // The value may be a key, so the message does not repeat it.
  if (!areKeys) throw new RangeError("keys: must be a list of keys that are not empty");
  checkOption(audiences === undefined || isTexts(audiences), "audiences", "a list of resources", audiences);
  checkOption(isTexts(allowedHosts), "allowedHosts", "a list of names", allowedHosts);
  const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;
  const areOrigins = cors === undefined || cors === "*" || (isTexts(cors) && cors.every(isOrigin));
  checkOption(areOrigins, "cors", 'a list of origins such as http://localhost:3000, or "*"', cors);
  const hosts = allowedHosts.map((name) => name.toLowerCase());
  return { auth, keys: settled as readonly EmulatedKey[] | undefined, audiences, allowedHosts: hosts, cors };
}

const isKey = (value: unknown): boolean =>
  isObject(value) &&
  Object.keys(value).every((name) => name === "key" || name === "models") &&
  isText(value["key"]) &&
  (value["models"] === undefined || isTexts(value["models"]));

function resolveLimits(limits: EmulatorLimits = {}): Required<EmulatorLimits> {
  checkOption(isObject(limits as unknown), "limits", `an object of ${Object.keys(defaultLimits).join(", ")}`, limits);
  checkNames("limits", limits, Object.keys(defaultLimits));
  const given = Object.entries(limits).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) checkNumber(`limits.${name}`, value, { least: 1, most: 2 ** 31 - 1 });
  return { ...defaultLimits, ...Object.fromEntries(given) };
}

function resolveJournal(journal: JournalOptions = {}): ResolvedEmulatorOptions["journal"] {
  checkOption(isObject(journal as unknown), "journal", "an object of limit, bodies, onEntry", journal);
  checkNames("journal", journal, ["limit", "bodies", "onEntry"]);
  const { limit = 1_000, bodies = false, onEntry } = journal;
  checkOption(onEntry === undefined || typeof onEntry === "function", "journal.onEntry", "a function", onEntry);
  checkNumber("journal.limit", limit, { least: 0, most: 1_000_000 });
  checkOption(typeof bodies === "boolean", "journal.bodies", "true or false", bodies);
  return { limit, bodies, ...(onEntry && { onEntry }) };
}

function oneOf(name: string, value: string | undefined, allowed: readonly string[]): void {
  checkOption(value === undefined || allowed.includes(value), name, `one of ${allowed.join(", ")}`, value);
}

function checkRule(path: string, rule: ContentFilterRule): void {
  checkOption(isObject(rule), path, "a rule", rule);
  checkOption(isText(rule.category), `${path}.category`, "a non-empty string", rule.category);
  const isMatch = isText(rule.match) || (rule.match as unknown) instanceof RegExp;
  checkOption(isMatch, `${path}.match`, "a non-empty string or a RegExp", rule.match);
  checkOption(stages.includes(rule.stage), `${path}.stage`, "prompt or answer", rule.stage);
  checkOption(severities.includes(rule.severity), `${path}.severity`, "low, medium or high", rule.severity);
}
