import type {
  ChatChoice,
  ChatCompletions,
  ChatCompletionsChunk,
  ChatResponseRole,
  Completions,
  CompletionsChoice,
  CompletionsChunk,
  StreamingChatChoice,
  ToolCall,
  ToolCallDelta,
  ToolCallType,
} from "../../../generated/types.ts";
import { StreamError } from "../errors/stream-error.ts";

/** Puts the chunks of a stream together to the response that would have come without one. */
export interface Collector<Chunk, Answer> {
  add(chunk: Chunk): void;
  /** Whether every response begun has its finish reason. */
  finished(): boolean;
  /** What has come so far. */
  response(): Answer;
}

export function collectChat(): Collector<ChatCompletionsChunk, ChatCompletions> {
  const head = collectHead<ChatCompletionsChunk>("chat.completion");
  const choices = new Map<number, ChoiceUnderway>();
  const response = (): ChatCompletions => ({
    ...head.members(),
    choices: byIndex([...choices.values()].map(({ choice, calls }) => withCalls(choice, calls.calls()))),
  });
  return {
    add: (chunk) => {
      head.add(chunk);
      for (const piece of objectsIn(chunk.choices)) addChatChoice(choices, piece, response);
    },
    finished: () => allFinished([...choices.values()].map(({ choice }) => choice)),
    response,
  };
}

export function collectCompletions(): Collector<CompletionsChunk, Completions> {
  const head = collectHead<CompletionsChunk>("text_completion");
  const choices = new Map<number, CompletionsChoice>();
  const response = (): Completions => ({ ...head.members(), choices: byIndex([...choices.values()]) });
  return {
    add: (chunk) => {
      head.add(chunk);
      for (const piece of objectsIn(chunk.choices)) {
        const index = indexIn(piece.index, response);
        const before = choices.get(index) ?? ({ index, text: "", finish_reason: null } as unknown as CompletionsChoice);
        choices.set(index, before);
        before.text += piece.text ?? "";
        keepLast(before, piece, ownOfCompletion);
        if (piece.finish_reason) before.finish_reason = piece.finish_reason;
      }
    },
    finished: () => allFinished([...choices.values()]),
    response,
  };
}

type Head = Pick<ChatCompletionsChunk, "id" | "object" | "created" | "model" | "usage" | "prompt_filter_results">;

/** What chunks carry in addition to their choices: annotation chunks leave most of it empty, so the first that says it counts. */
function collectHead<Chunk extends Head & { choices: unknown }>(object: string) {
  const members: Head = { id: "", object, created: 0, model: "" };
  const others = members as unknown as Record<string, unknown>;
  return {
    members: () => ({ ...members }),
    add: (chunk: Chunk): void => {
      keepLast(others, chunk, own);
      if (!members.id && chunk.id) members.id = chunk.id;
      if (!members.created && chunk.created) members.created = chunk.created;
      if (!members.model && chunk.model) members.model = chunk.model;
      if (chunk.usage) members.usage = chunk.usage;
      const judged = objectsIn(chunk.prompt_filter_results);
      if (judged.length > 0) members.prompt_filter_results = [...(members.prompt_filter_results ?? []), ...judged];
    },
  };
}

/** Properties with rules of their own; and the one that would set the prototype of an object. */
const own = names("choices created error id model object usage prompt_filter_results");
const ownOfCompletion = names("index text finish_reason");
const ownOfChoice = names("index delta finish_reason content_filter_results logprobs");
const ownOfDelta = names("role tool_calls");
const ownOfCall = names("index id type function");
const ownOfFunction = names("name arguments");

function names(list: string): ReadonlySet<string> {
  return new Set([...list.split(" "), "__proto__"]);
}

/** Of the other properties, the last that is not `null` counts. */
function keepLast(target: object, piece: object, known: ReadonlySet<string>): void {
  const kept = target as Record<string, unknown>;
  const given = piece as Readonly<Record<string, unknown>>;
  // A loop, since this runs for each chunk: copies by spreading took a tenth of a stream.
  for (const name in given) {
    if (!known.has(name) && (given[name] !== null || kept[name] === undefined)) kept[name] = given[name];
  }
}

/** Of a delta, texts are joined and lists appended, also of properties that no contract knows, such as `reasoning`. */
function join(message: object, delta: object): void {
  const kept = message as Record<string, unknown>;
  const given = delta as Readonly<Record<string, unknown>>;
  for (const name in given) {
    if (ownOfDelta.has(name)) continue;
    const [before, piece] = [kept[name], given[name]];
    if (typeof piece === "string") kept[name] = typeof before === "string" ? before + piece : piece;
    else if (Array.isArray(piece)) kept[name] = joined(before, piece);
    else if (piece !== null) kept[name] = piece;
  }
}

interface ChoiceUnderway {
  choice: ChatChoice;
  calls: ToolCallCollector;
}

function addChatChoice(
  choices: Map<number, ChoiceUnderway>,
  piece: StreamingChatChoice,
  response: () => ChatCompletions,
): void {
  const { delta, finish_reason, content_filter_results, logprobs } = piece;
  const index = indexIn(piece.index, response);
  let entry = choices.get(index);
  if (entry === undefined) {
    const choice: ChatChoice = { index, finish_reason: null, message: { role: "assistant", content: null } };
    entry = { choice, calls: collectToolCalls() };
    choices.set(index, entry);
  }
  const { choice, calls } = entry;
  // Typed as the role of a response; a server that names another is taken at its word.
  if (delta?.role) choice.message.role = delta.role as ChatResponseRole;
  if (delta) join(choice.message, delta);
  for (const call of objectsIn(delta?.tool_calls)) calls.add(call, response);
  keepLast(choice, piece, ownOfChoice);
  if (finish_reason) choice.finish_reason = finish_reason;
  if (content_filter_results)
    choice.content_filter_results = { ...choice.content_filter_results, ...content_filter_results };
  if (logprobs) choice.logprobs = { ...logprobs, content: joined(choice.logprobs?.["content"], logprobs["content"]) };
}

interface ToolCallCollector {
  add(piece: ToolCallDelta, response: () => ChatCompletions): void;
  calls(): ToolCall[];
}

/**
 * Fragments belong together by `index`, unless a fragment has another id than the call at that index: gateways were seen
 * to send each whole call at index 0. Where a server leaves the index out, a new id begins a call and anything else goes on with
 * the last one.
 */
function collectToolCalls(): ToolCallCollector {
  const calls = new Map<number, ToolCall[]>();
  let last = -1;
  const lastAt = (index: number): ToolCall | undefined => calls.get(index)?.at(-1);
  return {
    calls: () => [...calls].sort(([a], [b]) => a - b).flatMap(([, list]) => list),
    add: (piece, response) => {
      const begins = Boolean(piece.id) && piece.id !== lastAt(last)?.id;
      const index =
        (piece.index ?? undefined) === undefined
          ? begins || last < 0
            ? last + 1
            : last
          : indexIn(piece.index, response);
      last = index;
      const list = calls.get(index) ?? [];
      calls.set(index, list);
      let call = piece.id ? list.find(({ id }) => id === piece.id) : undefined;
      const current = list.at(-1);
      if (call === undefined && current !== undefined && (!piece.id || current.id === "")) call = current;
      if (call === undefined) {
        call = { id: "", type: "function", function: { name: "", arguments: "" } };
        list.push(call);
      }
      if (piece.id) call.id = piece.id;
      if (piece.type) call.type = piece.type as ToolCallType;
      keepLast(call, piece, ownOfCall);
      const { function: part } = piece;
      if (!part) return;
      if (part.name) call.function.name = part.name;
      call.function.arguments += part.arguments ?? "";
      keepLast(call.function, part, ownOfFunction);
    },
  };
}

/** Lists of choices and tool calls are short: an index beyond this is a fault of the server. */
const maxIndex = 65_535;

/** @throws {StreamError} for an invalid index; a missing one is 0. */
function indexIn(index: unknown, response: () => unknown): number {
  const place = index ?? 0;
  if (typeof place === "number" && Number.isInteger(place) && place >= 0 && place <= maxIndex) return place;
  throw new StreamError("malformed", `An index of the stream is not a whole number from 0 to ${maxIndex}.`, {
    partial: response(),
  });
}

/** Servers send chunks of other kinds in between: what is no list of objects holds nothing to collect. */
export const objectsIn = <Item>(list: readonly Item[] | null | undefined): readonly Item[] =>
  !Array.isArray(list) ? [] : list.every(isObject) ? list : list.filter(isObject);

const isObject = (item: unknown): boolean => typeof item === "object" && item !== null;

const withCalls = (choice: ChatChoice, calls: ToolCall[]): ChatChoice =>
  calls.length === 0 ? choice : { ...choice, message: { ...choice.message, tool_calls: calls } };

const allFinished = (choices: readonly { finish_reason?: string | null }[]): boolean =>
  choices.length > 0 && choices.every(({ finish_reason }) => Boolean(finish_reason));

const byIndex = <Choice extends { index: number }>(choices: Choice[]): Choice[] =>
  choices.sort((a, b) => a.index - b.index);

/** The list at hand grows: one made anew for each chunk would take time by the square of their number. */
function joined(before: unknown, piece: unknown): unknown {
  if (!Array.isArray(before) || !Array.isArray(piece)) return Array.isArray(piece) ? [...piece] : (piece ?? before);
  for (const item of piece) before.push(item);
  return before;
}
