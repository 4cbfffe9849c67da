import type {
  ChatChoice,
  ChatCompletions,
  ChatCompletionsChunk,
  ChatCompletionsOptions,
  ChatMessageDelta,
  ChatResponseMessage,
  CompletionsUsage,
} from "../../../generated/types.ts";
import type { StreamOrder } from "../endpoints/flavour.ts";
import { type Accepted, type Content, idOf, wantsUsageChunk } from "./answer.ts";
import { mediaOf, type Reply, replyTo, textsOf } from "./chat-reply.ts";
import { promptChunk, promptPassed, safe } from "./content-filter.ts";
import { countTokens, tokens } from "./tokens.ts";

/** Creates a chat completion. */
export function respondToChat(request: Accepted<ChatCompletionsOptions>): Content {
  const { body, model, created, order } = request;
  const reply = replyTo(request);
  // A token an image or a sound: real models count hundreds, each by its own rule.
  const prompt = countTokens(body.messages.flatMap(textsOf)) + body.messages.flatMap(mediaOf).length;
  const thought = reply.thoughts.length;
  const written = thought + reply.tokens.length + countTokens(reply.calls.map((call) => call.function.arguments));
  const usage = {
    completion_tokens: written,
    prompt_tokens: prompt,
    total_tokens: prompt + written,
    ...(thought > 0 && { completion_tokens_details: { reasoning_tokens: thought } }),
  };
  const head = { id: idOf("chatcmpl", model.name, body, request.extras), created, model: model.name };
  const said = request.thoughts === "content" ? thinkingAloud(reply) : reply;
  const cost = { tokens: usage.total_tokens, written };
  if (body.stream) return { events: chunks(head, said, usage, order, wantsUsageChunk(request.extras)), ...cost };
  return { body: whole(head, said, usage, order), ...cost };
}

/** Reasoning in the format of versions before `reasoning_content`; it has no end tag if it is cut off. */
function thinkingAloud(reply: Reply): Reply {
  if (reply.thoughts.length === 0) return reply;
  const cut = reply.finish_reason === "length" && reply.tokens.length === 0 && reply.calls.length === 0;
  const aloud = ["<think>\n", ...reply.thoughts, ...(cut ? [] : ["\n</think>\n\n"])];
  return { ...reply, thoughts: [], tokens: [...aloud, ...reply.tokens] };
}

type Head = Pick<ChatCompletions, "id" | "created" | "model">;

function whole(head: Head, reply: Reply, usage: CompletionsUsage, order: StreamOrder): ChatCompletions {
  const { thoughts, tokens, calls, finish_reason, filter } = reply;
  const message: ChatResponseMessage = {
    role: "assistant",
    content: calls.length > 0 && tokens.length === 0 ? null : tokens.join(""),
    ...(thoughts.length > 0 && { reasoning_content: thoughts.join("") }),
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
  const verdict = order.choicesFiltered && { content_filter_results: safe };
  const piece = (delta: ChatMessageDelta): ChatCompletionsChunk => ({
    ...base,
    choices: [{ index: 0, delta, finish_reason: null, ...verdict }],
  });
  if (order.promptFirst) yield promptChunk;
  yield piece({ role: "assistant", content: "" });
  for (const thought of reply.thoughts) yield piece({ content: "", reasoning_content: thought });
  for (const content of reply.tokens) yield piece({ content });
  for (const [index, { id, type, function: call }] of reply.calls.entries()) {
    yield piece({ tool_calls: [{ index, id, type, function: { name: call.name, arguments: "" } }] });
    for (const part of tokens(call.arguments)) yield piece({ tool_calls: [{ index, function: { arguments: part } }] });
  }
  const { finish_reason, filter } = reply;
  const last = { index: 0, delta: {}, finish_reason, ...(filter && { content_filter_results: filter }) };
  yield { ...base, choices: [last], ...(!apart && order.usageOnLast && { usage }) };
  if (apart) yield { ...base, choices: [], usage };
}
