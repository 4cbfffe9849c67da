// The client's own spans beside those of HTTP and undici: what is seen are requests that are children of a call's span.
const { SpanKind } = require("@opentelemetry/api");
const { NodeSDK } = require("@opentelemetry/sdk-node");
const { HttpInstrumentation } = require("@opentelemetry/instrumentation-http");
const { UndiciInstrumentation } = require("@opentelemetry/instrumentation-undici");

const calls = new Set();
const parents = [];
const collector = {
  onStart: (span) => {
    if (span.attributes["gen_ai.operation.name"] !== undefined) calls.add(span.spanContext().spanId);
    else if (span.kind === SpanKind.CLIENT) parents.push(span.parentSpanContext?.spanId);
  },
  onEnd: () => undefined,
  forceFlush: async () => undefined,
  shutdown: async () => undefined,
};

new NodeSDK({
  spanProcessors: [collector],
  instrumentations: [new HttpInstrumentation(), new UndiciInstrumentation()],
}).start();

globalThis.tool = { telemetry: true, seen: () => parents.filter((parent) => calls.has(parent)).length };
