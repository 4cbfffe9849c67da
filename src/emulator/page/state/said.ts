import type { ChatCompletions, ChatCompletionsChunk, Completions, ToolCall } from "../../../../generated/types.ts";
import { parsed } from "./json.ts";

/** What a response says, put together as it comes. */
export interface Said {
  content: string;
  thoughts: string;
  calls: ToolCall[];
  finishReason: string;
  usage: { prompt_tokens?: number; completion_tokens?: number } | undefined;
  error: { message: string; code?: string } | undefined;
}

/** Adds an event of a stream. */
export function readEvent(event: string, said: Said): void {
  const lines = event.split(/\r\n|\n|\r/).filter((line) => line.startsWith("data:"));
  const data = lines
    .map((line) => line.slice(5))
    .join("\n")
    .trim();
  const chunk = objectIn(data) as (Partial<ChatCompletionsChunk> & Partial<Completions>) | undefined;
  if (chunk === undefined) return;
  said.error ??= errorIn(chunk);
  said.usage = chunk.usage ?? said.usage;
  const [choice] = chunk.choices ?? [];
  if (choice === undefined) return;
  said.finishReason = choice.finish_reason ?? said.finishReason;
  if ("text" in choice) said.content += choice.text ?? "";
  if (!("delta" in choice)) return;
  said.content += choice.delta?.content ?? "";
  said.thoughts += choice.delta?.reasoning_content ?? "";
  for (const { index, id, function: part } of choice.delta?.tool_calls ?? []) {
    const place = index ?? 0;
    const call = said.calls[place] ?? { id: "", type: "function", function: { name: "", arguments: "" } };
    said.calls[place] = call;
    call.id = id ?? call.id;
    call.function.name += part?.name ?? "";
    call.function.arguments += part?.arguments ?? "";
  }
}

/** Takes a whole body. */
export function readBody(text: string, isSuccess: boolean, said: Said): void {
  const body = objectIn(text) as (Partial<ChatCompletions> & Partial<Completions>) | undefined;
  if (!isSuccess) {
    said.error = (body && errorIn(body)) ?? { message: text.slice(0, 500) || "The response has no body." };
    return;
  }
  said.usage = body?.usage ?? undefined;
  const [choice] = body?.choices ?? [];
  if (choice === undefined) return;
  said.finishReason = choice.finish_reason ?? "";
  if ("text" in choice) said.content = choice.text ?? "";
  if (!("message" in choice)) return;
  said.content = choice.message.content ?? "";
  said.thoughts = choice.message.reasoning_content ?? "";
  said.calls = [...(choice.message.tool_calls ?? [])];
}

/** Endpoints and gateways write errors in many forms; the text of most is in one of these properties. */
function errorIn(body: object): Said["error"] {
  const { error, message, detail, code, statusCode } = body as Record<string, unknown>;
  if (typeof error === "object" && error !== null) return errorIn(error) ?? { message: JSON.stringify(error) };
  const text =
    [message, error, detail].find((value) => typeof value === "string") ?? (detail && JSON.stringify(detail));
  if (typeof text !== "string") return undefined;
  const name = code ?? statusCode;
  return { message: text, ...(name != null && { code: String(name) }) };
}

function objectIn(text: string): object | undefined {
  const value = parsed(text);
  return typeof value === "object" && value !== null ? value : undefined;
}
