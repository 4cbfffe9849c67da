import { operations } from "../../../generated/operations.ts";
import { checkNames, checkNumber, checkOption, isObject, isText } from "../check.ts";
import { errorForms } from "../endpoints/error-body.ts";
import { flavourNames } from "../endpoints/flavour.ts";
import { checkFaults } from "../faults/fault.ts";
import { checkLatency } from "../faults/latency.ts";
import { readList } from "./list-file.ts";
import type { Rule } from "./rule.ts";

const properties = ["id", "when", "answer", "body", "error", "script", "faults", "latency", "enabled"];
const conditions = ["operation", "model", "flavour", "lastMessage", "bodySha256", "predicate", "nth"];
const replyProperties = ["content", "reasoning_content", "tool_calls", "finish_reason"];
const errorProperties = ["status", "code", "message", "form", "headers", "body"];
const responses = ["answer", "body", "error", "script"];

/**
 * Reads rules from a JSON file: a list of them, or an object whose `rules` is one.
 *
 * @throws {RangeError} that names the file, the property, what is allowed and what was given.
 * @throws {Error} when the file cannot be read.
 */
export const readRules = (file: string): Promise<readonly Rule[]> => readList(file, "rules", checkRules);

/** @throws {RangeError} that names the property, what is allowed and what was given. */
export function checkRules(path: string, rules: unknown): readonly Rule[] {
  checkOption(Array.isArray(rules), path, "a list of rules", rules);
  for (const [index, rule] of rules.entries()) checkRule(`${path}[${index}]`, rule);
  return rules as readonly Rule[];
}

/** @throws {RangeError} that names the property, what is allowed and what was given. */
export function checkRule(path: string, rule: unknown): Rule {
  checkOption(isObject(rule), path, "a rule", rule);
  checkNames(path, rule, properties);
  const given = responses.filter((name) => rule[name] !== undefined);
  checkOption(given.length < 2, path, `given at most one of ${responses.join(", ")}`, given);
  const { id, enabled = true, when, answer, body, error, script, faults, latency } = rule;
  // It stands in paths and in a header.
  checkOption(
    id === undefined || (isText(id) && /^[\w.-]+$/.test(id)),
    `${path}.id`,
    "a string of letters, digits, - _ .",
    id,
  );
  checkOption(typeof enabled === "boolean", `${path}.enabled`, "true or false", enabled);
  if (when !== undefined) checkCondition(`${path}.when`, when);
  if (isObject(answer)) checkReply(`${path}.answer`, answer);
  else {
    const isAnswer = answer === undefined || typeof answer === "string" || typeof answer === "function";
    checkOption(
      isAnswer,
      `${path}.answer`,
      `a string, a function or an object of ${replyProperties.join(", ")}`,
      answer,
    );
  }
  checkOption(body === undefined || isObject(body), `${path}.body`, "an object", body);
  if (error !== undefined) checkError(`${path}.error`, error);
  const isScript =
    script === undefined ||
    (Array.isArray(script) && script.every((item) => isObject(item) || typeof item === "string"));
  checkOption(isScript, `${path}.script`, "a list of objects and texts", script);
  if (faults !== undefined) checkFaults(`${path}.faults`, faults);
  if (latency !== undefined) checkLatency(`${path}.latency`, latency);
  return rule;
}

/** @throws {RangeError} that names the property, what is allowed and what was given. */
export function checkReply(path: string, reply: Readonly<Record<string, unknown>>): void {
  checkNames(path, reply, replyProperties);
  const { content, reasoning_content: thoughts, tool_calls: calls = [], finish_reason: reason } = reply;
  checkOption(content == null || typeof content === "string", `${path}.content`, "a string or null", content);
  checkOption(thoughts === undefined || isText(thoughts), `${path}.reasoning_content`, "a string", thoughts);
  checkOption(reason === undefined || isText(reason), `${path}.finish_reason`, "a string", reason);
  const isCall = (call: unknown): boolean =>
    isObject(call) &&
    (call["id"] === undefined || isText(call["id"])) &&
    isObject(call["function"]) &&
    isText(call["function"]["name"]) &&
    (typeof call["function"]["arguments"] === "string" || isObject(call["function"]["arguments"]));
  const areCalls = Array.isArray(calls) && calls.every(isCall);
  checkOption(areCalls, `${path}.tool_calls`, "a list of { id?, function: { name, arguments } }", calls);
}

function checkCondition(path: string, when: unknown): void {
  checkOption(isObject(when), path, `an object of ${conditions.join(", ")}`, when);
  checkNames(path, when, conditions);
  const { operation, model, flavour, lastMessage, bodySha256, predicate, nth = 1 } = when;
  const known = Object.keys(operations);
  checkOption(
    operation === undefined || known.includes(operation as string),
    `${path}.operation`,
    `one of ${known.join(", ")}`,
    operation,
  );
  checkOption(model === undefined || isText(model), `${path}.model`, "a non-empty string", model);
  const isFlavour = flavour === undefined || (flavourNames as unknown[]).includes(flavour);
  checkOption(isFlavour, `${path}.flavour`, `one of ${flavourNames.join(", ")}`, flavour);
  const isHash = bodySha256 === undefined || (isText(bodySha256) && /^[\da-f]{64}$/.test(bodySha256));
  checkOption(isHash, `${path}.bodySha256`, "64 hexadecimal digits, small letters", bodySha256);
  const isMatch = lastMessage === undefined || isText(lastMessage) || isPattern(lastMessage);
  checkOption(isMatch, `${path}.lastMessage`, "a string, a RegExp or { pattern, flags? }", lastMessage);
  checkOption(predicate === undefined || typeof predicate === "function", `${path}.predicate`, "a function", predicate);
  checkNumber(`${path}.nth`, nth, { least: 1, most: Number.MAX_SAFE_INTEGER });
}

function isPattern(value: unknown): boolean {
  if (value instanceof RegExp) return true;
  if (!isObject(value) || !isText(value["pattern"])) return false;
  try {
    new RegExp(value["pattern"], (value["flags"] ?? "") as string);
    return true;
  } catch {
    return false;
  }
}

function checkError(path: string, error: unknown): void {
  checkOption(isObject(error), path, `an object of ${errorProperties.join(", ")}`, error);
  checkNames(path, error, errorProperties);
  const { status, code, message, form, headers = {}, body } = error;
  checkNumber(`${path}.status`, status, { least: 400, most: 599 });
  checkOption(code === undefined || isHeader(code), `${path}.code`, "a string of printable ASCII", code);
  checkOption(message === undefined || isText(message), `${path}.message`, "a non-empty string", message);
  checkOption(
    form === undefined || (errorForms as string[]).includes(form as string),
    `${path}.form`,
    `one of ${errorForms.join(", ")}`,
    form,
  );
  checkOption(
    body === undefined || isObject(body) || typeof body === "string",
    `${path}.body`,
    "an object or a string",
    body,
  );
  const areHeaders =
    isObject(headers) && Object.entries(headers).every(([name, value]) => /^[\w-]+$/.test(name) && isHeader(value));
  checkOption(areHeaders, `${path}.headers`, "an object of texts of printable ASCII", headers);
}

const isHeader = (value: unknown): boolean => isText(value) && /^[\x20-\x7e]+$/.test(value);
