import { ConfigurationError } from "../client/errors/errors.ts";
import { asHeaders } from "../client/request/response.ts";
import type { Attempt, ResponseLike, Transport } from "../client/transport/transport.ts";
import { httpHeaders } from "./headers.ts";
import type { HttpHeaders, HttpRequest } from "./types/responses.ts";

/** One attempt as policies see it, with the credential; what they change is what is sent. */
export interface PipelineRequest extends Omit<HttpRequest, "method" | "body"> {
  method: HttpRequest["method"] | "TRACE";
  /** A text or bytes. */
  body?: unknown;
}

/** A response as policies see it: its body has not been read. One that a policy makes itself has a text. */
export interface PipelineResponse {
  request: PipelineRequest;
  status: number;
  headers: HttpHeaders;
  bodyAsText?: string | null;
}

export type SendRequest = (request: PipelineRequest) => Promise<PipelineResponse>;

/** Something that is done with each attempt. */
export interface PipelinePolicy {
  name: string;
  sendRequest(request: PipelineRequest, next: SendRequest): Promise<PipelineResponse>;
}

/** HTTP client to use instead of the client's own transport. */
export interface HttpClient {
  sendRequest(request: PipelineRequest): Promise<PipelineResponse>;
}

export type PipelinePhase = "Deserialize" | "Serialize" | "Retry" | "Sign";

export interface AddPipelineOptions {
  /** Names of policies that come after this one. */
  beforePolicies?: string[];
  /** Names of policies that come before this one. */
  afterPolicies?: string[];
  /** Accepted and without effect: retries and credentials are the client's own, so every policy sees each attempt. */
  afterPhase?: PipelinePhase;
  /** For `removePolicy({ phase })`. */
  phase?: PipelinePhase;
}

/** The policies of a client. */
export interface Pipeline {
  /** @throws {ConfigurationError} when the policy has no name or its name is there already. */
  addPolicy(policy: PipelinePolicy, options?: AddPipelineOptions): void;
  /** @returns those that were removed; none where no policy fits, such as one of the retired package's own. */
  removePolicy(which: { name?: string; phase?: PipelinePhase }): PipelinePolicy[];
  getOrderedPolicies(): PipelinePolicy[];
}

export function createPipeline(): Pipeline {
  let entries: { policy: PipelinePolicy; options: AddPipelineOptions }[] = [];
  const placeOf = (names: readonly string[]): number[] =>
    entries.flatMap(({ policy }, index) => (names.includes(policy.name) ? [index] : []));
  return {
    addPolicy: (policy, options = {}) => {
      if (typeof policy?.name !== "string" || typeof policy.sendRequest !== "function")
        throw new ConfigurationError("pipeline", "a policy must have a name and sendRequest(request, next)");
      if (entries.some((entry) => entry.policy.name === policy.name))
        throw new ConfigurationError("pipeline", `has a policy named ${policy.name} already`);
      const before = Math.min(...placeOf(options.beforePolicies ?? []), entries.length);
      const after = Math.max(...placeOf(options.afterPolicies ?? []), -1);
      if (after >= before) throw new ConfigurationError("pipeline", `cannot put ${policy.name} where its options say`);
      entries.splice(before, 0, { policy, options });
    },
    removePolicy: ({ name, phase }) => {
      const isMeant = (entry: (typeof entries)[number]): boolean =>
        (name !== undefined && entry.policy.name === name) || (phase !== undefined && entry.options.phase === phase);
      const removed = entries.filter(isMeant);
      entries = entries.filter((entry) => !isMeant(entry));
      return removed.map(({ policy }) => policy);
    },
    getOrderedPolicies: () => entries.map(({ policy }) => policy),
  };
}

/** The transport with the policies around it, as they are when an attempt is made. */
export function throughPipeline(
  transport: Transport,
  pipeline: Pipeline,
  httpClient: HttpClient | undefined,
): Transport {
  return {
    usesFetch: () => httpClient !== undefined || transport.usesFetch(),
    fetch: async (url, attempt, cancel) => {
      const policies = pipeline.getOrderedPolicies();
      if (policies.length === 0 && httpClient === undefined) return transport.fetch(url, attempt, cancel);
      const responses = new WeakMap<PipelineResponse, ResponseLike>();
      const carry: SendRequest = async (request) => {
        if (httpClient !== undefined) return httpClient.sendRequest(request);
        const response = await transport.fetch(request.url, attemptOf(request), cancel);
        const told = { request, status: response.status, headers: httpHeaders(asHeaders(response.headers)) };
        responses.set(told, response);
        return told;
      };
      const send = policies.reduceRight<SendRequest>(
        (next, policy) => (request) => policy.sendRequest(request, next),
        carry,
      );
      const response = await send(requestOf(url, attempt, cancel.signal));
      return responses.get(response) ?? made(response);
    },
  };
}

const requestOf = (url: string, { method, headers, body }: Attempt, abortSignal: AbortSignal): PipelineRequest => ({
  url,
  method: method as HttpRequest["method"],
  headers: httpHeaders(new Headers([...headers])),
  ...(body !== null && { body }),
  requestId: headers.get("x-ms-client-request-id") ?? "",
  timeout: 0,
  withCredentials: false,
  abortSignal,
});

const attemptOf = ({ method, headers, body }: PipelineRequest): Attempt => ({
  method,
  headers: new Map(headers),
  body: (body ?? null) as Attempt["body"],
  redirect: "manual",
});

/** A response that no server gave, or another HTTP client. */
function made(given: PipelineResponse): Response {
  const { status, headers, bodyAsText, ...rest } = given;
  // Properties of the HTTP clients of the retired package.
  const { browserStreamBody, readableStreamBody } = rest as {
    browserStreamBody?: unknown;
    readableStreamBody?: unknown;
  };
  const body = bodyAsText ?? browserStreamBody ?? readableStreamBody ?? null;
  const hasBody = status !== 204 && status !== 304;
  return new Response(hasBody ? (body as BodyInit | null) : null, { status, headers: new Headers([...headers]) });
}
