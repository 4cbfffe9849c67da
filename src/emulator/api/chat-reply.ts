import type {
  ChatCompletionsOptions,
  ChatRequestMessage,
  ContentFilterResults,
  ToolCall,
  ToolDefinition,
} from "../../../generated/types.ts";
import { nested } from "../endpoints/refusal.ts";
import type { GivenReply } from "../rules/rule.ts";
import { instance } from "../schema/instance.ts";
import { UnsupportedSchema } from "../schema/read.ts";
import { type Accepted, idOf } from "./answer.ts";
import { filterResponse } from "./content-filter.ts";
import { end, tokens } from "./tokens.ts";

/** What a chat response says, before it is put into one body or into chunks. */
export interface Reply {
  thoughts: string[];
  tokens: string[];
  calls: ToolCall[];
  finish_reason: string;
  filter?: ContentFilterResults;
}

/** What a rule lets the model say, or what the emulator makes of the conversation. */
export function replyTo(request: Accepted<ChatCompletionsOptions>): Reply {
  const { body, model, contentFilter, given } = request;
  if (given !== undefined) return toReply(given, request);
  const filter = filterResponse(contentFilter, body.messages.flatMap(textsOf));
  if (filter !== undefined) return { thoughts: [], tokens: [], calls: [], finish_reason: "content_filter", filter };
  const limit = body.max_tokens ?? Number.POSITIVE_INFINITY;
  const thought =
    request.thoughts === undefined ? [] : tokens(`I am told "${questionIn(body.messages)}". I say it again.`);
  // Thoughts are paid for too: what they leave of the limit is for the response.
  if (thought.length > 0 && thought.length >= limit)
    return { thoughts: thought.slice(0, limit), tokens: [], calls: [], finish_reason: "length" };
  const left = limit - thought.length;
  const tool = chosenTool(body);
  if (tool !== undefined) {
    const text = JSON.stringify(instanceOf(tool.function.parameters ?? { type: "object" }, "tools"));
    const id = idOf("call", model.name, body);
    const written = end(text, undefined, left);
    const call = { name: tool.function.name, arguments: written.tokens.join("") };
    return {
      thoughts: thought,
      tokens: [],
      calls: [{ id, type: "function", function: call }],
      finish_reason: written.finish_reason === "length" ? "length" : "tool_calls",
    };
  }
  return { thoughts: thought, ...end(textFor(body, model.name), body.stop, left), calls: [] };
}

function toReply(given: GivenReply, { body, model }: Accepted<ChatCompletionsOptions>): Reply {
  const calls = (given.tool_calls ?? []).map(
    ({ id, function: call }, index): ToolCall => ({
      id: id ?? idOf("call", model.name, body, index),
      type: "function",
      function: {
        ...call,
        arguments: typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments),
      },
    }),
  );
  return {
    thoughts: tokens(given.reasoning_content ?? ""),
    tokens: tokens(given.content ?? ""),
    calls,
    finish_reason: given.finish_reason ?? (calls.length > 0 ? "tool_calls" : "stop"),
  };
}

/** The texts of a message, whatever its form. */
export function textsOf(message: ChatRequestMessage): string[] {
  const { content } = message;
  if (typeof content === "string") return [content];
  return (content ?? []).flatMap((part) => (part.type === "text" ? [part.text] : []));
}

const lastUserMessage = (messages: readonly ChatRequestMessage[]): ChatRequestMessage | undefined =>
  messages.filter((message) => message.role === "user").at(-1);

function questionIn(messages: readonly ChatRequestMessage[]): string {
  const asked = lastUserMessage(messages);
  return asked === undefined ? "" : textsOf(asked).join(" ").trim();
}

function textFor({ messages, response_format }: ChatCompletionsOptions, model: string): string {
  const last = messages.at(-1);
  const question = questionIn(messages);
  if (response_format?.type === "json_object") return JSON.stringify({ answer: question });
  if (response_format?.type === "json_schema") {
    return JSON.stringify(instanceOf(response_format.json_schema.schema, "response_format"));
  }
  if (last?.role === "tool") return `The tool gave back: ${textsOf(last).join(" ") || "nothing"}`;
  const seen = countParts(lastUserMessage(messages));
  return `You said "${question}"${seen === "" ? "" : ` and showed ${seen}`}. The model ${model} is emulated and repeats what it is told.`;
}

/** The images and sounds of a message. */
export const mediaOf = ({ content }: ChatRequestMessage): { type: string }[] =>
  Array.isArray(content) ? content.filter(({ type }) => type !== "text") : [];

function countParts(message: ChatRequestMessage | undefined): string {
  const parts = message === undefined ? [] : mediaOf(message);
  const images = parts.filter(({ type }) => type === "image_url").length;
  const sounds = parts.length - images;
  return [images && `${images} image(s)`, sounds && `${sounds} sound(s)`].filter(Boolean).join(" and ");
}

/** The tool that the caller insists on, or that the last message names or plainly asks for. */
function chosenTool({
  tools: given,
  tool_choice = "auto",
  messages,
}: ChatCompletionsOptions): ToolDefinition | undefined {
  const tools = given ?? [];
  const last = messages.at(-1);
  const asked = last === undefined ? "" : textsOf(last).join(" ");
  const named =
    tools.find(({ function: { name } }) => wordsOf(asked, /[^\w-]+/).has(name)) ?? fittingTool(tools, asked);
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

/** The tool whose name shares most words with what is asked, as `get_current_weather` does with "What's the weather?". */
function fittingTool(tools: readonly ToolDefinition[], asked: string): ToolDefinition | undefined {
  const words = wordsOf(asked.toLowerCase(), /[^a-z-]+/);
  let best: ToolDefinition | undefined;
  let most = 0;
  for (const tool of tools) {
    const parts = tool.function.name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).map((part) => part.toLowerCase());
    const shared = parts.filter((part) => part.length > 3 && words.has(part)).length;
    if (shared > most) [best, most] = [tool, shared];
  }
  return best;
}

const wordsOf = (text: string, between: RegExp): Set<string> => new Set(text.split(between));

function instanceOf(schema: unknown, member: string): unknown {
  try {
    return instance(schema);
  } catch (error) {
    if (!(error instanceof UnsupportedSchema)) throw error;
    throw nested(400, "BadRequest", `${member}: the emulator cannot make a value for this schema: ${error.message}`);
  }
}
