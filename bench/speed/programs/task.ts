/** The task of a worker, and its reply. */
import type { ContestantId } from "../contestants.ts";
import type { VectorFormat } from "../subject.ts";

export type Task =
  | { kind: "calls"; inFlight: number; messages: number }
  | { kind: "streams"; pace: "bulk" | "paced"; chunks: number; atOnce: number }
  /** Only the time to the first chunk counts; the units are streams. */
  | { kind: "first-chunks" }
  | { kind: "vectors"; format: VectorFormat }
  | { kind: "refusals" }
  | { kind: "tool-fragments"; fragments: number }
  | { kind: "checks"; library: Library; sample: Sample }
  /** One stream, with a look at the memory now and then. */
  | { kind: "memory"; chunks: number }
  /** One stream that is left after its third chunk. */
  | { kind: "leave" };

/** What validates; `JSON.parse` reads the same from text. */
export type Library = "json-parse" | "ours" | "ajv" | "zod" | "valibot";
export type Sample = "request" | "answer" | "chunk";

/** Asks a worker for so many units, or for somewhat more where they come in bundles. */
export interface Question {
  task: Task;
  units: number;
}

export interface Visit {
  units: number;
  /** Processor time of the worker's process, in microseconds. */
  cpuUs: number;
  wallUs: number;
  /** Of `memory`: how much the process grew, in bytes. Of `leave`: when the loop was left, in nanoseconds. */
  told?: number;
}

export type Reply = { visit: Visit } | { error: string };

/** One row of a measure: who does what. */
export interface Lane {
  name: string;
  /** Validators need none. */
  contestant?: ContestantId;
  task: Task;
}
