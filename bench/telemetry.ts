/** What telemetry adds to a call, in processor time: `npm run bench:telemetry`. Rounds take turns; the SDK exports nowhere. */
import { fork } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from "@opentelemetry/sdk-trace-base";
import { createClient } from "../src/client/index.ts";
import { openTelemetry } from "../src/opentelemetry/index.ts";

const answer = JSON.stringify({
  ...{ id: "1", object: "chat.completion", created: 1, model: "m", usage: { prompt_tokens: 9, completion_tokens: 9 } },
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "word ".repeat(50) } }],
});

function serve(): void {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.setHeader("content-type", "application/json");
      response.end(answer);
    });
  });
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
  process.once("disconnect", () => process.exit());
}

async function measure(): Promise<void> {
  const server = fork(new URL(import.meta.url), ["serve"], { execArgv: ["--import", "tsx"] });
  const port = await new Promise((resolve) => server.once("message", resolve));
  const nowhere: SpanExporter = { export: (_, done) => done({ code: 0 }), shutdown: async () => undefined };
  const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  const telemetry = openTelemetry({
    tracerProvider: new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(nowhere)] }),
    meterProvider: new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] }),
  });
  const options = { endpoint: `http://127.0.0.1:${port}`, credential: { key: "k" } };
  const lanes = {
    "without telemetry": createClient(options),
    "without telemetry, again": createClient(options),
    "with telemetry, and an SDK": createClient({ ...options, observe: telemetry }),
    "with telemetry, and no SDK": createClient({ ...options, observe: openTelemetry() }),
  };
  const cpuOf = async (client: ReturnType<typeof createClient>, calls: number): Promise<number> => {
    const before = process.cpuUsage();
    for (let made = 0; made < calls; made += 1)
      await client.getChatCompletions({ model: "m", messages: [{ role: "user", content: "Hello" }] });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / calls;
  };
  const rows = new Map<string, number[]>();
  for (let round = -3; round < 21; round += 1) {
    for (const [name, client] of Object.entries(lanes)) {
      const cpu = await cpuOf(client, 1_000);
      if (round >= 0) rows.set(name, [...(rows.get(name) ?? []), cpu]);
    }
  }
  for (const [name, values] of rows) {
    const sorted = values.sort((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0);
    console.log(`${name}: ${at(0.5)} (${at(0.25)} to ${at(0.75)}) µs of processor time a call`);
  }
  server.disconnect();
  process.exit();
}

if (process.argv[2] === "serve") serve();
else await measure();
