import {
  validateChatCompletions,
  validateChatCompletionsChunk,
  validateChatCompletionsOptions,
} from "model-inference/validation";
import type { Sample } from "../programs/task.ts";

const validators = {
  request: validateChatCompletionsOptions,
  answer: validateChatCompletions,
  chunk: validateChatCompletionsChunk,
};

export const validatorOf = (sample: Sample): ((value: unknown) => boolean) => validators[sample];
