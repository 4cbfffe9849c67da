import { type ContentFilterRule, defaultContentFilter } from "./api/content-filter.ts";
import { demand, demandKnown, demandNumber, isObject, isText, isTexts } from "./check.ts";
import type { JournalOptions } from "./control/journal.ts";
import { type ErrorForm, errorForms } from "./endpoints/error-body.ts";
import { type Flavour, flavourNames } from "./endpoints/flavour.ts";
import { checkFaults, type Fault } from "./faults/fault.ts";
import { checkLatency, type Latency } from "./faults/latency.ts";
import { type AuthMode, authModes, type EmulatedKey } from "./http/auth-options.ts";
import type { KeyPair } from "./http/certificate.ts";
import { defaultLimits, type EmulatorLimits } from "./http/limits.ts";
import { resolveTls, type Tls } from "./http/tls-option.ts";
import { checkModels } from "./models/model-file.ts";
import { defaultModels, type ModelProfile, sameName } from "./models/models.ts";
import type { Rule } from "./rules/rule.ts";
import { checkRules } from "./rules/rule-check.ts";
import { modelBehind, type ResolvedUpstream, resolveUpstream, type Upstream } from "./upstream/upstream-option.ts";

export interface EmulatorOptions {
  /** The port to listen on, 0 to 65535; 0 takes a free one. Default 0. */
  port?: number;
  /** The address to listen on. Default `127.0.0.1`. */
  host?: string;
  /** Speaks HTTPS, with this certificate or one made for the purpose. Default: plain HTTP. */
  tls?: Tls;
  /** How callers prove who they are. Default `key`. */
  auth?: AuthMode;
  /** Keys to accept, at least one, alone or with the models that they are for. Default: any key that is not empty. */
  keys?: readonly (string | EmulatedKey)[];
  /** What a token must be for. Default: by flavour. */
  audiences?: readonly string[];
  /**
   * Whether unknown models, versions, OpenAI's parameters and unknown properties below the root are refused. By default they
   * are accepted. Default false.
   */
  strict?: boolean;
  /** The form of every failure. Default: that of the endpoint flavour. */
  errorForm?: ErrorForm;
  /** Further names that it answers to, without port. */
  allowedHosts?: readonly string[];
  /** Origins of web pages that may read answers; `*` for all. Default: none. */
  cors?: readonly string[] | "*";
  limits?: EmulatorLimits;
  /**
   * The models to serve, at least one; the first answers when a request names none. A request for another model gets a 404.
   * Default: `defaultModels`; without `strict` a model of any other name supports everything.
   */
  models?: readonly ModelProfile[];
  /** The model that answers when a request names none. Default: the first. */
  model?: string;
  /** The one kind of endpoint to be. Default: all of them, told apart by path. */
  flavour?: Flavour;
  /** With `strict`: further values of `api-version` to accept, or `"any"`, with which none is needed. Default: none. */
  apiVersions?: readonly string[] | "any";
  /** What the content filter stops. Default: `defaultContentFilter`. */
  contentFilter?: readonly ContentFilterRule[];
  /** What is answered in place of the usual, to what: the first that matches counts. */
  rules?: readonly Rule[];
  /** What becomes of requests that no rule matches: the usual answer, or a 404. Default `default`. */
  unmatched?: "default" | "refuse";
  journal?: JournalOptions;
  /** What goes wrong with every answer, unless a rule or a request asks for other faults. Default: nothing. */
  faults?: readonly Fault[];
  /** How long every answer takes, unless a rule or a request asks for other times. Default: no time. */
  latency?: Latency;
  /** Where chance begins: the same seed and the same requests draw the same. A whole number. Default 1. */
  seed?: number;
  /** A server that answers in place of the emulator what the contract, the model and the rules let through. */
  upstream?: Upstream;
  /** A file for what the upstream answers, which `readRules` and `readModels` read. Default: none. */
  record?: string;
  /** The clock, in Unix milliseconds. Default: always the first second of 2025, so that the same request gives the same bytes. */
  now?: () => number;
}

/** All options with every choice made. */
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
  /** The time of day, for what only means something beside other clocks: dates in headers, the end of a token. */
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
  demandKnown("", options, Object.keys(known));
  const upstream = options.upstream === undefined ? undefined : resolveUpstream(options.upstream);
  // What stands in front of a real model plays no tricks that no one asked for.
  const usual =
    upstream === undefined
      ? ([defaultModels, defaultContentFilter] as const)
      : ([[modelBehind(upstream)], []] as const);
  const { port = 0, host = "127.0.0.1", models = usual[0], contentFilter = usual[1] } = options;
  const { now = () => Date.UTC(2025, 0, 1), faults = [], latency, rules = [], seed = 1 } = options;
  const { record } = options;
  demand(record === undefined || isText(record), "record", "the path of a file", record);
  demand(record === undefined || upstream !== undefined, "record", "given with an upstream", record);
  const { model, flavour, apiVersions = [], strict = false, unmatched = "default", errorForm } = options;
  const anyModel = options.models === undefined && (upstream !== undefined || !strict);
  demandNumber("port", port, { least: 0, most: 65_535 });
  demandNumber("seed", seed, { least: 0, most: Number.MAX_SAFE_INTEGER });
  demand(isText(host), "host", "an address such as 127.0.0.1", host);
  demand(typeof now === "function", "now", "a function that gives Unix milliseconds", now);
  checkModels("models", models);
  const names = models.map(({ name }) => name);
  const isName = model === undefined || (isText(model) && (anyModel || names.some((name) => sameName(name, model))));
  demand(isName, "model", `one of ${names.join(", ")}`, model);
  oneOf("flavour", flavour, flavourNames);
  oneOf("errorForm", errorForm, errorForms);
  oneOf("unmatched", unmatched, ["default", "refuse"]);
  demand(typeof strict === "boolean", "strict", "true or false", strict);
  demand(apiVersions === "any" || isTexts(apiVersions), "apiVersions", 'a list of versions, or "any"', apiVersions);
  demand(Array.isArray(contentFilter), "contentFilter", "a list of rules", contentFilter);
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
  // What was given may be a key: it is not told.
  if (!areKeys) throw new RangeError("keys: must be a list of keys that are not empty");
  demand(audiences === undefined || isTexts(audiences), "audiences", "a list of resources", audiences);
  demand(isTexts(allowedHosts), "allowedHosts", "a list of names", allowedHosts);
  const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;
  const areOrigins = cors === undefined || cors === "*" || (isTexts(cors) && cors.every(isOrigin));
  demand(areOrigins, "cors", 'a list of origins such as http://localhost:3000, or "*"', cors);
  const hosts = allowedHosts.map((name) => name.toLowerCase());
  return { auth, keys: settled as readonly EmulatedKey[] | undefined, audiences, allowedHosts: hosts, cors };
}

const isKey = (value: unknown): boolean =>
  isObject(value) &&
  Object.keys(value).every((name) => name === "key" || name === "models") &&
  isText(value["key"]) &&
  (value["models"] === undefined || isTexts(value["models"]));

function resolveLimits(limits: EmulatorLimits = {}): Required<EmulatorLimits> {
  demand(isObject(limits as unknown), "limits", `an object of ${Object.keys(defaultLimits).join(", ")}`, limits);
  demandKnown("limits", limits, Object.keys(defaultLimits));
  const given = Object.entries(limits).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) demandNumber(`limits.${name}`, value, { least: 1, most: 2 ** 31 - 1 });
  return { ...defaultLimits, ...Object.fromEntries(given) };
}

function resolveJournal(journal: JournalOptions = {}): ResolvedEmulatorOptions["journal"] {
  demand(isObject(journal as unknown), "journal", "an object of limit, bodies, onEntry", journal);
  demandKnown("journal", journal, ["limit", "bodies", "onEntry"]);
  const { limit = 1_000, bodies = false, onEntry } = journal;
  demand(onEntry === undefined || typeof onEntry === "function", "journal.onEntry", "a function", onEntry);
  demandNumber("journal.limit", limit, { least: 0, most: 1_000_000 });
  demand(typeof bodies === "boolean", "journal.bodies", "true or false", bodies);
  return { limit, bodies, ...(onEntry && { onEntry }) };
}

function oneOf(name: string, value: string | undefined, allowed: readonly string[]): void {
  demand(value === undefined || allowed.includes(value), name, `one of ${allowed.join(", ")}`, value);
}

function checkRule(path: string, rule: ContentFilterRule): void {
  demand(isObject(rule), path, "a rule", rule);
  demand(isText(rule.category), `${path}.category`, "a text that is not empty", rule.category);
  const isMatch = isText(rule.match) || (rule.match as unknown) instanceof RegExp;
  demand(isMatch, `${path}.match`, "a text that is not empty or a RegExp", rule.match);
  demand(stages.includes(rule.stage), `${path}.stage`, "prompt or answer", rule.stage);
  demand(severities.includes(rule.severity), `${path}.severity`, "low, medium or high", rule.severity);
}
