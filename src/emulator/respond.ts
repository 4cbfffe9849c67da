import type { OperationId } from "../../generated/operations.ts";
import type {
  ChatCompletionsOptions,
  CompletionsOptions,
  EmbeddingsOptions,
  ImageEmbeddingsOptions,
} from "../../generated/types.ts";
import { checkBody, checkVersion, modelOf, parseBody, settleExtras } from "./accept.ts";
import type { Accepted, Content } from "./answer.ts";
import { answerOf } from "./answer-fault.ts";
import { checkKey } from "./auth.ts";
import { checkLimits, checkModel } from "./capability.ts";
import { faultsFor, paceFor } from "./chance.ts";
import { answerChat } from "./chat.ts";
import { textsOf } from "./chat-reply.ts";
import { answerCompletions, promptsOf } from "./completions.ts";
import { filterPrompt } from "./content-filter.ts";
import { fromOpenai } from "./dialect.ts";
import { answerEmbeddings, answerImageEmbeddings } from "./embeddings.ts";
import type { Fault } from "./fault.ts";
import { headersOf, limitsAfter, refuse, usualForm } from "./flavour-answer.ts";
import type { Pace } from "./latency.ts";
import type { ModelProfile } from "./models.ts";
import { Refusal } from "./refusal.ts";
import type { EmulatedRequest } from "./request.ts";
import type { EmulatorState } from "./state.ts";
import { operationOf, type Target, targetOf } from "./target.ts";

/** An answer apart from the socket: one body, or events to send one by one. A text travels as it is. */
export type EmulatedAnswer = { status: number; headers: Record<string, string> } & (
  | { body: object | string; contentType?: string; written?: number }
  | { events: Iterable<object | string> }
);

/** An answer, with what goes wrong on its way and how long it takes. */
export interface Decision {
  answer: EmulatedAnswer;
  faults: readonly Fault[];
  pace: Pace | undefined;
}

/** What is known of a call, as far as it came. */
export interface Call {
  target: Target;
  operation?: OperationId;
  model?: string;
}

/** A request -> what becomes of it. The same request gives the same bytes, as long as the clock stands still. */
export function respond(request: EmulatedRequest, state: EmulatorState): Decision {
  const call: Call = { target: targetOf(request, state.options.flavour) };
  try {
    const answer = answerFor(request, call, state);
    const faults = faultsFor(request, undefined, state);
    const pace = paceFor(request, undefined, state);
    const instead = faults.find((fault) => fault.kind === "status");
    if (instead === undefined) return { answer, faults, pace };
    const headers = headersOf(request, call.target, call.model);
    return { answer: answerOf(instead, headers, usualForm(call.target), state.options.timeOfDay()), faults, pace };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { answer: refuse(request, call.target, error), faults: [], pace: undefined };
  }
}

function answerFor(request: EmulatedRequest, call: Call, { options }: EmulatorState): EmulatedAnswer {
  try {
    const { tokens, ...content } = contentOf(request, call, options);
    const headers = { ...headersOf(request, call.target, call.model), ...limitsAfter(tokens, call.target) };
    return { status: 200, headers, ...content };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse(request, call.target, error);
  }
}

function contentOf(request: EmulatedRequest, call: Call, options: EmulatorState["options"]): Content {
  const { target } = call;
  const operation = operationOf(request, target);
  call.operation = operation;
  checkKey(request, target, options);
  checkVersion(request, target, options);
  if (operation === "getModelInfo") {
    const { name, type, provider } = modelOf(request.query.get("model"), request, target, options);
    call.model = name;
    return { body: { model_name: name, model_type: type, model_provider_name: provider }, tokens: 0, written: 0 };
  }
  const { body, extras } = settleExtras(operation, request, target, parseBody(request));
  if (target.openai) fromOpenai(body, extras);
  checkBody(operation, body, target);
  const model = modelOf(body["model"], request, target, options);
  call.model = model.name;
  checkModel(operation, model, body);
  const { contentFilter, now } = options;
  const texts = promptTexts(operation, body);
  checkLimits(model, body, texts);
  filterPrompt(contentFilter, texts);
  const created = Math.floor(now() / 1000);
  return answer({
    given: undefined,
    operation,
    model,
    body,
    extras,
    contentFilter,
    created,
    order: target.stream,
    thoughts: thoughtsOf(model, request, target),
  });
}

/** The member came with 2025-04-01; before, thoughts were part of the content. */
function thoughtsOf(
  { reasoning }: ModelProfile,
  { query }: EmulatedRequest,
  { openai }: Target,
): Accepted<unknown>["thoughts"] {
  if (!reasoning) return undefined;
  return openai || (query.get("api-version") ?? "2025-04-01") >= "2025" ? "member" : "content";
}

// The validators have seen the bodies, so each is what its operation says.
function answer(request: Accepted<Record<string, unknown>>): Content {
  switch (request.operation) {
    case "getChatCompletions":
      return answerChat(request as Accepted<unknown> as Accepted<ChatCompletionsOptions>);
    case "getCompletions":
      return answerCompletions(request as Accepted<unknown> as Accepted<CompletionsOptions>);
    case "getEmbeddings":
      return answerEmbeddings(request as Accepted<unknown> as Accepted<EmbeddingsOptions>);
    case "getImageEmbeddings":
      return answerImageEmbeddings(request as Accepted<unknown> as Accepted<ImageEmbeddingsOptions>);
    default:
      throw new Error(`no answer for ${request.operation}`);
  }
}

function promptTexts(operation: OperationId, body: Record<string, unknown>): string[] {
  if (operation === "getChatCompletions") return (body as ChatCompletionsOptions).messages.flatMap(textsOf);
  if (operation === "getCompletions") return promptsOf((body as CompletionsOptions).prompt, "prompt");
  if (operation === "getEmbeddings") return promptsOf((body as EmbeddingsOptions).input, "input");
  return (body as ImageEmbeddingsOptions).input.flatMap(({ text }) => text ?? []);
}
