/** Of what there can be few and many. */
import type { Task } from "./programs/task.ts";

export interface Growth {
  id: string;
  title: string;
  unit: string;
  sizes: readonly number[];
  task(size: number): Task;
  /** In units. */
  warmUp: number;
  atLeast: number;
}

export const growths: readonly Growth[] = [
  {
    id: "grow-in-flight",
    title: "calls in flight",
    unit: "call",
    sizes: [1, 10, 100, 1_000],
    task: (inFlight) => ({ kind: "calls", inFlight, messages: 1 }),
    warmUp: 20_000,
    atLeast: 2_000,
  },
  {
    id: "grow-stream",
    title: "chunks of a stream",
    unit: "chunk",
    sizes: [100, 1_000, 10_000, 200_000],
    task: (chunks) => ({ kind: "streams", pace: "bulk", chunks, atOnce: 1 }),
    warmUp: 100_000,
    atLeast: 10_000,
  },
  {
    id: "grow-messages",
    title: "messages of a request",
    unit: "message",
    sizes: [1, 10, 100, 1_000],
    task: (messages) => ({ kind: "calls", inFlight: 1, messages }),
    warmUp: 20_000,
    atLeast: 500,
  },
  {
    id: "grow-fragments",
    title: "fragments of a tool call, put together",
    unit: "fragment",
    sizes: [10, 100, 1_000, 10_000, 100_000],
    task: (fragments) => ({ kind: "tool-fragments", fragments }),
    warmUp: 50_000,
    atLeast: 1_000,
  },
];

export const sizeName = (size: number): string => size.toLocaleString("en");
