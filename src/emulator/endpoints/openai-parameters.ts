import type { OperationId } from "../../../generated/operations.ts";
import { unsupported } from "./refusal.ts";

/** Parameters of OpenAI's API that the contract does not have. Most have no effect in the emulator. */
const openaiParameters: Partial<Record<OperationId, readonly string[]>> = {
  getChatCompletions: [
    "stream_options",
    "max_completion_tokens",
    "user",
    "n",
    "logprobs",
    "top_logprobs",
    "logit_bias",
    "parallel_tool_calls",
    "store",
    "metadata",
    "reasoning_effort",
    "verbosity",
    "service_tier",
    "prediction",
    "audio",
    "functions",
    "function_call",
    "safety_identifier",
    "prompt_cache_key",
    "data_sources",
    "user_security_context",
    "web_search_options",
    "prompt_cache_retention",
  ],
  getCompletions: ["stream_options", "user", "n", "best_of", "echo", "logprobs", "logit_bias", "suffix"],
  getEmbeddings: ["user"],
};

/** Parameters of old samples: `model_extras` is from the generated sample of GitHub Models. */
const olderParameters = ["model_extras"];

/** Whether published programs send this parameter, which the contract does not have. */
export const isClientParameter = (operation: OperationId, name: string): boolean =>
  isOpenaiParameter(operation, name) || olderParameters.includes(name);

export const isOpenaiParameter = (operation: OperationId, name: string): boolean =>
  openaiParameters[operation]?.includes(name) ?? false;

/** @throws {Refusal} 422 for more than one choice. */
export function checkChoices({ n = 1 }: Readonly<Record<string, unknown>>): void {
  if (n !== 1 && n !== null) throw unsupported(["n"], n, "The emulator gives one choice");
}

/**
 * Copies `max_completion_tokens` to `max_tokens`, its name in the contract.
 *
 * @throws {Refusal} 422 for a value that is not an integer from 0.
 */
export function fromOpenai(body: Record<string, unknown>, extras: Readonly<Record<string, unknown>>): void {
  const { max_completion_tokens: most } = extras;
  if (most === undefined || most === null) return;
  if (!Number.isInteger(most) || (most as number) < 0)
    throw unsupported(["max_completion_tokens"], most, "max_completion_tokens must be a whole number from 0");
  body["max_tokens"] = most;
}
