import {
  type BodyRequestOptions,
  type ChatCompletionsChunk,
  type ChatRequestMessage,
  type Client,
  separateThinking,
} from "../../client/index.ts";
import { print, remark, type TextPart } from "../output/text-output.ts";
import type { ResponseFormat } from "./response-format.ts";
import type { Sampling } from "./sampling.ts";

/** All of a chat request but its messages. */
export type ChatSettings = Sampling & { response_format?: ResponseFormat };

/** Streams one response to the terminal. */
export async function say(
  client: Client,
  messages: ChatRequestMessage[],
  settings: ChatSettings,
  options: BodyRequestOptions,
): Promise<{ text: string; code: number }> {
  const stream = client.streamChatCompletions({ messages, ...settings }, options);
  const { text, finishReason } = await print(pieces(separateThinking(stream, { opened: false })));
  return { text, code: remark(finishReason, stream) };
}

export function userMessage(text: string, images: readonly string[]): ChatRequestMessage {
  if (images.length === 0) return { role: "user", content: text };
  const parts = images.map((url) => ({ type: "image_url" as const, image_url: { url } }));
  return { role: "user", content: [{ type: "text", text }, ...parts] };
}

async function* pieces(stream: AsyncIterable<ChatCompletionsChunk>): AsyncGenerator<TextPart> {
  for await (const { choices } of stream) {
    for (const { index, delta, finish_reason: finishReason } of choices) {
      // Others are asked for by an extra such as n; a terminal has room for one.
      if (index !== 0) continue;
      yield { text: delta?.content ?? "", reasoning: delta?.reasoning_content ?? "", finishReason };
    }
  }
}
