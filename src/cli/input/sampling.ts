import type { SamplingFlags } from "../flags.ts";
import { modelOf } from "../settings.ts";

/** Properties that chat and completions share. */
export interface Sampling {
  model?: string;
  temperature?: number;
  top_p?: number;
  max_tokens?: number;
  stop?: string[];
  seed?: number;
  frequency_penalty?: number;
  presence_penalty?: number;
}

/** Options -> properties of a body, by their wire names; what is not given is not sent. */
export function samplingOf(flags: SamplingFlags): Sampling {
  const { temperature, topP, maxTokens, stop, seed, frequencyPenalty, presencePenalty } = flags;
  return {
    ...modelOf(flags),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    ...(stop !== undefined && { stop: [...stop] }),
    ...(seed !== undefined && { seed }),
    ...(frequencyPenalty !== undefined && { frequency_penalty: frequencyPenalty }),
    ...(presencePenalty !== undefined && { presence_penalty: presencePenalty }),
  };
}
