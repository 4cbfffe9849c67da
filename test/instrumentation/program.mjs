import { createClient, responseInfo } from "model-inference";
import { createNodeFetch } from "model-inference/node";
import { openTelemetry } from "model-inference/opentelemetry";
import { run } from "./calls.cjs";

await run({ createClient, responseInfo, createNodeFetch, openTelemetry });
