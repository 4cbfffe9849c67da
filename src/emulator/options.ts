import { type ContentFilterRule, defaultContentFilter } from "./content-filter.ts";
import { demand, demandKnown, demandNumber, isObject, isText, isTexts } from "./demand.ts";
import { checkFaults, type Fault } from "./fault.ts";
import { type Flavour, flavourNames } from "./flavour.ts";
import { checkLatency, type Latency } from "./latency.ts";
import { checkModels } from "./model-file.ts";
import { defaultModels, type ModelProfile, sameName } from "./models.ts";

export interface EmulatorOptions {
  /** The port to listen on, 0 to 65535; 0 takes a free one. Default 0. */
  port?: number;
  /** The address to listen on. Default `127.0.0.1`. */
  host?: string;
  /** Keys to accept, at least one. Default: any key that is not empty. */
  keys?: readonly string[];
  /** The models to serve, at least one; the first answers when a request names none. Default: `defaultModels`. */
  models?: readonly ModelProfile[];
  /** The model that answers when a request names none. Default: the first. */
  model?: string;
  /** The one kind of endpoint to be. Default: all of them, told apart by path. */
  flavour?: Flavour;
  /** Further values of `api-version` to accept, or `"any"`, with which none is needed. Default: none. */
  apiVersions?: readonly string[] | "any";
  /** What the content filter stops. Default: `defaultContentFilter`. */
  contentFilter?: readonly ContentFilterRule[];
  /** What goes wrong with every answer, unless a rule or a request asks for other faults. Default: nothing. */
  faults?: readonly Fault[];
  /** How long every answer takes, unless a rule or a request asks for other times. Default: no time. */
  latency?: Latency;
  /** Where chance begins: the same seed and the same requests draw the same. A whole number. Default 1. */
  seed?: number;
  /** The clock, in Unix milliseconds. Default: always the first second of 2025, so that the same request gives the same bytes. */
  now?: () => number;
}

export interface ResolvedEmulatorOptions {
  port: number;
  host: string;
  keys: readonly string[] | undefined;
  models: readonly ModelProfile[];
  model: string | undefined;
  flavour: Flavour | undefined;
  apiVersions: readonly string[] | "any";
  contentFilter: readonly ContentFilterRule[];
  faults: readonly Fault[];
  latency: Latency | undefined;
  seed: number;
  now: () => number;
  /** The time of day, for what only means something beside other clocks: dates in headers, the end of a token. */
  timeOfDay: () => number;
}

const known = [
  "port",
  "host",
  "keys",
  "models",
  "model",
  "flavour",
  "apiVersions",
  "contentFilter",
  "faults",
  "latency",
  "seed",
  "now",
];
const stages: readonly unknown[] = [undefined, "prompt", "answer"];
const severities: readonly unknown[] = [undefined, "low", "medium", "high"];

/** @throws {RangeError} that names the option, what is allowed, and, save for keys, what was given. */
export function resolveEmulatorOptions(options: EmulatorOptions): ResolvedEmulatorOptions {
  demandKnown("", options, known);
  const { port = 0, host = "127.0.0.1", keys, models = defaultModels, contentFilter = defaultContentFilter } = options;
  const { now = () => Date.UTC(2025, 0, 1), faults = [], latency, seed = 1 } = options;
  const { model, flavour, apiVersions = [] } = options;
  demandNumber("port", port, { least: 0, most: 65_535 });
  demandNumber("seed", seed, { least: 0, most: Number.MAX_SAFE_INTEGER });
  demand(isText(host), "host", "an address such as 127.0.0.1", host);
  // What was given may be a key: it is not told.
  if (keys !== undefined && !(isTexts(keys) && keys.length > 0))
    throw new RangeError("keys: must be a list of keys that are not empty");
  demand(typeof now === "function", "now", "a function that gives Unix milliseconds", now);
  checkModels("models", models);
  const names = models.map(({ name }) => name);
  const isName = model === undefined || (isText(model) && names.some((name) => sameName(name, model)));
  demand(isName, "model", `one of ${names.join(", ")}`, model);
  demand(
    flavour === undefined || flavourNames.includes(flavour),
    "flavour",
    `one of ${flavourNames.join(", ")}`,
    flavour,
  );
  demand(apiVersions === "any" || isTexts(apiVersions), "apiVersions", 'a list of versions, or "any"', apiVersions);
  demand(Array.isArray(contentFilter), "contentFilter", "a list of rules", contentFilter);
  for (const [index, rule] of contentFilter.entries()) checkRule(`contentFilter[${index}]`, rule);
  checkFaults("faults", faults);
  if (latency !== undefined) checkLatency("latency", latency);
  const timeOfDay = options.now ?? Date.now;
  return {
    port,
    host,
    keys,
    models,
    model,
    flavour,
    apiVersions,
    contentFilter,
    faults,
    latency,
    seed,
    now,
    timeOfDay,
  };
}

function checkRule(path: string, rule: ContentFilterRule): void {
  demand(isObject(rule), path, "a rule", rule);
  demand(isText(rule.category), `${path}.category`, "a text that is not empty", rule.category);
  const isMatch = isText(rule.match) || (rule.match as unknown) instanceof RegExp;
  demand(isMatch, `${path}.match`, "a text that is not empty or a RegExp", rule.match);
  demand(stages.includes(rule.stage), `${path}.stage`, "prompt or answer", rule.stage);
  demand(severities.includes(rule.severity), `${path}.severity`, "low, medium or high", rule.severity);
}
