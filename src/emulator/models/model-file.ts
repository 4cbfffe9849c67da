import { checkNames, checkNumber, checkOption, isObject, isText, isTexts } from "../check.ts";
import { readList } from "../rules/list-file.ts";
import { type ModelProfile, sameName, withBody } from "./models.ts";

const properties = ["name", "type", "provider", "operations", "unsupported", "reasoning", "limits"];
const lists = ["members", "roles", "contentTypes", "responseFormats"];
const limits = ["inputs", "images", "dimensions", "contextTokens"];

/**
 * Reads model profiles from a JSON file: a list of them, or an object whose `models` is one.
 *
 * @throws {RangeError} that names the file, the property, what is allowed and what was given.
 * @throws {Error} when the file cannot be read.
 */
export const readModels = (file: string): Promise<readonly ModelProfile[]> => readList(file, "models", checkModels);

/** @throws {RangeError} that names the property, what is allowed and what was given. */
export function checkModels(path: string, models: unknown): readonly ModelProfile[] {
  checkOption(Array.isArray(models) && models.length > 0, path, "a list of at least one profile", models);
  for (const [index, model] of models.entries()) checkProfile(`${path}[${index}]`, model, models.slice(0, index));
  return models as readonly ModelProfile[];
}

function checkProfile(path: string, model: unknown, before: readonly ModelProfile[]): void {
  checkOption(isObject(model), path, "a profile", model);
  checkNames(path, model, properties);
  for (const name of ["name", "type", "provider"] as const)
    checkOption(isText(model[name]), `${path}.${name}`, "a non-empty string", model[name]);
  const isNew = before.every(({ name }) => !sameName(name, model["name"] as string));
  checkOption(isNew, `${path}.name`, "unlike that of any other profile, whatever the case", model["name"]);
  const { operations, unsupported = {}, reasoning = false, limits: most = {} } = model;
  const areServed = isTexts(operations) && operations.every((id) => withBody.some((known) => known === id));
  checkOption(areServed, `${path}.operations`, `a list of ${withBody.join(", ")}`, operations);
  checkOption(isObject(unsupported), `${path}.unsupported`, `an object of ${lists.join(", ")}`, unsupported);
  for (const [name, list] of Object.entries(unsupported)) {
    checkOption(lists.includes(name), `${path}.unsupported`, `an object of ${lists.join(", ")}`, name);
    checkOption(isTexts(list), `${path}.unsupported.${name}`, "a list of texts that are not empty", list);
  }
  checkOption(typeof reasoning === "boolean", `${path}.reasoning`, "true or false", reasoning);
  checkOption(isObject(most), `${path}.limits`, `an object of ${limits.join(", ")}`, most);
  checkNames(`${path}.limits`, most, limits);
  for (const [name, value] of Object.entries(most))
    checkNumber(`${path}.limits.${name}`, value, { least: 1, most: 1e9 });
}
