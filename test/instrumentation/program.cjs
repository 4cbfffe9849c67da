const { createClient, responseInfo } = require("model-inference");
const { createNodeFetch } = require("model-inference/node");
const { openTelemetry } = require("model-inference/opentelemetry");
const { run } = require("./calls.cjs");

void run({ createClient, responseInfo, createNodeFetch, openTelemetry });
