const { useAzureMonitor } = require("@azure/monitor-opentelemetry");
const { counter, seen } = require("../counter.cjs");

useAzureMonitor({
  azureMonitorExporterOptions: {
    connectionString: `InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=${process.env.COLLECTOR}`,
  },
  // It samples five a second unless told otherwise.
  tracesPerSecond: 1_000,
  spanProcessors: [counter],
});

globalThis.tool = { seen };
