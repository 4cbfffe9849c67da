import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import * as conventions from "@opentelemetry/semantic-conventions/incubating";
import { expect, onTestFinished, test } from "vitest";
import { openTelemetry } from "../../src/opentelemetry/index.ts";
import { chunk, clientOf, eventStream, key } from "../support/server.ts";

interface Named {
  name: string;
  unit?: string;
  attributes?: { key: string; value: object }[];
  events?: Named[];
  histogram?: { dataPoints: { count: number; attributes: { key: string }[] }[] };
}
interface Export {
  resourceSpans?: { scopeSpans: { spans: Named[] }[] }[];
  resourceMetrics?: { scopeMetrics: { metrics: Named[] }[] }[];
}

/** What takes OTLP over HTTP in JSON, as a collector does (OTLP 1.x, "OTLP/HTTP"). */
async function receiver(): Promise<{ url: string; exports: Export[] }> {
  const exports: Export[] = [];
  const server = createServer(async (request, response) => {
    exports.push((await json(request)) as Export);
    response.setHeader("content-type", "application/json");
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, exports };
}

test("spans and metrics arrive over OTLP, in words of the conventions, without a prompt or a key", async () => {
  const { url, exports } = await receiver();
  const tracerProvider = new BasicTracerProvider({
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${url}/v1/traces` }))],
  });
  const exporter = new OTLPMetricExporter({ url: `${url}/v1/metrics` });
  const meterProvider = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
  });
  const telemetry = openTelemetry({ tracerProvider, meterProvider });
  let asked = 0;
  const { client } = await clientOf(
    () => {
      asked += 1;
      return asked === 1
        ? { status: 503, headers: { "retry-after-ms": "1" } }
        : eventStream(chunk("a secret "), chunk("answer", "stop"), "[DONE]");
    },
    { observe: telemetry, retry: { retries: 1 } },
  );
  await client
    .streamChatCompletions({ model: "m", messages: [{ role: "user", content: "a secret prompt" }] })
    .collect();
  await tracerProvider.shutdown();
  await meterProvider.shutdown();

  const spans = exports.flatMap(({ resourceSpans = [] }) => resourceSpans).flatMap(({ scopeSpans }) => scopeSpans);
  const [span] = spans.flatMap((scope) => scope.spans);
  expect(span).toMatchObject({
    name: "chat m",
    events: [expect.objectContaining({ name: expect.stringMatching(/retry/) })],
  });
  const values = Object.fromEntries((span?.attributes ?? []).map(({ key: name, value }) => [name, value]));
  expect(values).toMatchObject({
    "gen_ai.operation.name": { stringValue: "chat" },
    "gen_ai.provider.name": { stringValue: "azure.ai.inference" },
    "gen_ai.request.model": { stringValue: "m" },
    "server.address": { stringValue: "127.0.0.1" },
  });
  const known = new Set<unknown>(Object.values(conventions));
  for (const name of Object.keys(values)) expect(known).toContain(name);

  const scopes = exports
    .flatMap(({ resourceMetrics = [] }) => resourceMetrics)
    .flatMap(({ scopeMetrics }) => scopeMetrics);
  const metrics = scopes.flatMap((scope) => scope.metrics);
  expect(metrics.map(({ name, unit }) => [name, unit])).toEqual(
    expect.arrayContaining([
      ["gen_ai.client.operation.duration", "s"],
      ["gen_ai.client.operation.time_to_first_chunk", "s"],
    ]),
  );
  for (const { name, histogram } of metrics) {
    expect(known).toContain(name);
    for (const { attributes } of histogram?.dataPoints ?? [])
      for (const attribute of attributes) expect(known).toContain(attribute.key);
  }
  const sent = JSON.stringify(exports);
  expect(sent).not.toContain("secret");
  expect(sent).not.toContain(key);
});
