/** What a worker does. Every response is looked at, so that none who skips the work is fast. */

import { prepareChecks } from "../checks.ts";
import { hello, type Subject } from "../subject.ts";
import { answerText, chunkText, fragmentText, vectors } from "./bodies.ts";
import type { Task } from "./task.ts";
import type { Done, Work } from "./work.ts";

type SubjectOf = (scenario: string) => Promise<Subject>;

export async function prepare(task: Task, subjectOf: SubjectOf): Promise<Work> {
  switch (task.kind) {
    case "calls":
      return calls(await subjectOf("answer"), task);
    case "streams":
      return streams(await subjectOf(`${task.pace}-${task.chunks}`), task);
    case "first-chunks":
      return firstChunks(await subjectOf("paced-5"));
    case "vectors":
      return embeddings(await subjectOf(task.format), task);
    case "refusals":
      return refusals(await subjectOf("refusal"));
    case "tool-fragments":
      return fragments(await subjectOf(`tools-${task.fragments}`), task);
    case "checks":
      return prepareChecks(task);
    case "memory":
      return memory(await subjectOf(`bulk-${task.chunks}`), task);
    case "leave":
      return leave(await subjectOf("endless"));
  }
}

type TaskOf<Kind extends Task["kind"]> = Extract<Task, { kind: Kind }>;

function expect(what: string, given: unknown, expected: unknown): void {
  if (given !== expected) throw new Error(`${what}: ${JSON.stringify(given)}, not ${JSON.stringify(expected)}`);
}

/** Does bundles of units, some at once, until there are enough. */
async function times(units: number, bundle: number, atOnce: number, run: () => Promise<void>): Promise<Done> {
  const count = Math.ceil(units / bundle);
  let left = count;
  const one = async (): Promise<void> => {
    for (; left > 0; ) {
      left -= 1;
      await run();
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, one));
  return { units: count * bundle };
}

function calls(subject: Subject, { inFlight, messages }: TaskOf<"calls">): Work {
  const all = Array.from({ length: messages }, () => hello).flat();
  // The unit is a message; where there is one, a call.
  return (units) => times(units, messages, inFlight, async () => expect("text", await subject.chat(all), answerText));
}

function streams(subject: Subject, { chunks, atOnce }: TaskOf<"streams">): Work {
  const one = async (): Promise<void> => {
    let length = 0;
    await subject.stream((text) => {
      length += text.length;
      return true;
    });
    expect("text of the stream", length, chunks * chunkText.length);
  };
  return (units) => times(units, chunks, atOnce, one);
}

function firstChunks(subject: Subject): Work {
  return async (units) => {
    let wallMs = 0;
    for (let done = 0; done < units; done += 1) {
      const from = performance.now();
      let first = 0;
      await subject.stream(() => {
        first ||= performance.now();
        return true;
      });
      wallMs += first - from;
    }
    return { units, wallMs };
  };
}

function embeddings(subject: Subject, { format }: TaskOf<"vectors">): Work {
  const embed = subject.embed?.[format];
  if (embed === undefined) throw new Error(`it has no embeddings as ${format}`);
  const input = Array.from({ length: vectors.count }, (_, index) => `text ${index}`);
  const one = async (): Promise<void> => {
    const lists = await embed(input);
    expect("vectors", lists.length, vectors.count);
    for (const list of lists) expect("dimensions", list.length, vectors.dimensions);
    expect("kind of number", typeof lists[0]?.[0], "number");
  };
  return (units) => times(units, 1, 1, one);
}

const refusals =
  (subject: Subject): Work =>
  (units) =>
    times(units, 1, 1, async () => expect("code", await subject.refusal(), "unsupported_parameter"));

function fragments({ collect }: Subject, { fragments }: TaskOf<"tool-fragments">): Work {
  if (collect === undefined) throw new Error("it puts no tool calls together");
  const one = async (): Promise<void> => expect("arguments", (await collect()).length, fragments * fragmentText.length);
  return (units) => times(units, fragments, 1, one);
}

function memory(subject: Subject, { chunks }: TaskOf<"memory">): Work {
  return async () => {
    if (globalThis.gc === undefined) throw new Error("needs --expose-gc");
    globalThis.gc();
    const before = process.memoryUsage.rss();
    let most = before;
    let seen = 0;
    await subject.stream(() => {
      seen += 1;
      if (seen % 1000 === 0) most = Math.max(most, process.memoryUsage.rss());
      return true;
    });
    if (seen < chunks) throw new Error(`${seen} chunks, not ${chunks}`);
    return { units: chunks, told: most - before };
  };
}

function leave(subject: Subject): Work {
  return async () => {
    let seen = 0;
    let told = 0;
    await subject.stream(() => {
      seen += 1;
      if (seen < 3) return true;
      told = Number(process.hrtime.bigint());
      return false;
    });
    return { units: 1, told };
  };
}
