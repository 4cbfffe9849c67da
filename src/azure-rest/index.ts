export { default } from "./model-client.ts";
export type { ModelClientOptions } from "./options.ts";
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
export type { AbortSignalLike } from "./types/abort-signal-like.ts";
export type * from "./types/models.ts";
export type * from "./types/output-models.ts";
export type * from "./types/parameters.ts";
export type * from "./types/responses.ts";
export type * from "./types/routes.ts";
export { isUnexpected, problemOf } from "./unexpected.ts";
