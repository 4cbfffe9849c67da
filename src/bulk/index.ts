/**
 * Many inputs in one call: in batches, with as many concurrent requests as the server allows, one outcome per input, and resumable.
 *
 * @module model-inference/bulk
 */
export type { AnswerAllOptions, AnswerInput } from "./answer-all.ts";
export { answerAll } from "./answer-all.ts";
export type { EmbedAllOptions, EmbedInput } from "./embed-all.ts";
export { embedAll } from "./embed-all.ts";
export type { BatchRequest, BatchResult } from "./input/batch-line.ts";
export { toBatchResult } from "./input/batch-line.ts";
export type { BatchLimits } from "./input/batches.ts";
export type { JournalRepair } from "./journal/repair.ts";
export { repairJournal } from "./journal/repair.ts";
export type { BulkOptions } from "./options.ts";
export type { AnswerOutcome, BulkProblem, EmbedOutcome, InvalidInput } from "./outcome.ts";
export type { BulkProgress } from "./progress.ts";
