import { splitThinking } from "../../client/index.ts";
import { UsageError } from "../exit.ts";
import type { ConnectionFlags, SamplingFlags } from "../flags.ts";
import { type ChatSettings, say, userMessage } from "../input/chat-request.ts";
import { imageUrl, promptOf } from "../input/input.ts";
import { responseFormatOf } from "../input/response-format.ts";
import { samplingOf } from "../input/sampling.ts";
import { writeJson } from "../output/output.ts";
import { print, remark } from "../output/text-output.ts";
import { connect, extrasOf } from "../settings.ts";
import type { Signals } from "../signals.ts";

export interface ChatFlags extends ConnectionFlags, SamplingFlags {
  system?: string;
  image?: readonly string[];
  responseFormat?: "text" | "json_object";
  schema?: string;
  json?: true;
  stream: boolean;
}

/** Sends a prompt, or holds a conversation. @returns the exit code. */
export async function chat(words: readonly string[], flags: ChatFlags, signals: Signals): Promise<number> {
  const { signal } = signals;
  const client = await connect(flags, "chat");
  const settings: ChatSettings = { ...samplingOf(flags), ...(await responseFormatOf(flags, signal)) };
  const options = { signal, ...extrasOf(flags) };
  const first = flags.system === undefined ? [] : [{ role: "system" as const, content: flags.system }];
  const images = await Promise.all((flags.image ?? []).map(imageUrl));
  const prompt = await promptOf(words, signal);
  if (prompt === undefined) {
    if (!process.stdout.isTTY || flags.json)
      throw new UsageError("The prompt is missing: give it as an argument or on stdin.");
    const { converse } = await import("./conversation.ts");
    return converse({ client, settings, options, first, images }, signals);
  }
  const messages = [...first, userMessage(prompt, images)];
  if (flags.json || !flags.stream) {
    const response = await client.getChatCompletions({ messages, ...settings }, options);
    const choice = response.choices[0];
    if (flags.json) await writeJson(response);
    else await print([{ text: splitThinking(choice?.message.content ?? "").content }]);
    return remark(choice?.finish_reason ?? undefined, response);
  }
  return (await say(client, messages, settings, options)).code;
}
