import type { Attributes } from "@opentelemetry/api";
import { type OperationId, operations } from "../../generated/operations.ts";
import type { Endpoint, EndpointKind } from "../client/endpoint/endpoint.ts";
import { InferenceError, ResponseError } from "../client/errors/errors.ts";
import { StreamError } from "../client/errors/stream-error.ts";

/** The names that the conventions have for operations. */
const operationNames: Readonly<Partial<Record<OperationId, string>>> = {
  getChatCompletions: "chat",
  getCompletions: "text_completion",
  getEmbeddings: "embeddings",
  getImageEmbeddings: "embeddings",
};

/** An operation without a body asks what is served: that is no generation, and has no span. */
export const operationName = (id: OperationId): string | undefined =>
  operationNames[id] ?? (operations[id].members.length > 0 ? id : undefined);

const providers: Readonly<Partial<Record<EndpointKind, string>>> = {
  "azure-openai": "azure.ai.openai",
  "openai-v1": "openai",
  "openai-compatible": "openai",
};

/** The Azure resource providers of the kinds of endpoints that are surely theirs. */
const resources: Readonly<Partial<Record<EndpointKind, string>>> = {
  serverless: "Microsoft.MachineLearningServices",
  managed: "Microsoft.MachineLearningServices",
  foundry: "Microsoft.CognitiveServices",
  "azure-openai": "Microsoft.CognitiveServices",
  "openai-v1": "Microsoft.CognitiveServices",
};

type Properties = Readonly<Record<string, unknown>>;

/** For an attribute, the property of a request that contains its value, and the type of the value. */
const ofRequest: readonly [attribute: string, member: string, type: "string" | "number"][] = [
  ["gen_ai.request.temperature", "temperature", "number"],
  ["gen_ai.request.top_p", "top_p", "number"],
  ["gen_ai.request.max_tokens", "max_tokens", "number"],
  ["gen_ai.request.frequency_penalty", "frequency_penalty", "number"],
  ["gen_ai.request.presence_penalty", "presence_penalty", "number"],
  ["gen_ai.request.seed", "seed", "number"],
  ["gen_ai.request.top_k", "top_k", "number"],
  ["gen_ai.embeddings.dimension.count", "dimensions", "number"],
];

/** What is known of every measurement of a call. */
export function commonOf(operation: string, endpoint: Endpoint, body: Properties): Attributes {
  // A deployment of Azure OpenAI stands in the URL.
  const model = text(body["model"]) ?? /\/openai\/deployments\/([^/]+)$/.exec(endpoint.base)?.[1];
  return {
    "gen_ai.operation.name": operation,
    ...ofServer(endpoint),
    ...(model !== undefined && { "gen_ai.request.model": model }),
  };
}

const servers = new WeakMap<Endpoint, Attributes>();

/** Every call of a client has the same. */
function ofServer(endpoint: Endpoint): Attributes {
  let server = servers.get(endpoint);
  if (server === undefined) {
    const { hostname, port, protocol } = new URL(endpoint.base);
    server = {
      "gen_ai.provider.name": providers[endpoint.kind] ?? "azure.ai.inference",
      ...(resources[endpoint.kind] !== undefined && { "azure.resource_provider.namespace": resources[endpoint.kind] }),
      "server.address": hostname,
      "server.port": port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
    };
    servers.set(endpoint, server);
  }
  return server;
}

/** What a request asks for; nothing of its messages, prompts and inputs. */
export function requestAttributes(body: Properties, stream: boolean): Attributes {
  const asked = ofRequest.map(([attribute, member, type]) => [
    attribute,
    typeof body[member] === type ? body[member] : undefined,
  ]);
  const { n, stop, encoding_format, response_format } = body;
  const format = (response_format as { type?: unknown } | null | undefined)?.type;
  return given({
    ...Object.fromEntries(asked),
    "gen_ai.request.choice.count": typeof n === "number" && n !== 1 ? n : undefined,
    "gen_ai.request.stop_sequences": texts(typeof stop === "string" ? [stop] : stop),
    "gen_ai.request.encoding_formats": texts(typeof encoding_format === "string" ? [encoding_format] : undefined),
    "gen_ai.request.stream": stream || undefined,
    "gen_ai.output.type": typeof format === "string" ? (format.startsWith("json") ? "json" : "text") : undefined,
  });
}

/** Attributes of a response. */
export function responseAttributes(response: Properties): Attributes {
  const usage = (response["usage"] ?? {}) as Properties;
  const { cached_tokens } = (usage["prompt_tokens_details"] ?? {}) as Properties;
  const { reasoning_tokens } = (usage["completion_tokens_details"] ?? {}) as Properties;
  const choices = Array.isArray(response["choices"]) ? (response["choices"] as Properties[]) : [];
  return given({
    "gen_ai.response.id": text(response["id"]),
    "gen_ai.response.model": text(response["model"]),
    "gen_ai.response.finish_reasons":
      choices.length === 0 ? undefined : texts(choices.map((choice) => choice?.["finish_reason"])),
    "gen_ai.usage.input_tokens": number(usage["prompt_tokens"]),
    "gen_ai.usage.output_tokens": number(usage["completion_tokens"]),
    "gen_ai.usage.cache_read.input_tokens": number(cached_tokens),
    "gen_ai.usage.reasoning.output_tokens": number(reasoning_tokens),
  });
}

/** What went wrong, with few values: the kind of a problem, why a stream ended, the name of an error. */
export function errorType(error: unknown): string {
  if (error instanceof ResponseError) return error.problem.kind;
  if (error instanceof StreamError) return error.problem?.kind ?? error.reason;
  return error instanceof InferenceError ? error.name : "_OTHER";
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
const texts = (values: unknown): string[] | undefined =>
  Array.isArray(values) ? values.filter((value) => typeof value === "string") : undefined;

const given = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
