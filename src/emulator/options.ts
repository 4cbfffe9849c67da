import { type ContentFilterRule, defaultContentFilter } from "./content-filter.ts";
import { defaultModels, type ModelProfile } from "./models.ts";

export interface EmulatorOptions {
  /** The port to listen on, 0 to 65535; 0 takes a free one. Default 0. */
  port?: number;
  /** The address to listen on. Default `127.0.0.1`. */
  host?: string;
  /** Keys to accept, at least one. Default: any key that is not empty. */
  keys?: readonly string[];
  /** The models to serve, at least one; the first answers when a request names none. Default: `defaultModels`. */
  models?: readonly ModelProfile[];
  /** What the content filter stops. Default: `defaultContentFilter`. */
  contentFilter?: readonly ContentFilterRule[];
  /** The clock, in Unix milliseconds. Default: always the first second of 2025, so that the same request gives the same bytes. */
  now?: () => number;
}

export interface ResolvedEmulatorOptions {
  port: number;
  host: string;
  keys: readonly string[] | undefined;
  models: readonly ModelProfile[];
  contentFilter: readonly ContentFilterRule[];
  now: () => number;
}

const known = ["port", "host", "keys", "models", "contentFilter", "now"];

/** @throws {RangeError} that names the option, what was given and what is allowed. */
export function resolveEmulatorOptions(options: EmulatorOptions): ResolvedEmulatorOptions {
  const refuse = (option: string, why: string): never => {
    throw new RangeError(`${option}: ${why}`);
  };
  for (const name of Object.keys(options))
    if (!known.includes(name)) refuse(name, `is not an option; known are ${known.join(", ")}`);
  const { port = 0, host = "127.0.0.1", keys, models = defaultModels, contentFilter = defaultContentFilter } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    refuse("port", `must be a whole number from 0 to 65535, not ${port}`);
  if (host === "") refuse("host", "must be an address such as 127.0.0.1, not an empty text");
  if (keys?.length === 0 || keys?.includes("")) refuse("keys", "must be a list of keys that are not empty");
  if (models.length === 0) refuse("models", "must hold at least one profile");
  for (const [index, { name }] of models.entries()) {
    if (typeof name !== "string" || name === "") refuse(`models[${index}].name`, "must be a text that is not empty");
    if (models.findIndex((model) => sameName(model.name, name)) !== index)
      refuse(`models[${index}].name`, `${name} is there twice`);
  }
  return { port, host, keys, models, contentFilter, now: options.now ?? (() => Date.UTC(2025, 0, 1)) };
}

/** Model names differ by more than case. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
