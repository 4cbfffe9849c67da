import type { ChatRequestMessage, ContentItem, ResponseFormat } from "../../../generated/types.ts";
import type { Endpoints } from "../endpoints.ts";
import type { ModelProfile } from "../models.ts";
import { find, make } from "./dom.ts";

/** The contract's own lists; a word that it gains is missed by the compiler. */
const roles: Readonly<Record<ChatRequestMessage["role"], true>> = {
  system: true,
  developer: true,
  user: true,
  assistant: true,
  tool: true,
};
const contentTypes: Readonly<Record<ContentItem["type"], true>> = {
  text: true,
  image_url: true,
  audio_url: true,
  input_audio: true,
};
const formats: Readonly<Record<ResponseFormat["type"], true>> = { text: true, json_object: true, json_schema: true };

/** Shows the models and what each supports. */
export function showModels(models: readonly ModelProfile[], operations: Endpoints["operations"]): void {
  find("model-list").replaceChildren(...models.map((model) => detailsOf(model, operations)));
}

function detailsOf(model: ModelProfile, operations: Endpoints["operations"]): HTMLDetailsElement {
  const { name, type, provider, reasoning, limits = {}, unsupported = {} } = model;
  const served = model.operations.map((id) => operations[id]);
  const chats = model.operations.includes("getChatCompletions");
  const rows = served.map(({ path, members }): [string, readonly string[]] => [
    path,
    members.filter((member) => !unsupported.members?.includes(member)),
  ]);
  if (chats) {
    rows.push(["roles", without(roles, unsupported.roles)]);
    rows.push(["content", without(contentTypes, unsupported.contentTypes)]);
    if (!unsupported.members?.includes("response_format"))
      rows.push(["response_format", without(formats, unsupported.responseFormats)]);
  }
  if (reasoning) rows.push(["thinks", ["before it answers"]]);
  const most = Object.entries(limits).map(([what, count]) => `${what}: ${count}`);
  if (most.length > 0) rows.push(["at most", most]);
  const terms = rows.flatMap(([term, values]) => [
    make("dt", {}, make("code", {}, term)),
    make("dd", {}, values.join(", ")),
  ]);
  const routes = ["/info", ...served.map(({ path }) => path)].join(" ");
  const summary = make("summary", {}, make("code", {}, name), " ");
  summary.append(make("span", { class: "open" }, `${type}, by ${provider}: ${routes}`));
  return make("details", {}, summary, make("dl", {}, ...terms));
}

const without = (known: object, unsupported: readonly string[] = []): string[] =>
  Object.keys(known).filter((name) => !unsupported.includes(name));
