import type { OperationId } from "../../../generated/operations.ts";
import { isObject } from "../check.ts";
import { usualForm } from "../endpoints/flavour-response.ts";
import { nested, Refusal } from "../endpoints/refusal.ts";
import type { GivenReply, Rule, RuleRequest } from "./rule.ts";
import { checkReply } from "./rule-check.ts";

/** What a rule sends as it is, apart from the headers. */
export type Verbatim = { body: object } | { events: readonly (object | string)[] };

/** @throws {Refusal} when the rule returns with a failure. */
export function verbatimOf({ body, script, error }: Rule, { flavour }: RuleRequest): Verbatim | undefined {
  if (error !== undefined) {
    const { status, code = String(status), message = `A rule answers ${status}.`, form, headers, body: asIs } = error;
    const failure = { status, code, message, ...(asIs !== undefined && { asIs }) };
    throw new Refusal(failure, form ?? usualForm({ flavour }), { ...headers }, true);
  }
  if (body !== undefined) return { body };
  return script && { events: script };
}

/**
 * What a rule lets the model say.
 *
 * @throws {Refusal} 500 when the rule's function gives what cannot be said, or the operation says nothing.
 */
export function replyOf(rule: Rule | undefined, request: RuleRequest): GivenReply | undefined {
  if (rule?.answer === undefined) return undefined;
  if (!speaking.includes(request.operation))
    throw nested(500, "RuleFailed", `rule ${rule.id}: ${request.operation} takes no answer in words; give it a body`);
  const said: unknown = typeof rule.answer === "function" ? rule.answer(request) : rule.answer;
  if (typeof said === "string") return { content: said };
  try {
    if (!isObject(said)) throw new RangeError("answer: must be a string or an object");
    checkReply("answer", said);
    return said;
  } catch (error) {
    throw nested(500, "RuleFailed", `rule ${rule.id}: ${error instanceof Error ? error.message : error}`);
  }
}

const speaking: readonly OperationId[] = ["getChatCompletions", "getCompletions"];
