import { signal } from "@preact/signals";
import type { ChatRequestMessage, ToolCall } from "../../../../generated/types.ts";
import { type Exchange, exchanges } from "./exchange.ts";
import type { Settings } from "./settings.ts";

/** One turn of the conversation. What the model said is in the exchange of its id. */
export type Turn =
  | { role: "user"; text: string; image: string | undefined }
  | { role: "tool"; call: ToolCall; text: string }
  | { role: "assistant"; exchange: string };

export const turns = signal<readonly Turn[]>([]);
/** The exchange that the inspector shows. */
export const inspected = signal("");

export const exchangeOf = (id: string): Exchange | undefined => exchanges.value.find((one) => one.id === id);

/** The body of the next request. A turn whose request failed is left out of it. */
export function chatBody({ system, offersTools, tools }: Settings): string {
  const messages: ChatRequestMessage[] = [];
  if (system.trim() !== "") messages.push({ role: "system", content: system });
  for (const turn of turns.value) {
    if (turn.role === "tool") messages.push({ role: "tool", content: turn.text, tool_call_id: turn.call.id });
    else if (turn.role === "user") messages.push({ role: "user", content: contentOf(turn) });
    else {
      const exchange = exchangeOf(turn.exchange);
      if (exchange?.state !== "complete") continue;
      const { content, calls } = exchange.parsed;
      messages.push({ role: "assistant", content, ...(calls.length > 0 && { tool_calls: calls }) });
    }
  }
  return JSON.stringify({ messages, ...(offersTools && { tools: JSON.parse(tools) as unknown }) });
}

const contentOf = ({ text, image }: { text: string; image: string | undefined }) =>
  image === undefined
    ? text
    : [
        { type: "text" as const, text },
        { type: "image_url" as const, image_url: { url: image } },
      ];
