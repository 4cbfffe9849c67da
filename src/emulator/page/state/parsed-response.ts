import type { ChatCompletions, ChatCompletionsChunk, Completions, ToolCall } from "../../../../generated/types.ts";
import { parsed } from "./json.ts";

/** What a response says, put together as it comes. */
export interface ParsedResponse {
  content: string;
  thoughts: string;
  calls: ToolCall[];
  finishReason: string;
  usage: { prompt_tokens?: number; completion_tokens?: number } | undefined;
  error: { message: string; code?: string } | undefined;
}

/** Adds an event of a stream. */
export function readEvent(event: string, parsed: ParsedResponse): void {
  const lines = event.split(/\r\n|\n|\r/).filter((line) => line.startsWith("data:"));
  const data = lines
    .map((line) => line.slice(5))
    .join("\n")
    .trim();
  const chunk = objectIn(data) as (Partial<ChatCompletionsChunk> & Partial<Completions>) | undefined;
  if (chunk === undefined) return;
  parsed.error ??= errorIn(chunk);
  parsed.usage = chunk.usage ?? parsed.usage;
  const [choice] = chunk.choices ?? [];
  if (choice === undefined) return;
  parsed.finishReason = choice.finish_reason ?? parsed.finishReason;
  if ("text" in choice) parsed.content += choice.text ?? "";
  if (!("delta" in choice)) return;
  parsed.content += choice.delta?.content ?? "";
  parsed.thoughts += choice.delta?.reasoning_content ?? "";
  for (const { index, id, function: part } of choice.delta?.tool_calls ?? []) {
    const place = index ?? 0;
    const call = parsed.calls[place] ?? { id: "", type: "function", function: { name: "", arguments: "" } };
    parsed.calls[place] = call;
    call.id = id ?? call.id;
    call.function.name += part?.name ?? "";
    call.function.arguments += part?.arguments ?? "";
  }
}

/** Takes a whole body. */
export function readBody(text: string, isSuccess: boolean, parsed: ParsedResponse): void {
  const body = objectIn(text) as (Partial<ChatCompletions> & Partial<Completions>) | undefined;
  if (!isSuccess) {
    parsed.error = (body && errorIn(body)) ?? { message: text.slice(0, 500) || "The response has no body." };
    return;
  }
  parsed.usage = body?.usage ?? undefined;
  const [choice] = body?.choices ?? [];
  if (choice === undefined) return;
  parsed.finishReason = choice.finish_reason ?? "";
  if ("text" in choice) parsed.content = choice.text ?? "";
  if (!("message" in choice)) return;
  parsed.content = choice.message.content ?? "";
  parsed.thoughts = choice.message.reasoning_content ?? "";
  parsed.calls = [...(choice.message.tool_calls ?? [])];
}

/** Endpoints and gateways write errors in many forms; the text of most is in one of these properties. */
function errorIn(body: object): ParsedResponse["error"] {
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
