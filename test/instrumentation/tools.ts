/** A tool of other people, how its documentation loads it, and what it adds to requests. */
export interface Tool {
  /** The file in `tools/`. */
  name: string;
  /** What is loaded before an ES module, besides the tool itself. */
  esmFlags: readonly string[];
  /** How the tool is loaded before the program. */
  preload: "require" | "import";
  /** The transport that the client uses: a tool that replaces `fetch` is used as the `fetch`, an agent of its own by name. */
  transport: "node" | "fetch" | "agent";
  /** Headers of the tool's own. */
  adds: RegExp;
  /** How many of the four requests the tool sees, by transport. */
  sees: { node: number; fetch: number };
}

const none = /^$/;
// The agent decides whether a connection is kept.
const connection = /^connection$/;
const all = { node: 4, fetch: 4 };
const trace = /^(?:traceparent|tracestate|baggage)$/;
const openTelemetryLoader = ["--experimental-loader=@opentelemetry/instrumentation/hook.mjs"];

export const tools: readonly Tool[] = [
  {
    name: "opentelemetry",
    esmFlags: openTelemetryLoader,
    preload: "require",
    transport: "node",
    adds: trace,
    sees: all,
  },
  // With `observe: openTelemetry()` of the client.
  {
    name: "genai",
    esmFlags: openTelemetryLoader,
    preload: "require",
    transport: "node",
    adds: trace,
    sees: all,
  },
  // It has no instrumentation of fetch.
  {
    name: "azure-monitor",
    esmFlags: openTelemetryLoader,
    preload: "require",
    transport: "node",
    adds: trace,
    sees: { node: 4, fetch: 0 },
  },
  {
    name: "dd-trace",
    esmFlags: ["--import=dd-trace/register.js"],
    preload: "require",
    transport: "fetch",
    adds: /^(?:x-datadog-.*|traceparent|tracestate|baggage)$/,
    sees: all,
  },
  {
    name: "elastic-apm",
    esmFlags: ["--experimental-loader=elastic-apm-node/loader.mjs"],
    preload: "require",
    transport: "node",
    adds: /^(?:elastic-apm-traceparent|traceparent|tracestate)$/,
    sees: all,
  },
  {
    name: "newrelic",
    esmFlags: ["--import=newrelic/esm-loader.mjs"],
    preload: "require",
    transport: "node",
    adds: /^(?:newrelic|traceparent|tracestate)$/,
    sees: all,
  },
  {
    name: "sentry",
    esmFlags: ["--import=@sentry/node/import"],
    preload: "import",
    transport: "node",
    adds: /^(?:sentry-trace|traceparent|baggage)$/,
    sees: all,
  },
  { name: "nock", esmFlags: [], preload: "require", transport: "fetch", adds: none, sees: all },
  { name: "msw", esmFlags: [], preload: "require", transport: "fetch", adds: none, sees: all },
  { name: "interceptors", esmFlags: [], preload: "require", transport: "fetch", adds: none, sees: all },
  {
    name: "proxy-agent",
    esmFlags: [],
    preload: "require",
    transport: "agent",
    adds: connection,
    sees: { node: 1, fetch: 0 },
  },
];
