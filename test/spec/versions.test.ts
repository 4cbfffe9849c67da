import { describe, expect, test } from "vitest";
import type { Schema } from "../../codegen/document.ts";
import { apiVersions } from "../../generated/operations.ts";
import { copyOf } from "../documents.ts";

/** Every model, member and tag of a version, a line each; `!` is a member that is required. */
function lines(version: string): string[] {
  return Object.entries(copyOf(version, "3.1").components.schemas).flatMap(([name, schema]) => [
    name,
    ...Object.entries(schema.properties ?? {}).map(
      ([member, { description: _, ...type }]) =>
        `${name}.${member}${schema.required?.includes(member) ? "!" : ""} ${words(type)}`,
    ),
    ...Object.keys(schema.discriminator?.mapping ?? {}).map((tag) => `${name} "${tag}"`),
  ]);
}

const words = ({ $ref, type, items }: Schema): string =>
  items === undefined ? ($ref?.replace("#/components/schemas/", "") ?? [type].flat().join("|")) : `${words(items)}[]`;

/** What one version has and the other lacks; a model that is wholly new or gone is told by its name alone. */
function only(version: string, other: string): string[] {
  const there = new Set(lines(other));
  const lone = lines(version).filter((line) => !there.has(line));
  const models = new Set(lone.filter((line) => /^\w+$/.test(line)));
  return lone.filter((line) => models.has(line) || !models.has(/^\w+/.exec(line)?.[0] ?? ""));
}

const [first, middle, last] = apiVersions;

test("there are three versions, oldest first", () => {
  expect(apiVersions).toEqual(["2024-04-01-preview", "2024-05-01-preview", "2025-04-01"]);
});

describe("what 2024-05-01-preview changed, and nothing else", () => {
  test("it took away", () => {
    expect(only(first, middle)).toEqual([
      "CapacityType",
      "ChatCompletionsOptions.response_format ResponseFormatOrName",
      "CompletionsUsage.capacity_type CapacityType",
      "EmbeddingsUsage.input_tokens integer",
      "EmbeddingsUsage.capacity_type CapacityType",
      "ModelInfo.model_provider! string",
      "ResponseFormatName",
      "ResponseFormatOrName",
    ]);
  });

  test("it brought", () => {
    expect(only(middle, first)).toEqual([
      "AudioData",
      "AudioDataContentItem",
      "AudioFormat",
      "AudioReference",
      "AudioUrl",
      "AudioUrlContentItem",
      "ChatCompletionsOptions.model string",
      "ChatCompletionsOptions.response_format ResponseFormat",
      "ChatCompletionsOptions.modalities Modality[]",
      "ChatRequestAssistantMessage.audio AudioReference",
      "ChatRequestDeveloperMessage",
      'ChatRequestMessage "developer"',
      "ChatResponseAudio",
      "ChatResponseMessage.audio ChatResponseAudio",
      "CompletionTokensDetails",
      "CompletionsUsage.completion_tokens_details CompletionTokensDetails",
      "CompletionsUsage.prompt_tokens_details PromptTokensDetails",
      'ContentItem "image_url"',
      'ContentItem "audio_url"',
      'ContentItem "input_audio"',
      "EmbeddingsOptions.model string",
      "ImageContentItem",
      "ImageDetail",
      "ImageEmbeddingsOptions.model string",
      "ImageUrl",
      "JsonSchemaFormat",
      "JsonSchemaResponseFormat",
      "Modality",
      "ModelInfo.model_provider_name! string",
      "PromptTokensDetails",
      'ResponseFormat "json_schema"',
    ]);
  });
});

describe("what 2025-04-01 changed, and nothing else", () => {
  test("it took nothing away", () => {
    expect(only(middle, last)).toEqual([]);
  });

  test("it brought reasoning, apart from the answer", () => {
    expect(only(last, middle)).toEqual([
      "ChatMessageDelta.reasoning_content string|null",
      "ChatResponseMessage.reasoning_content string|null",
      "CompletionTokensDetails.reasoning_tokens integer",
    ]);
  });
});

test("the first version takes the bare name of a response format, or the object", () => {
  const { schemas } = copyOf(first, "3.1").components;
  expect(schemas["ResponseFormatOrName"]?.anyOf).toEqual([
    { $ref: "#/components/schemas/ResponseFormatName" },
    { $ref: "#/components/schemas/ResponseFormat" },
  ]);
  expect(schemas["ResponseFormatName"]).toMatchObject({ type: "string", "x-extensible-enum": ["text", "json_object"] });
});
