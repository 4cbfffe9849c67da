/**
 * Spans and metrics of a client's calls, by the OpenTelemetry semantic conventions of generative AI clients.
 *
 * @module model-inference/opentelemetry
 */
export type { OpenTelemetryOptions } from "./telemetry.ts";
export { openTelemetry } from "./telemetry.ts";
