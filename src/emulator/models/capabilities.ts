import { type OperationId, operations } from "../../../generated/operations.ts";
import type { ChatCompletionsOptions, ChatRequestMessage } from "../../../generated/types.ts";
import { countTokens } from "../api/tokens.ts";
import { nested, unsupported } from "../endpoints/refusal.ts";
import type { ModelProfile } from "./models.ts";

/** @throws {Refusal} 404 when the model does not serve the operation, 422 when it does not know a part of the body. */
export function checkModel(operation: OperationId, model: ModelProfile, body: Readonly<Record<string, unknown>>): void {
  if (!model.operations.includes(operation)) {
    throw nested(404, "api_not_supported", `${model.name} does not serve ${operations[operation].path}`);
  }
  const { members = [], roles = [], contentTypes = [], responseFormats = [] } = model.unsupported ?? {};
  const refuse = (loc: (string | number)[], input: unknown): never => {
    throw unsupported(
      loc,
      input,
      `${model.name} does not support ${loc[0] === "messages" ? `the ${loc.at(-1)} ${input}` : loc[0]}`,
    );
  };
  for (const member of members) if ((body[member] ?? null) !== null) refuse([member], body[member]);
  if (operation !== "getChatCompletions") return;
  const { messages, response_format: format } = body as unknown as ChatCompletionsOptions;
  if (format !== undefined && responseFormats.includes(format.type)) refuse(["response_format"], format.type);
  for (const [index, { role, content }] of messages.entries()) {
    if (roles.includes(role)) refuse(["messages", index, "role"], role);
    for (const [place, part] of (Array.isArray(content) ? content : []).entries()) {
      if (contentTypes.includes(part.type)) refuse(["messages", index, "content", place, "type"], part.type);
    }
  }
}

/** @throws {Refusal} 422 for more images or inputs than the model takes, 413 for more tokens. */
export function checkLimits(
  { name, limits = {} }: ModelProfile,
  body: Readonly<Record<string, unknown>>,
  texts: readonly string[],
): void {
  const { inputs, images, contextTokens } = limits;
  const { input, messages } = body;
  if (inputs !== undefined && Array.isArray(input) && input.length > inputs)
    throw unsupported(["input"], input.length, `${name} takes ${inputs} input(s) a request`);
  for (const [index, message] of (Array.isArray(messages) ? (messages as ChatRequestMessage[]) : []).entries()) {
    const shown = Array.isArray(message.content)
      ? message.content.filter(({ type }) => type === "image_url").length
      : 0;
    if (images !== undefined && shown > images)
      throw unsupported(["messages", index, "content"], shown, `${name} takes ${images} image(s) a message`);
  }
  if (contextTokens === undefined) return;
  const counted = countTokens(texts);
  if (counted > contextTokens)
    throw nested(413, "tokens_limit_reached", `${name} takes ${contextTokens} tokens, the request has ${counted}`);
}
