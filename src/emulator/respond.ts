import type { OperationId } from "../../generated/operations.ts";
import type {
  ChatCompletionsOptions,
  CompletionsOptions,
  EmbeddingsOptions,
  ImageEmbeddingsOptions,
} from "../../generated/types.ts";
import { checkBody, checkKey, checkModel, checkVersion, modelOf, parseBody, routeOf, settleExtras } from "./accept.ts";
import { type Accepted, type Content, idOf } from "./answer.ts";
import { answerChat, textsOf } from "./chat.ts";
import { answerCompletions, promptsOf } from "./completions.ts";
import { filterPrompt } from "./content-filter.ts";
import { answerEmbeddings, answerImageEmbeddings } from "./embeddings.ts";
import { bodyOf, contentTypeOf } from "./failure.ts";
import type { Fault } from "./fault.ts";
import { faultHeader, parseFaults } from "./fault-header.ts";
import { latencyHeader, type Pace, paceOf, parseLatency } from "./latency.ts";
import type { ResolvedEmulatorOptions } from "./options.ts";
import { type Draw, drawsOf } from "./random.ts";
import { nested, Refusal } from "./refusal.ts";
import type { EmulatedRequest } from "./request.ts";
import type { EmulatorState } from "./state.ts";

/** An answer apart from the socket: one body, or events to send one by one. A text travels as it is. */
export type EmulatedAnswer = { status: number; headers: Record<string, string> } & (
  | { body: object | string; contentType?: string; written?: number }
  | { events: Iterable<object | string> }
);

/** A request -> its answer. The same request gives the same bytes, as long as the clock stands still. */
export function respond(request: EmulatedRequest, { options }: EmulatorState): EmulatedAnswer {
  try {
    const { tokens, ...content } = contentOf(request, options);
    return { status: 200, headers: { ...idsOf(request), ...limitsAfter(tokens) }, ...content };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse(request, error);
  }
}

/** A refusal as an answer. */
export function refuse(request: EmulatedRequest, { failure, form, headers }: Refusal): EmulatedAnswer {
  return {
    status: failure.status,
    headers: { ...idsOf(request), ...headers, "x-ms-error-code": failure.code },
    body: bodyOf(failure, form),
    contentType: contentTypeOf(form),
  };
}

/** How long the answer to a request takes: as it asks for itself, else as holds for all. @throws {Refusal} 400 */
export function paceFor(request: EmulatedRequest, state: EmulatorState): Pace | undefined {
  const asked = request.headers[latencyHeader];
  const latency = asked === undefined ? state.latency : readHeader(() => parseLatency(asked), "InvalidLatency");
  return latency && paceOf(latency, () => drawFor(request, state, "latency"));
}

/** What goes wrong with the answer to a request: what it asks for itself, else what holds for all. @throws {Refusal} 400 */
export function faultsFor(request: EmulatedRequest, state: EmulatorState): readonly Fault[] {
  const asked = request.headers[faultHeader];
  const wanted = asked === undefined ? state.faults : readHeader(() => parseFaults(asked), "InvalidFault");
  if (wanted.every(({ probability = 1 }) => probability === 1)) return wanted;
  const draw = drawFor(request, state, "faults");
  return wanted.filter(({ probability = 1 }) => draw() < probability);
}

function drawFor({ method, path, body }: EmulatedRequest, { options, turns }: EmulatorState, what: string): Draw {
  const words = [what, method, path, body];
  return drawsOf(options.seed, ...words, String(turns.next(...words)));
}

function readHeader<Value>(read: () => Value, code: string): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw nested(400, code, error.message);
  }
}

export function idsOf({ method, path, headers, body }: EmulatedRequest): Record<string, string> {
  const echo = headers["x-ms-client-request-id"];
  return {
    "x-request-id": idOf("req", method, path, body),
    ...(echo !== undefined && { "x-ms-client-request-id": echo }),
  };
}

/** The limits of a Foundry deployment, as if no request came before: nothing is counted over time. */
function limitsAfter(tokens: number): Record<string, string> {
  const [requests, all] = [1_000, 200_000];
  return {
    "x-ratelimit-limit-requests": `${requests}`,
    "x-ratelimit-remaining-requests": `${requests - 1}`,
    "x-ratelimit-limit-tokens": `${all}`,
    "x-ratelimit-remaining-tokens": `${Math.max(all - tokens, 0)}`,
  };
}

function contentOf(request: EmulatedRequest, options: ResolvedEmulatorOptions): Content {
  const operation = routeOf(request);
  checkKey(request, options);
  checkVersion(request);
  if (operation === "getModelInfo") {
    const { name, type, provider } = modelOf(request.query.get("model") ?? undefined, request, options.models);
    return { body: { model_name: name, model_type: type, model_provider_name: provider }, tokens: 0, written: 0 };
  }
  const { body, extras } = settleExtras(operation, request, parseBody(request));
  checkBody(operation, body);
  const model = modelOf(body["model"], request, options.models);
  checkModel(operation, model, body);
  const { contentFilter } = options;
  filterPrompt(contentFilter, promptTexts(operation, body));
  return answer({ operation, model, body, extras, contentFilter, created: Math.floor(options.now() / 1000) });
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
