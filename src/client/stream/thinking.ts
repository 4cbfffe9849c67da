import type { ChatCompletionsChunk, ChatMessageDelta } from "../../../generated/types.ts";
import { objectsIn } from "./collect.ts";

/**
 * A response's text, its reasoning apart.
 *
 * @example
 * const { reasoning, content }: SplitText = splitThinking("<think>A mile?</think>5,280 feet");
 * console.log(reasoning, content); // A mile? 5,280 feet
 */
export interface SplitText {
  /** What stood between `<think>` and `</think>`; empty where there are no such tags. */
  reasoning: string;
  /** The rest. */
  content: string;
}

/**
 * Options of `separateThinking` and `splitThinking`.
 *
 * @example
 * splitThinking("A mile?</think>5,280 feet", { opened: true }); // { reasoning: "A mile?", content: "5,280 feet" }
 */
export interface ThinkingOptions {
  /**
   * Whether the prompt opened the tag already, as the chat templates of some models do, so that a text begins with reasoning
   * and only `</think>` is in it. Default: found out by the text. `false`: only a text that begins with `<think>` holds
   * reasoning.
   */
  opened?: boolean | undefined;
}

const open = "<think>";
const close = "</think>";

/**
 * Splits the reasoning that some models write before their response, between `<think>` and `</think>`, from the response.
 *
 * A text that begins with `<think>`, after white space at most, holds reasoning; without an end, all of the text is reasoning.
 * In a text without that tag, what stands before `</think>` is reasoning. Nothing but the tags is removed.
 */
export function splitThinking(text: string, { opened }: ThinkingOptions = {}): SplitText {
  const splitter = createSplitter(opened);
  const first = splitter.push(text);
  const last = splitter.end();
  return { reasoning: first.reasoning + last.reasoning, content: first.content + last.content };
}

/**
 * The chunks of a chat with the reasoning of `<think>` tags moved from `content` to `reasoning_content`, where servers
 * of `2025-04-01` put it, so that a program need not care which of the two it reads. Tags may be cut anywhere.
 *
 * A text that does not begin with `<think>` may still turn out to be reasoning, by a `</think>` that follows. Without
 * `opened`, such a text is therefore held back until its `</think>`, its finish reason or the end of the stream. Say
 * `opened: false` to have it at once, or `opened: true` where the prompt opens the tag.
 *
 * @param chunks - a stream of the client; leaving the loop early closes it.
 */
export async function* separateThinking(
  chunks: AsyncIterable<ChatCompletionsChunk>,
  { opened }: ThinkingOptions = {},
): AsyncGenerator<ChatCompletionsChunk, void, undefined> {
  const splitters = new Map<number, Splitter>();
  let last: ChatCompletionsChunk | undefined;
  for await (const chunk of chunks) {
    last = chunk;
    yield { ...chunk, choices: objectsIn(chunk.choices).map((choice) => separate(choice, splitters, opened)) };
  }
  // What was held back in case it became a tag.
  const left = [...splitters].map(([index, splitter]) => ({ index, delta: deltaOf({}, splitter.end()) }));
  const choices = left.filter(({ delta }) => Object.keys(delta).length > 0);
  if (last !== undefined && choices.length > 0)
    yield { id: last.id, created: last.created, model: last.model, choices };
}

type Choice = ChatCompletionsChunk["choices"][number];
type Delta = NonNullable<ChatMessageDelta>;

function separate(choice: Choice, splitters: Map<number, Splitter>, opened: boolean | undefined): Choice {
  const { index, delta, finish_reason } = choice;
  const splitter = splitters.get(index) ?? createSplitter(opened);
  splitters.set(index, splitter);
  const { content, ...rest } = delta ?? {};
  const split = typeof content === "string" ? splitter.push(content) : { reasoning: "", content: "" };
  if (finish_reason) {
    const held = splitter.end();
    split.reasoning += held.reasoning;
    split.content += held.content;
  }
  if (typeof content !== "string" && split.reasoning === "" && split.content === "") return choice;
  return { ...choice, delta: deltaOf(rest, split) };
}

function deltaOf(delta: Delta, { reasoning, content }: SplitText): Delta {
  return {
    ...delta,
    ...(content !== "" && { content }),
    ...(reasoning !== "" && { reasoning_content: (delta.reasoning_content ?? "") + reasoning }),
  };
}

interface Splitter {
  push(text: string): SplitText;
  /** What was held back in case it became a tag. */
  end(): SplitText;
}

function createSplitter(opened: boolean | undefined): Splitter {
  let state: "before" | "unsure" | "reasoning" | "content" = "before";
  let held = "";
  /** Up to here, what is held has no end tag. */
  let searched = 0;
  return {
    end: () => {
      const rest = held;
      held = "";
      return state === "reasoning" ? { reasoning: rest, content: "" } : { reasoning: "", content: rest };
    },
    push: (text) => {
      held += text;
      if (state === "before") {
        const begin = held.trimStart();
        if (open.startsWith(begin) && begin !== open) return { reasoning: "", content: "" };
        const begins = begin.startsWith(open);
        if (begins) held = begin.slice(open.length);
        state = begins || opened === true ? "reasoning" : opened === false ? "content" : "unsure";
      }
      if (state === "content") {
        const content = held;
        held = "";
        return { reasoning: "", content };
      }
      const at = held.indexOf(close, searched);
      if (at >= 0) {
        // A text that speaks of both tags is no reasoning.
        const isSpoken = state === "unsure" && held.slice(0, at).includes(open);
        const split = isSpoken
          ? { reasoning: "", content: held }
          : { reasoning: held.slice(0, at), content: held.slice(at + close.length) };
        state = "content";
        held = "";
        return split;
      }
      if (state === "unsure") {
        searched = Math.max(0, held.length - close.length);
        return { reasoning: "", content: "" };
      }
      const keep = overlap(held, close);
      const reasoning = held.slice(0, held.length - keep);
      held = held.slice(held.length - keep);
      return { reasoning, content: "" };
    },
  };
}

/** The length of the longest end of a text that a tag begins with. */
function overlap(text: string, tag: string): number {
  let length = Math.min(text.length, tag.length - 1);
  while (!text.endsWith(tag.slice(0, length))) length -= 1;
  return length;
}
