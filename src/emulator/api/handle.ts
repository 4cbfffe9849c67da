import { examples } from "../../../generated/examples.ts";
import type { OperationId } from "../../../generated/operations.ts";
import { checkAccess, checkKey } from "../auth/auth.ts";
import { checkChoices, fromOpenai } from "../endpoints/openai-parameters.ts";
import { nested } from "../endpoints/refusal.ts";
import { operationOf, type Target } from "../endpoints/target.ts";
import type { Call } from "../http/call.ts";
import type { EmulatedRequest } from "../http/request.ts";
import { checkLimits, checkModel } from "../models/capabilities.ts";
import { modelList } from "../models/model-list.ts";
import { type ModelProfile, withBody } from "../models/models.ts";
import { bodySha256 } from "../rules/body-hash.ts";
import type { Rule, RuleRequest } from "../rules/rule.ts";
import { replyOf, verbatimOf } from "../rules/rule-reply.ts";
import type { EmulatorState } from "../state.ts";
import { forward } from "../upstream/upstream.ts";
import type { Accepted, Content } from "./answer.ts";
import { filterPrompt, filterResponse } from "./content-filter.ts";
import { respondToInfo } from "./info.ts";
import { emulatedAs } from "./operations.ts";
import { applyExtraParameters, checkBody, checkVersion, modelOf, parseBody } from "./request-body.ts";

/** The response to an accepted request, or the request to an upstream. @throws {Refusal} */
export function contentOf(
  request: EmulatedRequest,
  call: Call,
  state: EmulatorState,
): Content | ((gone: AbortSignal) => Promise<Content>) {
  const { target } = call;
  const { options } = state;
  const models = modelList(request, target, options);
  if (models !== undefined) return { body: models, tokens: 0, written: 0 };
  const operation = operationOf(request, target);
  call.operation = operation;
  checkKey(request, target, options);
  checkVersion(request, target, options);
  const accepted = withBody.includes(operation) ? accept(request, call, operation, options) : undefined;
  const model = accepted?.model ?? modelOf(request.query.get("model"), request, target, options);
  call.model = model.name;
  checkAccess(request, model, options);
  const texts = accepted === undefined ? [] : checkTexts(operation, model, accepted.body);
  let hashed: string | undefined;
  const ruleRequest: RuleRequest = {
    ...{ operation, model: model.name, flavour: target.flavour, body: accepted?.body ?? {} },
    lastMessage: texts.at(-1) ?? "",
    get bodySha256() {
      hashed ??= bodySha256(request.body);
      return hashed;
    },
  };
  const rule = ruleFor(ruleRequest, call, state);
  const verbatim = rule && verbatimOf(rule, ruleRequest);
  if (verbatim !== undefined) return { ...verbatim, tokens: 0, written: 0 };
  if (accepted === undefined) {
    const body = operation === "getModelInfo" ? respondToInfo(model, request) : examples[operation].response;
    return { body, tokens: 0, written: 0 };
  }
  const given = replyOf(rule, ruleRequest);
  const { contentFilter, now, upstream } = options;
  if (given === undefined) filterPrompt(contentFilter, texts);
  if (upstream !== undefined && given === undefined && filterResponse(contentFilter, texts) === undefined) {
    call.asked = { request: ruleRequest, model };
    return (gone) => forward({ operation, model, call, body: accepted.sent, signal: gone }, upstream);
  }
  checkChoices(accepted.extras);
  const created = Math.floor(now() / 1000);
  const thoughts = thoughtsOf(model, request, target);
  return emulatedAs(operation).respond({
    ...accepted,
    operation,
    contentFilter,
    created,
    given,
    order: target.stream,
    thoughts,
  });
}

function accept(
  request: EmulatedRequest,
  call: Call,
  operation: OperationId,
  options: EmulatorState["options"],
): Pick<Accepted<Record<string, unknown>>, "model" | "body" | "extras"> & { sent: Record<string, unknown> } {
  const { target } = call;
  const given = parseBody(request);
  const { body, extras } = applyExtraParameters(operation, request, target, options, given, (decision) => {
    call.extras = decision;
  });
  // Unknown properties within messages and tools are taken out of the body, but an upstream gets them.
  const sent = options.upstream === undefined ? {} : structuredClone({ ...body, ...extras });
  if (options.upstream === undefined) fromOpenai(body, extras);
  call.ignored = checkBody(operation, body, target, options);
  return { model: modelOf(body["model"], request, target, options), body, extras, sent };
}

/** The texts of a request that its model can take. @throws {Refusal} 404, 413, 422 */
function checkTexts(operation: OperationId, model: ModelProfile, body: Record<string, unknown>): string[] {
  checkModel(operation, model, body);
  const texts = emulatedAs(operation).texts(body);
  checkLimits(model, body, texts);
  return texts;
}

function ruleFor(request: RuleRequest, call: Call, { rules, options }: EmulatorState): Rule | undefined {
  let rule: Rule | undefined;
  try {
    rule = rules.match(request);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw nested(500, "RuleFailed", `A rule's predicate failed: ${why}`);
  }
  if (rule !== undefined) call.rule = rule;
  if (rule === undefined && options.unmatched === "refuse")
    throw nested(404, "no_rule_matched", "No rule of the emulator matches, and it was told to refuse what none does");
  return rule;
}

/** The property came with 2025-04-01; before, thoughts were part of the content. */
function thoughtsOf(
  { reasoning }: ModelProfile,
  { query }: EmulatedRequest,
  { openai }: Target,
): Accepted<unknown>["thoughts"] {
  if (!reasoning) return undefined;
  return openai || (query.get("api-version") ?? "2025-04-01") >= "2025" ? "member" : "content";
}
