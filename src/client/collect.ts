import type {
  ChatChoice,
  ChatCompletions,
  ChatCompletionsChunk,
  Completions,
  CompletionsChoice,
  CompletionsChunk,
  StreamingChatChoice,
  ToolCall,
  ToolCallDelta,
} from "../../generated/types.ts";

/** Puts the chunks of a stream together to the answer that would have come without one. */
export interface Collector<Chunk, Answer> {
  add(chunk: Chunk): void;
  /** Whether every answer begun has its finish reason. */
  finished(): boolean;
  /** What has come so far. */
  answer(): Answer;
}

export function collectChat(): Collector<ChatCompletionsChunk, ChatCompletions> {
  const head = collectHead<ChatCompletionsChunk>("chat.completion");
  const choices = new Map<number, { choice: ChatChoice; calls: ToolCallCollector }>();
  return {
    add: (chunk) => {
      head.add(chunk);
      for (const piece of objectsIn(chunk.choices)) addChatChoice(choices, piece);
    },
    finished: () => allFinished([...choices.values()].map(({ choice }) => choice)),
    answer: () => ({
      ...head.members(),
      choices: byIndex([...choices.values()].map(({ choice, calls }) => withCalls(choice, calls.calls()))),
    }),
  };
}

export function collectCompletions(): Collector<CompletionsChunk, Completions> {
  const head = collectHead<CompletionsChunk>("text_completion");
  const choices = new Map<number, CompletionsChoice>();
  return {
    add: (chunk) => {
      head.add(chunk);
      for (const piece of objectsIn(chunk.choices)) {
        const before = choices.get(piece.index);
        if (before === undefined) choices.set(piece.index, { ...piece });
        else Object.assign(before, { ...piece, text: before.text + (piece.text ?? "") });
      }
    },
    finished: () => allFinished([...choices.values()]),
    answer: () => ({ ...head.members(), choices: byIndex([...choices.values()]) }),
  };
}

type Head = Pick<ChatCompletionsChunk, "id" | "object" | "created" | "model" | "usage" | "prompt_filter_results">;

/** What chunks carry beside their choices: annotation chunks leave most of it empty, so the first that says it counts. */
function collectHead<Chunk extends Head & { choices: unknown }>(object: string) {
  const members: Head = { id: "", object, created: 0, model: "" };
  const others = members as unknown as Record<string, unknown>;
  return {
    members: () => ({ ...members }),
    add: (chunk: Chunk): void => {
      // A loop, since this runs for each chunk: copies by spreading took a tenth of a stream.
      for (const name in chunk) {
        if (!own.has(name)) others[name] = chunk[name];
      }
      if (!members.id && chunk.id) members.id = chunk.id;
      if (!members.created && chunk.created) members.created = chunk.created;
      if (!members.model && chunk.model) members.model = chunk.model;
      if (chunk.usage) members.usage = chunk.usage;
      const judged = objectsIn(chunk.prompt_filter_results);
      if (judged.length > 0) members.prompt_filter_results = [...(members.prompt_filter_results ?? []), ...judged];
    },
  };
}

/** Members that are told otherwise; and the one by which an object would get another prototype. */
const own = new Set([
  "choices",
  "created",
  "error",
  "id",
  "model",
  "object",
  "usage",
  "prompt_filter_results",
  "__proto__",
]);

const texts = ["content", "reasoning_content", "refusal"] as const;

function addChatChoice(
  choices: Map<number, { choice: ChatChoice; calls: ToolCallCollector }>,
  { index, delta, finish_reason, content_filter_results, logprobs }: StreamingChatChoice,
): void {
  let entry = choices.get(index);
  if (entry === undefined) {
    const choice: ChatChoice = { index, finish_reason: null, message: { role: "assistant", content: null } };
    entry = { choice, calls: collectToolCalls() };
    choices.set(index, entry);
  }
  const { choice, calls } = entry;
  const { message } = choice;
  if (delta?.role) message.role = delta.role;
  for (const member of texts) {
    const piece = delta?.[member];
    if (typeof piece === "string") message[member] = (message[member] ?? "") + piece;
  }
  for (const piece of objectsIn(delta?.tool_calls)) calls.add(piece);
  if (finish_reason) choice.finish_reason = finish_reason;
  if (content_filter_results)
    choice.content_filter_results = { ...choice.content_filter_results, ...content_filter_results };
  if (logprobs) choice.logprobs = { ...logprobs, content: joined(choice.logprobs?.["content"], logprobs["content"]) };
}

interface ToolCallCollector {
  add(piece: ToolCallDelta): void;
  calls(): ToolCall[];
}

/**
 * Pieces belong together by `index`. Where a server leaves it out, a new id begins a call and anything else goes on
 * with the last one.
 */
function collectToolCalls(): ToolCallCollector {
  const calls = new Map<number, ToolCall>();
  let last = -1;
  return {
    calls: () => [...calls].sort(([a], [b]) => a - b).map(([, call]) => call),
    add: (piece) => {
      const begins = Boolean(piece.id) && piece.id !== calls.get(last)?.id;
      const index = piece.index ?? (begins || last < 0 ? last + 1 : last);
      last = index;
      const call = calls.get(index) ?? { id: "", type: "function", function: { name: "", arguments: "" } };
      calls.set(index, call);
      if (piece.id) call.id = piece.id;
      if (piece.type) call.type = piece.type;
      if (piece.function?.name) call.function.name = piece.function.name;
      call.function.arguments += piece.function?.arguments ?? "";
    },
  };
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
