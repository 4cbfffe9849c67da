const { SpanKind } = require("@opentelemetry/api");
const { useAzureMonitor } = require("@azure/monitor-opentelemetry");

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

useAzureMonitor({
  azureMonitorExporterOptions: {
    connectionString: `InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=${process.env.COLLECTOR}`,
  },
  // It samples five a second unless told otherwise.
  tracesPerSecond: 1_000,
  spanProcessors: [counter],
});

globalThis.tool = { seen: () => seen };
