import type { Validator, ValidatorError } from "../../generated/validators.ts";
import type { ValidationIssue } from "../client/errors/validation-error.ts";

/**
 * Why a value does not fit, in words; empty when it fits.
 *
 * Only the first error is reported: a value with a hundred errors costs no more than one. Nothing of the value
 * itself is in an issue, save for the names of properties.
 */
export function issuesOf(validator: Validator<unknown>, value: unknown): ValidationIssue[] {
  if (validator(value)) return [];
  if (validator.errors?.some(({ keyword }) => keyword === "maxDepth"))
    return [{ pointer: "", message: "is nested too deeply" }];
  const errors = (validator.errors ?? []).map((error) => ({ ...error, pointer: pointerOf(error) }));
  // A union reports each branch and then itself: the branch that went furthest is the one that was meant.
  const depth = (pointer: string): number => pointer.split("/").length;
  const deepest = Math.max(...errors.map(({ pointer }) => depth(pointer)));
  const told = errors.filter(({ keyword, pointer }) => keyword !== "anyOf" && depth(pointer) === deepest);
  const pointers = [...new Set(told.map(({ pointer }) => pointer))];
  return pointers.map((pointer) =>
    issueAt(
      pointer,
      told.filter((error) => error.pointer === pointer),
    ),
  );
}

function issueAt(pointer: string, errors: readonly ValidatorError[]): ValidationIssue {
  const types = errors.filter(({ keyword }) => keyword === "type").map(({ params }) => article(String(params["type"])));
  const other = errors.find(({ keyword }) => keyword !== "type");
  const message =
    other === undefined || types.length > 1 ? `must be ${[...new Set(types)].join(" or ")}` : words(other);
  const allowed = other?.params["allowedValues"];
  return Array.isArray(allowed) ? { pointer, message, allowed } : { pointer, message };
}

/** Missing and unknown properties are issues of the property, not of the object around it. */
function pointerOf({ keyword, instancePath, params }: ValidatorError): string {
  const member =
    {
      required: params["missingProperty"],
      additionalProperties: params["additionalProperty"],
      discriminator: params["tag"],
    }[keyword] ?? undefined;
  return member === undefined ? instancePath : `${instancePath}/${pointerStep(String(member))}`;
}

function words({ keyword, params }: ValidatorError): string {
  const { limit, comparison, pattern, allowedValues } = params;
  switch (keyword) {
    case "required":
      return "is missing";
    case "additionalProperties":
      return "is not a member of the contract";
    case "enum":
    case "discriminator":
      return `must be one of ${(allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(", ")}`;
    case "minimum":
    case "maximum":
      return `must be ${comparison} ${limit}`;
    case "minItems":
      return `must have at least ${limit} ${limit === 1 ? "item" : "items"}`;
    case "minLength":
      return `must have at least ${limit} ${limit === 1 ? "character" : "characters"}`;
    case "maxLength":
      return `must have at most ${limit} characters`;
    case "pattern":
      return `must match ${pattern}`;
    default:
      return `must satisfy ${keyword}`;
  }
}

const article = (type: string): string => `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;

const pointerStep = (member: string): string => member.replaceAll("~", "~0").replaceAll("/", "~1");
