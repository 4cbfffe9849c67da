// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

export type { Validator, ValidatorError } from "./validator.ts";
export { validateChatCompletions } from "./ChatCompletions.ts";
export { validateChatCompletionsChunk } from "./ChatCompletionsChunk.ts";
export { validateChatCompletionsOptions } from "./ChatCompletionsOptions.ts";
export { validateCompletions } from "./Completions.ts";
export { validateCompletionsChunk } from "./CompletionsChunk.ts";
export { validateCompletionsOptions } from "./CompletionsOptions.ts";
export { validateContentFilterError } from "./ContentFilterError.ts";
export { validateEmbeddingsOptions } from "./EmbeddingsOptions.ts";
export { validateEmbeddingsResult } from "./EmbeddingsResult.ts";
export { validateErrorBody } from "./ErrorBody.ts";
export { validateImageEmbeddingsOptions } from "./ImageEmbeddingsOptions.ts";
export { validateModelInfo } from "./ModelInfo.ts";
export { validateUnsupportedParameterError } from "./UnsupportedParameterError.ts";
