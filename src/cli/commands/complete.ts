import type { CompletionsChunk } from "../../client/index.ts";
import { UsageError } from "../exit.ts";
import type { ConnectionFlags, SamplingFlags } from "../flags.ts";
import { promptOf } from "../input/input.ts";
import { samplingOf } from "../input/sampling.ts";
import { writeJson } from "../output/output.ts";
import { print, remark, type TextPart } from "../output/text-output.ts";
import { connect, extrasOf } from "../settings.ts";
import type { Signals } from "../signals.ts";

export interface CompleteFlags extends ConnectionFlags, SamplingFlags {
  json?: true;
  stream: boolean;
}

/** Continues a text. @returns the exit code. */
export async function complete(words: readonly string[], flags: CompleteFlags, { signal }: Signals): Promise<number> {
  const client = await connect(flags, "chat");
  const prompt = await promptOf(words, signal);
  if (prompt === undefined) throw new UsageError("The prompt is missing: give it as an argument or on stdin.");
  const body = { prompt, ...samplingOf(flags) };
  const options = { signal, ...extrasOf(flags) };
  if (flags.json || !flags.stream) {
    const response = await client.getCompletions(body, options);
    const choice = response.choices[0];
    if (flags.json) await writeJson(response);
    else await print([{ text: choice?.text ?? "" }]);
    return remark(choice?.finish_reason ?? undefined, response);
  }
  const stream = client.streamCompletions(body, options);
  const { finishReason } = await print(pieces(stream));
  return remark(finishReason, stream);
}

async function* pieces(stream: AsyncIterable<CompletionsChunk>): AsyncGenerator<TextPart> {
  for await (const { choices } of stream) {
    for (const { index, text, finish_reason: finishReason } of choices) {
      // Others are asked for by an extra such as n; a terminal has room for one.
      if (index === 0) yield { text, finishReason };
    }
  }
}
