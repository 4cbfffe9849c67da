const { NodeSDK } = require("@opentelemetry/sdk-node");
const { HttpInstrumentation } = require("@opentelemetry/instrumentation-http");
const { UndiciInstrumentation } = require("@opentelemetry/instrumentation-undici");
const { counter, seen } = require("../counter.cjs");

new NodeSDK({
  spanProcessors: [counter],
  instrumentations: [new HttpInstrumentation(), new UndiciInstrumentation()],
}).start();

globalThis.tool = { seen };
