import type {
  ChatChoice,
  ChatCompletions,
  ChatCompletionsChunk,
  ChatCompletionsOptions,
  ChatMessageDelta,
  ChatRequestMessage,
  CompletionsUsage,
  ContentFilterResults,
  ToolCall,
  ToolDefinition,
} from "../../generated/types.ts";
import { type Accepted, type Content, idOf, wantsUsageChunk } from "./answer.ts";
import { filterAnswer, promptChunk, promptPassed, safe } from "./content-filter.ts";
import type { StreamOrder } from "./flavour.ts";
import { nested } from "./refusal.ts";
import { instance } from "./schema/instance.ts";
import { UnsupportedSchema } from "./schema/read.ts";
import { countTokens, end, tokens } from "./tokens.ts";

/** What a chat answer says, before it is put into one body or into chunks. */
interface Reply {
  tokens: string[];
  calls: ToolCall[];
  finish_reason: string;
  filter?: ContentFilterResults;
}

/** Answers a conversation. */
export function answerChat(request: Accepted<ChatCompletionsOptions>): Content {
  const { body, model, created } = request;
  const said = reply(request);
  const prompt = countTokens(body.messages.flatMap(textsOf));
  const written = said.tokens.length + countTokens(said.calls.map((call) => call.function.arguments));
  const usage = { completion_tokens: written, prompt_tokens: prompt, total_tokens: prompt + written };
  const head = { id: idOf("chatcmpl", model.name, body, request.extras), created, model: model.name };
  const cost = { tokens: usage.total_tokens, written };
  const { order } = request;
  if (body.stream) return { events: chunks(head, said, usage, order, wantsUsageChunk(request.extras)), ...cost };
  return { body: whole(head, said, usage, order), ...cost };
}

/** The texts of a message, whatever its form. */
export function textsOf(message: ChatRequestMessage): string[] {
  const { content } = message;
  if (typeof content === "string") return [content];
  return (content ?? []).flatMap((part) => (part.type === "text" ? [part.text] : []));
}

function reply({ body, model, contentFilter }: Accepted<ChatCompletionsOptions>): Reply {
  const filter = filterAnswer(contentFilter, body.messages.flatMap(textsOf));
  if (filter !== undefined) return { tokens: [], calls: [], finish_reason: "content_filter", filter };
  const tool = chosenTool(body);
  if (tool !== undefined) {
    const text = JSON.stringify(instanceOf(tool.function.parameters ?? { type: "object" }, "tools"));
    const id = idOf("call", model.name, body);
    const written = end(text, undefined, body.max_tokens);
    const call = { name: tool.function.name, arguments: written.tokens.join("") };
    return {
      tokens: [],
      calls: [{ id, type: "function", function: call }],
      finish_reason: written.finish_reason === "length" ? "length" : "tool_calls",
    };
  }
  return { ...end(textFor(body, model.name), body.stop, body.max_tokens), calls: [] };
}

function textFor({ messages, response_format }: ChatCompletionsOptions, model: string): string {
  const last = messages.at(-1);
  const asked = messages.filter((message) => message.role === "user").at(-1);
  const question = asked === undefined ? "" : textsOf(asked).join(" ").trim();
  if (response_format?.type === "json_object") return JSON.stringify({ answer: question });
  if (response_format?.type === "json_schema") {
    return JSON.stringify(instanceOf(response_format.json_schema.schema, "response_format"));
  }
  if (last?.role === "tool") return `The tool gave back: ${last.content ?? "nothing"}`;
  const seen = countParts(asked);
  return `You said "${question}"${seen === "" ? "" : ` and showed ${seen}`}. The model ${model} is emulated and repeats what it is told.`;
}

function countParts(message: ChatRequestMessage | undefined): string {
  const parts = Array.isArray(message?.content) ? message.content.filter(({ type }) => type !== "text") : [];
  const images = parts.filter(({ type }) => type === "image_url").length;
  const sounds = parts.length - images;
  return [images && `${images} image(s)`, sounds && `${sounds} sound(s)`].filter(Boolean).join(" and ");
}

/** The tool that the caller insists on, or that the last message names. */
function chosenTool({
  tools = [],
  tool_choice = "auto",
  messages,
}: ChatCompletionsOptions): ToolDefinition | undefined {
  const last = messages.at(-1);
  const words = new Set(
    last === undefined
      ? []
      : textsOf(last)
          .join(" ")
          .split(/[^\w-]+/),
  );
  const named = tools.find((tool) => words.has(tool.function.name));
  if (typeof tool_choice === "object") {
    const { name } = tool_choice.function;
    const tool = tools.find((tool) => tool.function.name === name);
    if (tool === undefined) throw nested(400, "BadRequest", `tool_choice names ${name}, which is not among the tools`);
    return tool;
  }
  if (tool_choice === "required") {
    if (tools.length === 0) throw nested(400, "BadRequest", "tool_choice is required, but there are no tools");
    return named ?? tools[0];
  }
  return tool_choice === "auto" && last?.role !== "tool" ? named : undefined;
}

function instanceOf(schema: unknown, member: string): unknown {
  try {
    return instance(schema);
  } catch (error) {
    if (!(error instanceof UnsupportedSchema)) throw error;
    throw nested(400, "BadRequest", `${member}: the emulator cannot make a value for this schema: ${error.message}`);
  }
}

type Head = Pick<ChatCompletions, "id" | "created" | "model">;

function whole(
  head: Head,
  { tokens, calls, finish_reason, filter }: Reply,
  usage: CompletionsUsage,
  order: StreamOrder,
): ChatCompletions {
  const message = {
    role: "assistant",
    content: calls.length > 0 ? null : tokens.join(""),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
  const verdict = filter ?? (order.choicesFiltered ? safe : undefined);
  const choice: ChatChoice = { index: 0, finish_reason, message, ...(verdict && { content_filter_results: verdict }) };
  return {
    ...head,
    object: "chat.completion",
    choices: [choice],
    usage,
    ...(order.choicesFiltered && { prompt_filter_results: promptPassed }),
  };
}

/** A chunk for the role, one a token, and one for the end; usage rides on the last, or comes by itself when asked for. */
function* chunks(
  head: Head,
  reply: Reply,
  usage: CompletionsUsage,
  order: StreamOrder,
  apart: boolean,
): Generator<ChatCompletionsChunk> {
  const base = { ...head, object: "chat.completion.chunk" };
  const piece = (delta: ChatMessageDelta): ChatCompletionsChunk => ({
    ...base,
    choices: [{ index: 0, delta, finish_reason: null, ...(order.choicesFiltered && { content_filter_results: safe }) }],
  });
  if (order.promptFirst) yield promptChunk;
  yield piece({ role: "assistant", content: "" });
  for (const content of reply.tokens) yield piece({ content });
  for (const [
    index,
    {
      id,
      type,
      function: { name, arguments: text },
    },
  ] of reply.calls.entries()) {
    yield piece({ tool_calls: [{ index, id, type, function: { name, arguments: "" } }] });
    for (const part of tokens(text)) yield piece({ tool_calls: [{ index, function: { arguments: part } }] });
  }
  const { finish_reason, filter } = reply;
  const last = { index: 0, delta: {}, finish_reason, ...(filter && { content_filter_results: filter }) };
  yield { ...base, choices: [last], ...(!apart && order.usageOnLast && { usage }) };
  if (apart) yield { ...base, choices: [], usage };
}
