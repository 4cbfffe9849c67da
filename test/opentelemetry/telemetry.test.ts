import {
  type Attributes,
  type Context,
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  AggregationTemporality,
  DataPointType,
  type Histogram,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import * as conventions from "@opentelemetry/semantic-conventions/incubating";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ClientOptions, createClient, createFetch, logTo } from "../../src/client/index.ts";
import { type OpenTelemetryOptions, openTelemetry } from "../../src/opentelemetry/index.ts";
import { type Answer, chunk, clientOf, eventStream, key, messages, serve } from "../support/server.ts";

const known = new Set<unknown>(Object.values(conventions));
const choices = [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "a secret answer" } }];
const usage = { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 };
const answer: Answer = { body: { id: "id-1", object: "chat.completion", created: 1, model: "m-1", choices, usage } };
const secret = [{ role: "user" as const, content: "a secret prompt" }];

let spans: InMemorySpanExporter;
let exported: InMemoryMetricExporter;
let reader: PeriodicExportingMetricReader;
let providers: Required<Pick<OpenTelemetryOptions, "tracerProvider" | "meterProvider">>;

beforeEach(() => {
  spans = new InMemorySpanExporter();
  exported = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  reader = new PeriodicExportingMetricReader({ exporter: exported, exportIntervalMillis: 3_600_000 });
  providers = {
    tracerProvider: new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }),
    meterProvider: new MeterProvider({ readers: [reader] }),
  };
});
afterEach(() => reader.shutdown());

const traced = (
  given: Parameters<typeof clientOf>[0],
  { observe = [], ...options }: Partial<ClientOptions> = {},
  more: OpenTelemetryOptions = {},
) => clientOf(given, { ...options, observe: [openTelemetry({ ...providers, ...more }), observe].flat() });

/** Of each metric, what its points measured and were labelled with. */
async function measured(): Promise<Map<string, { attributes: Attributes; count: number; sum: number | undefined }[]>> {
  await reader.forceFlush();
  const all = exported.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics));
  return new Map(
    all.map(({ descriptor, dataPointType, dataPoints }) => {
      expect(dataPointType).toBe(DataPointType.HISTOGRAM);
      const points = dataPoints.map(({ attributes, value }) => {
        const { count, sum } = value as Histogram;
        return { attributes, count, sum };
      });
      return [`${descriptor.name} ${descriptor.unit}`, points];
    }),
  );
}

const one = () => {
  const [span, ...others] = spans.getFinishedSpans();
  expect(others).toEqual([]);
  if (span === undefined) throw new Error("no span");
  return span;
};

describe("a call", () => {
  test("is a span of request and response, with the attributes of the conventions and without content", async () => {
    const { client, url } = await traced(answer);
    await client.getChatCompletions({
      ...{ messages: secret, model: "m", temperature: 0.5, top_p: 0.9, max_tokens: 7, seed: 1, stop: "END" },
      ...{ frequency_penalty: 1, presence_penalty: -1, response_format: { type: "json_object" } },
    });
    const { name, kind, attributes, status, events } = one();
    expect([name, kind, status.code, events]).toEqual(["chat m", SpanKind.CLIENT, SpanStatusCode.UNSET, []]);
    expect(attributes).toEqual({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "azure.ai.inference",
      "gen_ai.request.model": "m",
      "gen_ai.request.temperature": 0.5,
      "gen_ai.request.top_p": 0.9,
      "gen_ai.request.max_tokens": 7,
      "gen_ai.request.seed": 1,
      "gen_ai.request.stop_sequences": ["END"],
      "gen_ai.request.frequency_penalty": 1,
      "gen_ai.request.presence_penalty": -1,
      "gen_ai.output.type": "json",
      "gen_ai.response.id": "id-1",
      "gen_ai.response.model": "m-1",
      "gen_ai.response.finish_reasons": ["stop"],
      "gen_ai.usage.input_tokens": 3,
      "gen_ai.usage.output_tokens": 5,
      "http.response.status_code": 200,
      "server.address": "127.0.0.1",
      "server.port": Number(new URL(url).port),
    });
    for (const attribute of Object.keys(attributes)) expect(known).toContain(attribute);
    expect(known).toContain(attributes["gen_ai.operation.name"]);
    expect(known).toContain(attributes["gen_ai.provider.name"]);
  });

  test("is measured by its duration and its tokens", async () => {
    const { client, url } = await traced(answer);
    await client.getChatCompletions({ messages, model: "m" });
    const labels = {
      ...{ "gen_ai.operation.name": "chat", "gen_ai.provider.name": "azure.ai.inference" },
      ...{ "gen_ai.request.model": "m", "gen_ai.response.model": "m-1" },
      ...{ "server.address": "127.0.0.1", "server.port": Number(new URL(url).port) },
    };
    expect(await measured()).toEqual(
      new Map([
        [
          "gen_ai.client.operation.duration s",
          [{ attributes: labels, count: 1, sum: expect.any(Number) as unknown as number }],
        ],
        [
          "gen_ai.client.token.usage {token}",
          [
            { attributes: { ...labels, "gen_ai.token.type": "input" }, count: 1, sum: 3 },
            { attributes: { ...labels, "gen_ai.token.type": "output" }, count: 1, sum: 5 },
          ],
        ],
      ]),
    );
  });

  test.each([
    [
      "embeddings",
      "embeddings",
      { data: [], model: "e" },
      (client: Client) => client.getEmbeddings({ input: ["a"], dimensions: 4, encoding_format: "base64" }),
      { "gen_ai.embeddings.dimension.count": 4, "gen_ai.request.encoding_formats": ["base64"] },
    ],
    ["text", "text_completion", { choices: [] }, (client: Client) => client.getCompletions({ prompt: "a" }), {}],
  ] as const)("for %s has its own name", async (_, name, body, call, more) => {
    const { client } = await traced({ body });
    await call(client);
    expect(one()).toMatchObject({ name, attributes: { "gen_ai.operation.name": name, ...more } });
  });

  test("that asks what is served is in no convention, and makes no span", async () => {
    const { client } = await traced({ body: { model_name: "m", model_type: "t", model_provider_name: "p" } });
    await client.getModelInfo();
    expect(spans.getFinishedSpans()).toEqual([]);
  });

  test("sends the trace to the server, the same with each attempt, and records its retries", async () => {
    propagation.setGlobalPropagator(new W3CTraceContextPropagator());
    let asked = 0;
    const { client, received } = await traced(
      () => {
        asked += 1;
        return asked < 3 ? { status: 503, headers: { "retry-after-ms": "0" } } : answer;
      },
      { retry: { retries: 3 } },
    );
    await client.getChatCompletions({ messages });
    propagation.disable();
    const span = one();
    const { traceId, spanId } = span.spanContext();
    expect(received.map(({ headers }) => headers["traceparent"])).toEqual(Array(3).fill(`00-${traceId}-${spanId}-01`));
    expect(span.events.map(({ name, attributes }) => [name, attributes])).toEqual([
      ["retry", { "http.request.resend_count": 1, "http.response.status_code": 503 }],
      ["retry", { "http.request.resend_count": 2, "http.response.status_code": 503 }],
    ]);
  });

  test.each<[what: string, given: Answer, type: string]>([
    ["a refusal", { status: 401, body: { message: "a secret prompt" } }, "authentication"],
    [
      "a filter",
      { status: 400, body: { error: { code: "content_filter", message: "a secret prompt" } } },
      "content_filter",
    ],
    ["no answer of the contract", { body: { said: "a secret prompt" } }, "ValidationError"],
  ])("that ends with %s is one of that type, with no word of the server's", async (_, given, type) => {
    const { client } = await traced(given);
    await client.getChatCompletions({ messages: secret }).catch(() => undefined);
    const span = one();
    expect(span.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(span.attributes["error.type"]).toBe(type);
    const [duration] = (await measured()).get("gen_ai.client.operation.duration s") ?? [];
    expect(duration?.attributes["error.type"]).toBe(type);
    expect(JSON.stringify([span.attributes, span.events, [...(await measured())]])).not.toMatch(/secret/);
  });
});

describe("a stream", () => {
  const streamed = eventStream(chunk("a secret "), chunk("answer"), chunk("", "stop"), "[DONE]");

  test("is a span from its start to its end, and each chunk is measured", async () => {
    const { client } = await traced(streamed);
    for await (const _ of client.streamChatCompletions({ messages: secret, model: "m" }));
    const { attributes } = one();
    expect(attributes).toMatchObject({
      "gen_ai.request.stream": true,
      "gen_ai.response.finish_reasons": ["stop"],
      "gen_ai.response.time_to_first_chunk": expect.any(Number),
    });
    const counts = [...(await measured())].map(([name, points]) => [name, points.map(({ count }) => count)]);
    expect(Object.fromEntries(counts)).toEqual({
      "gen_ai.client.operation.duration s": [1],
      "gen_ai.client.operation.time_to_first_chunk s": [1],
      "gen_ai.client.operation.time_per_output_chunk s": [2],
    });
    expect(JSON.stringify(attributes)).not.toMatch(/secret/);
  });

  test("that is cut ends its span with the reason", async () => {
    const { client } = await traced(eventStream(chunk("a secret ")));
    await client
      .streamChatCompletions({ messages })
      .collect()
      .catch(() => undefined);
    expect(one()).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: { "error.type": "interrupted" },
    });
  });

  test("that is left ends its span once, and is no failure", async () => {
    const { client } = await traced(streamed);
    for await (const _ of client.streamChatCompletions({ messages })) break;
    expect(one().status.code).toBe(SpanStatusCode.UNSET);
  });
});

test("content is reported where it is asked for, in the form of the conventions", async () => {
  const { client } = await traced(answer, {}, { captureContent: true });
  const call = { id: "c1", type: "function" as const, function: { name: "f", arguments: "{}" } };
  await client.getChatCompletions({
    messages: [
      { role: "system", content: "be brief" },
      {
        role: "user",
        content: [
          { type: "text", text: "see" },
          { type: "image_url", image_url: { url: "data:a secret" } },
        ],
      },
      { role: "assistant", content: null, tool_calls: [call] },
      { role: "tool", tool_call_id: "c1", content: "sunny" },
    ],
  });
  const { attributes } = one();
  const told = ["gen_ai.system_instructions", "gen_ai.input.messages", "gen_ai.output.messages"].map((name) => {
    expect(known).toContain(name);
    return JSON.parse(String(attributes[name])) as unknown;
  });
  expect(told).toEqual([
    [{ type: "text", content: "be brief" }],
    [
      { role: "user", parts: [{ type: "text", content: "see" }, { type: "image_url" }] },
      { role: "assistant", parts: [{ type: "tool_call", id: "c1", name: "f", arguments: "{}" }] },
      { role: "tool", parts: [{ type: "tool_call_response", id: "c1", response: "sunny" }] },
    ],
    [{ role: "assistant", parts: [{ type: "text", content: "a secret answer" }], finish_reason: "stop" }],
  ]);
});

describe("audit C-11: a call", () => {
  test("is the active span while the request is made and the logger is called", async () => {
    const manager = new AsyncLocalStorageContextManager().enable();
    context.setGlobalContextManager(manager);
    const active: (string | undefined)[] = [];
    const note = (): void => void active.push(trace.getActiveSpan()?.spanContext().spanId);
    const { client } = await traced(answer, {
      observe: [{ request: note }, logTo({ warn: note, debug: note })],
      fetch: (url, init) => {
        note();
        return fetch(url, init);
      },
    });
    await client.getChatCompletions({ messages });
    context.disable();
    expect(active).toEqual(Array(3).fill(one().spanContext().spanId));
  });

  test("hands its context to the credential", async () => {
    let told: unknown;
    const { client } = await traced(answer, {
      credential: {
        getToken: (_, { tracingOptions } = {}) => {
          told = tracingOptions?.tracingContext;
          return { token: "t", expiresOnTimestamp: Date.now() + 3_600_000 };
        },
      },
    });
    await client.getChatCompletions({ messages });
    expect(trace.getSpan(told as Context)?.spanContext().spanId).toBe(one().spanContext().spanId);
  });

  test("has the recommended attributes of the conventions", async () => {
    const { client } = await traced(answer, { kind: "foundry" });
    await client.getChatCompletions({ messages }, { extras: { n: 2, top_k: 5 } });
    expect(one().attributes).toMatchObject({
      "azure.resource_provider.namespace": "Microsoft.CognitiveServices",
      "gen_ai.request.choice.count": 2,
      "gen_ai.request.top_k": 5,
    });
  });
});

test("audit C-16: the model is the deployment where the endpoint's URL names one", async () => {
  const { url } = await serve(answer);
  const endpoint = `${url}/openai/deployments/gpt-4o`;
  const client = createClient({
    endpoint,
    kind: "azure-openai",
    credential: { key },
    observe: openTelemetry(providers),
  });
  await client.getChatCompletions({ messages });
  expect(one()).toMatchObject({ name: "chat gpt-4o", attributes: { "gen_ai.request.model": "gpt-4o" } });
});

describe("audit C-11: a span is made too", () => {
  const streamed = eventStream(chunk("a"), chunk("b", "stop"), "[DONE]");
  const body = { model: "m", messages: [...messages] };

  test("by client.http", async () => {
    const { client } = await traced(answer);
    await client.http.POST("/chat/completions", { body });
    expect(one()).toMatchObject({ name: "chat m", attributes: { "gen_ai.usage.output_tokens": 5 } });
  });

  test("by client.http for a refusal", async () => {
    const { client } = await traced({ status: 401, body: {} });
    await client.http.POST("/chat/completions", { body });
    expect(one()).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: { "error.type": "authentication" },
    });
  });

  test("by client.http for a stream, when it has been read", async () => {
    const { client } = await traced(streamed);
    const { data } = await client.http.POST("/chat/completions", {
      body: { ...body, stream: true },
      parseAs: "stream",
    });
    expect(spans.getFinishedSpans()).toEqual([]);
    await new Response(data).text();
    expect(one()).toMatchObject({ name: "chat m", attributes: { "gen_ai.request.stream": true } });
  });

  const fetchOf = async (given: Answer) => {
    const { url } = await serve(given);
    const call = createFetch({
      endpoint: url,
      credential: { key },
      observe: openTelemetry(providers),
      retry: { retries: 0 },
    });
    return (stream: boolean) =>
      call(`${url}/chat/completions`, { method: "POST", body: JSON.stringify({ ...body, stream }) });
  };

  test("by createFetch", async () => {
    await (await fetchOf(answer))(false);
    expect(one()).toMatchObject({ name: "chat m", attributes: { "gen_ai.usage.output_tokens": 5 } });
  });

  test("by createFetch for a stream, with what its chunks say", async () => {
    await (await (await fetchOf(streamed))(true)).text();
    expect(one()).toMatchObject({
      attributes: {
        "gen_ai.response.finish_reasons": ["stop"],
        "gen_ai.response.time_to_first_chunk": expect.any(Number),
      },
    });
  });

  test("by createFetch for a stream that is cancelled before it is read", async () => {
    await (await (await fetchOf(streamed))(true)).body?.cancel();
    expect(one().status.code).toBe(SpanStatusCode.UNSET);
  });

  test("by createFetch for a stream that is cut", async () => {
    await (await (await fetchOf(eventStream(chunk("a"))))(true)).text().catch(() => undefined);
    expect(one()).toMatchObject({ attributes: { "error.type": "interrupted" } });
  });
});

test("C01: no span or metric holds the key", async () => {
  const { client } = await traced(answer, { headers: { "x-own": key } });
  await client.getChatCompletions({ messages });
  expect(JSON.stringify([one().attributes, one().events, [...(await measured())]])).not.toContain(key);
});

test("without a provider it measures nothing and disturbs nothing", async () => {
  trace.disable();
  const { client } = await clientOf(answer, { observe: openTelemetry() });
  expect(await client.getChatCompletions({ messages })).toEqual(answer.body);
});

type Client = Awaited<ReturnType<typeof traced>>["client"];
