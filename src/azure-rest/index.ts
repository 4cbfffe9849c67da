export type { AbortSignalLike } from "./abort-signal-like.ts";
export { default } from "./model-client.ts";
export type * from "./models.ts";
export type { ModelClientOptions } from "./options.ts";
export type * from "./output-models.ts";
export type * from "./parameters.ts";
export type {
  AddPipelineOptions,
  HttpClient,
  Pipeline,
  PipelinePhase,
  PipelinePolicy,
  PipelineRequest,
  PipelineResponse,
  SendRequest,
} from "./pipeline.ts";
export type * from "./responses.ts";
export type * from "./routes.ts";
export { isUnexpected, problemOf } from "./unexpected.ts";
