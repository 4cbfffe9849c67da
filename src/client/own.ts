import { ConfigurationError } from "./errors/errors.ts";

/** The own properties of what a caller gave: one that a library put on `Object.prototype` is no option. */
export const own = <Given extends object>(given: Given | undefined): Given => Object.assign(Object.create(null), given);

/** @throws {ConfigurationError} for an option whose name is not known, with the known names. */
export function checkNames(prefix: string, options: object, names: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new ConfigurationError(prefix + unknown, `is not an option; known are ${names.join(", ")}`);
}
