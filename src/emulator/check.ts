export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
export const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

/** @throws {RangeError} that names the option or property, what is allowed, and what was given. */
export function checkOption(holds: boolean, name: string, allowed: string, given: unknown): asserts holds {
  if (!holds) throw new RangeError(`${name}: must be ${allowed}, not ${describe(given)}`);
}

/** @throws {RangeError} for a property that is not among those known, with a list of them. */
export function checkNames(path: string, value: object, known: readonly string[]): void {
  for (const name of Object.keys(value)) {
    const place = path === "" ? name : `${path}.${name}`;
    if (!known.includes(name))
      throw new RangeError(
        `${place}: is not ${path === "" ? "an option" : "known here"}; known are ${known.join(", ")}`,
      );
  }
}

/** A number of a range: the check itself, and what it allows in words. */
export interface NumberRange {
  least: number;
  most: number;
  whole?: boolean;
}

export function checkNumber(name: string, value: unknown, { least, most, whole = true }: NumberRange): void {
  const fits = typeof value === "number" && value >= least && value <= most && (!whole || Number.isInteger(value));
  const top = most === Number.MAX_SAFE_INTEGER ? "" : ` to ${most}`;
  checkOption(fits, name, `${whole ? "a whole number" : "a number"} from ${least}${top}`, value);
}

// JSON writes NaN as null, and what is no data not at all.
function describe(given: unknown): string {
  const text = typeof given === "number" ? String(given) : (JSON.stringify(given) ?? String(given));
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
