import { createParser } from "eventsource-parser";
import { issuesOf, type ValidationIssue } from "../../validation/index.ts";
import { type DocumentKindName, documentKinds, guessStream } from "./document-kind.ts";
import { isObject } from "./input.ts";

/** Something that does not fit, and where. */
export interface Finding extends ValidationIssue {
  /** The event of a stream, counted from 1. */
  event?: number;
}

/** What a document is, and what in it does not fit. */
export interface Verdict {
  kind: DocumentKindName;
  findings: Finding[];
}

/** Whether a text looks like a recorded event stream. */
export const isEventStream = (text: string): boolean => /^(?:\s*\n)?(?:data|event|id|retry)?:/.test(text);

/** Checks each event of a stream, and how the stream ends. */
export function checkStream(text: string, as: DocumentKindName | undefined): Verdict {
  const events: { event?: string | undefined; data: string }[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  parser.feed(text);
  // Recordings often lack the blank line after the last event.
  parser.feed("\n\n");
  const chunks = events.map(({ data }) => parse(data));
  const kind = as ?? guessStream(chunks.find((chunk) => isObject(chunk) && chunk["choices"] !== undefined));
  const findings: Finding[] = [];
  const find = (at: number, message: string): void => void findings.push({ event: at + 1, pointer: "", message });
  let isFinished = false;
  let doneAt: number | undefined;
  for (const [at, { event, data }] of events.entries()) {
    if (doneAt !== undefined) {
      find(at, `comes after [DONE], which is event ${doneAt + 1}`);
    } else if (data === "[DONE]") {
      doneAt = at;
    } else if (data !== "") {
      const chunk = chunks[at];
      if (chunk === undefined) find(at, "is not JSON");
      else if (event === "error" || (isObject(chunk) && chunk["error"])) find(at, "is an error: the stream failed");
      else
        findings.push(...issuesOf(documentKinds[kind].validator, chunk).map((issue) => ({ event: at + 1, ...issue })));
      isFinished ||= hasFinished(chunk);
    }
  }
  const last = events.length - 1;
  if (events.length === 0) findings.push({ pointer: "", message: "holds no event" });
  else if (doneAt === undefined) find(last, "is the last, but the stream has no [DONE]");
  if (events.length > 0 && !isFinished) find(doneAt ?? last, "comes before any finish_reason: the answer is cut off");
  return { kind, findings };
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

function hasFinished(chunk: unknown): boolean {
  const choices = isObject(chunk) && Array.isArray(chunk["choices"]) ? chunk["choices"] : [];
  return choices.some((choice: unknown) => isObject(choice) && typeof choice["finish_reason"] === "string");
}
