import { readFile } from "node:fs/promises";
import { isObject } from "../check.ts";

/**
 * Reads what may be given as an option from a JSON file: a list, or an object of which it is a property.
 *
 * @param check - throws a `RangeError` for a list that cannot be.
 * @throws {RangeError} that names the file in addition to what `check` says.
 * @throws {Error} when the file cannot be read.
 */
export async function readList<List>(
  file: string,
  member: string,
  check: (path: string, list: unknown) => List,
): Promise<List> {
  const text = await readFile(file, "utf8");
  try {
    const given: unknown = JSON.parse(text);
    return check(member, isObject(given) ? given[member] : given);
  } catch (error) {
    if (error instanceof RangeError) throw new RangeError(`${file}: ${error.message}`);
    throw new RangeError(`${file}: is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}
