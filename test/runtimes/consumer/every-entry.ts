/** Every entry point, by the import that its documentation shows. */
import { isInferenceError } from "model-inference";
import ModelClient from "model-inference/azure-rest";
import { embedAll } from "model-inference/bulk";
import { createBulkWorker } from "model-inference/bullmq";
import { startEmulator } from "model-inference/emulator";
import { createNodeFetch } from "model-inference/node";
import { openTelemetry } from "model-inference/opentelemetry";
import { validation } from "model-inference/validation";

export const entries = {
  isInferenceError,
  ModelClient,
  embedAll,
  createBulkWorker,
  startEmulator,
  createNodeFetch,
  openTelemetry,
  validation,
};
