import {
  type Attributes,
  context,
  type Histogram,
  type MeterProvider,
  metrics,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TracerProvider,
  trace,
} from "@opentelemetry/api";
import type { Telemetry, TelemetryCall } from "../client/observe/telemetry.ts";
import { commonOf, errorType, operationName, requestAttributes, responseAttributes } from "./attributes.ts";
import { inputContent, outputContent } from "./content.ts";

/**
 * Options of `openTelemetry`.
 *
 * @example
 * const options: OpenTelemetryOptions = { captureContent: true };
 * createClient({ endpoint, credential, observe: openTelemetry(options) });
 */
export interface OpenTelemetryOptions {
  /** Default: the global one. */
  tracerProvider?: TracerProvider | undefined;
  /** Default: the global one. */
  meterProvider?: MeterProvider | undefined;
  /**
   * Whether prompts and returns are written into spans, as `gen_ai.input.messages`, `gen_ai.system_instructions` and
   * `gen_ai.output.messages`; of images and sound the type alone. Default false.
   */
  captureContent?: boolean | undefined;
}

/**
 * Makes a client's calls spans and metrics, by the semantic conventions of generative AI clients: for
 * `createClient({ observe: openTelemetry() })`.
 *
 * A call is a span of the kind client, from its start to the end of its response or stream, whose retries are events. It is
 * active while the request is made, so that spans of HTTP instrumentation are its children and log records carry its trace.
 * One `traceparent` travels with it, as the global propagator writes it. `getModelInfo` is in no convention and makes none.
 * Metrics: `gen_ai.client.operation.duration`, `gen_ai.client.token.usage`, and of streams
 * `gen_ai.client.operation.time_to_first_chunk` and `gen_ai.client.operation.time_per_output_chunk`.
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): Telemetry {
  const tracer = (options.tracerProvider ?? trace.getTracerProvider()).getTracer("model-inference");
  const meters = metersOf((options.meterProvider ?? metrics.getMeterProvider()).getMeter("model-inference"));
  const captures = options.captureContent ?? false;
  return {
    begin: ({ operation, endpoint, body = {}, stream, usesFetch }) => {
      const asked = operationName(operation);
      if (asked === undefined) return silent;
      const members = body as Readonly<Record<string, unknown>>;
      const common = commonOf(asked, endpoint, members);
      const model = common["gen_ai.request.model"];
      const span = tracer.startSpan(model === undefined ? asked : `${asked} ${model}`, {
        kind: SpanKind.CLIENT,
        attributes: {
          ...common,
          ...requestAttributes(members, stream),
          ...(captures && inputContent(members)),
        },
      });
      return follow(span, meters, common, captures, usesFetch);
    },
  };
}

const silent: TelemetryCall = {
  run: (request) => request(),
  headers: () => ({}),
  event: () => {},
  chunk: () => {},
  end: () => {},
};

function follow(span: Span, meters: Meters, common: Attributes, captures: boolean, usesFetch: boolean): TelemetryCall {
  const active = trace.setSpan(context.active(), span);
  const began = performance.now();
  let lastChunk: number | undefined;
  const now = (): number => (performance.now() - began) / 1000;
  return {
    run: (request) => context.with(active, request),
    tracingContext: active,
    headers: () => {
      const carrier: Record<string, string> = {};
      // What instruments undici adds the same headers, and would not replace these.
      if (!usesFetch || !isFetchTraced()) propagation.inject(active, carrier);
      return carrier;
    },
    event: (event) => {
      if (event.type === "retry")
        span.addEvent("retry", {
          "http.request.resend_count": event.attempt,
          ...(event.status !== undefined && { "http.response.status_code": event.status }),
          ...(event.failure !== undefined && { "error.type": event.failure }),
        });
      else if (event.type === "response" && event.status !== undefined)
        span.setAttribute("http.response.status_code", event.status);
    },
    chunk: () => {
      const at = now();
      if (lastChunk === undefined) {
        meters.firstChunk.record(at, common);
        span.setAttribute("gen_ai.response.time_to_first_chunk", at);
      } else meters.perChunk.record(at - lastChunk, common);
      lastChunk = at;
    },
    end: (outcome) => {
      const error: Attributes = "error" in outcome ? { "error.type": errorType(outcome.error) } : {};
      const output = "answer" in outcome ? outcome.answer : (outcome.error as { partial?: object } | null)?.partial;
      const answered = responseAttributes((output ?? {}) as Readonly<Record<string, unknown>>);
      const labels = { ...common, ...pick(answered, "gen_ai.response.model") };
      span.setAttributes({ ...answered, ...error });
      if (captures && output !== undefined)
        span.setAttributes(outputContent(output as Readonly<Record<string, unknown>>));
      // The messages of errors may hold what a server repeats of a prompt, so the status has none.
      if ("error" in outcome) span.setStatus({ code: SpanStatusCode.ERROR });
      for (const type of ["input", "output"] as const) {
        const tokens = answered[`gen_ai.usage.${type}_tokens`];
        if (typeof tokens === "number") meters.tokens.record(tokens, { ...labels, "gen_ai.token.type": type });
      }
      meters.duration.record(now(), { ...labels, ...error });
      span.end();
    },
  };
}

/** Whether something listens to the requests of undici, which is Node's `fetch`. */
const isFetchTraced = (): boolean => {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  const channels = process?.getBuiltinModule?.("node:diagnostics_channel") as
    | { hasSubscribers(name: string): boolean }
    | undefined;
  return channels?.hasSubscribers("undici:request:create") ?? false;
};

const pick = (attributes: Attributes, name: string): Attributes =>
  attributes[name] === undefined ? {} : { [name]: attributes[name] };

type Meters = Record<"duration" | "tokens" | "firstChunk" | "perChunk", Histogram>;

/** Bounds by powers of two and four, as the conventions ask. */
const seconds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const chunkSeconds = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const tokenCounts = Array.from({ length: 14 }, (_, power) => 4 ** power);

function metersOf(meter: ReturnType<MeterProvider["getMeter"]>): Meters {
  const histogram = (name: string, unit: string, description: string, bounds: number[]): Histogram =>
    meter.createHistogram(name, { unit, description, advice: { explicitBucketBoundaries: bounds } });
  const operation = "gen_ai.client.operation";
  return {
    duration: histogram(`${operation}.duration`, "s", "GenAI operation duration.", seconds),
    tokens: histogram("gen_ai.client.token.usage", "{token}", "Number of input and output tokens used.", tokenCounts),
    firstChunk: histogram(`${operation}.time_to_first_chunk`, "s", "Time to receive the first chunk.", chunkSeconds),
    perChunk: histogram(`${operation}.time_per_output_chunk`, "s", "Time per output chunk.", chunkSeconds),
  };
}
