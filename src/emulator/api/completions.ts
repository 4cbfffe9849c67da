import type { Completions, CompletionsChunk, CompletionsOptions, CompletionsUsage } from "../../../generated/types.ts";
import type { StreamOrder } from "../endpoints/flavour.ts";
import { invalid } from "../endpoints/refusal.ts";
import { type Accepted, type Content, idOf, wantsUsageChunk } from "./answer.ts";
import { filterResponse, promptChunk } from "./content-filter.ts";
import { countTokens, type Ended, end, tokens } from "./tokens.ts";

/** The service's default of `max_tokens`. */
const defaultMaxTokens = 256;

/** Continues each prompt. @throws {Refusal} 422 when there is none. */
export function respondToCompletions(request: Accepted<CompletionsOptions>): Content {
  const { body, model, created, contentFilter, extras, given } = request;
  const prompts = promptsOf(body.prompt, "prompt");
  // A response has a choice for each prompt, and the contract wants at least one choice.
  if (prompts.length === 0) throw invalid([{ pointer: "/prompt", message: "must have at least 1 item" }], body);
  const continuations = prompts.map((prompt): Continuation => {
    if (given !== undefined)
      return { tokens: tokens(given.content ?? ""), finish_reason: given.finish_reason ?? "stop" };
    const filter = filterResponse(contentFilter, [prompt]);
    if (filter !== undefined) return { tokens: [], finish_reason: "content_filter", content_filter_results: filter };
    const opening = tokens(prompt.slice(0, 400)).slice(0, 12).join("").trim();
    const text = `, says the prompt, beginning with "${opening}"; the model ${model.name} is emulated and goes on in the same way each time.`;
    return end(text, body.stop, body.max_tokens ?? defaultMaxTokens);
  });
  const asked = countTokens(prompts);
  const written = continuations.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const usage = { completion_tokens: written, prompt_tokens: asked, total_tokens: asked + written };
  const head = { id: idOf("cmpl", model.name, body, extras), object: "text_completion", created, model: model.name };
  const cost = { tokens: usage.total_tokens, written };
  if (body.stream)
    return { events: chunks(head, continuations, usage, request.order, wantsUsageChunk(extras)), ...cost };
  const choices = continuations.map(({ tokens, ...rest }, index) => ({ index, text: tokens.join(""), ...rest }));
  return { body: { ...head, choices, usage } satisfies Completions, ...cost };
}

interface Continuation extends Omit<Ended, "finish_reason"> {
  finish_reason: string;
  content_filter_results?: NonNullable<Completions["choices"][number]["content_filter_results"]>;
}

/**
 * The four forms of a prompt or an input -> texts. Token ids stand for themselves.
 *
 * @throws {Refusal} 422 when a list holds several kinds, which the contract forbids and the schema cannot.
 */
export function promptsOf(input: CompletionsOptions["prompt"], member: string): string[] {
  if (typeof input === "string") return [input];
  const kinds = new Set(input.map((item) => (Array.isArray(item) ? "list" : typeof item)));
  if (kinds.size > 1)
    throw invalid([{ pointer: `/${member}`, message: "must hold items of one kind" }], { [member]: input });
  if (kinds.has("number")) return [idsAsText(input as number[])];
  return input.map((item) => (Array.isArray(item) ? idsAsText(item) : String(item)));
}

const idsAsText = (ids: readonly number[]): string => ids.map((id) => `#${id}`).join(" ");

type Head = Pick<Completions, "id" | "object" | "created" | "model">;

/** One chunk a token, the prompts in turn; usage rides on the last chunk, or comes by itself when asked for. */
function* chunks(
  head: Head & { object: string },
  continuations: readonly Continuation[],
  usage: CompletionsUsage,
  order: StreamOrder,
  apart: boolean,
): Generator<CompletionsChunk> {
  if (order.promptFirst) yield promptChunk;
  const longest = continuations.reduce((most, { tokens }) => Math.max(most, tokens.length), 0);
  for (let turn = 0; turn < longest; turn += 1) {
    for (const [index, { tokens }] of continuations.entries()) {
      const text = tokens[turn];
      if (text !== undefined) yield { ...head, choices: [{ index, text, finish_reason: null }] };
    }
  }
  for (const [index, { tokens: _, ...rest }] of continuations.entries()) {
    const last = index === continuations.length - 1 && !apart && order.usageOnLast;
    yield { ...head, choices: [{ index, text: "", ...rest }], ...(last && { usage }) };
  }
  if (apart) yield { ...head, choices: [], usage };
}
