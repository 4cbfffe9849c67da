const { SpanKind } = require("@opentelemetry/api");
const { NodeSDK } = require("@opentelemetry/sdk-node");
const { HttpInstrumentation } = require("@opentelemetry/instrumentation-http");
const { UndiciInstrumentation } = require("@opentelemetry/instrumentation-undici");

const isPost = ({ kind, attributes }) =>
  kind === SpanKind.CLIENT && (attributes["http.request.method"] ?? attributes["http.method"]) === "POST";

let seen = 0;
const counter = {
  onStart: () => undefined,
  onEnd: (span) => {
    if (isPost(span)) seen += 1;
  },
  forceFlush: async () => undefined,
  shutdown: async () => undefined,
};

new NodeSDK({
  spanProcessors: [counter],
  instrumentations: [new HttpInstrumentation(), new UndiciInstrumentation()],
}).start();

globalThis.tool = { seen: () => seen };
