import type { Attributes } from "@opentelemetry/api";

type Properties = Readonly<Record<string, unknown>>;

/** Prompts and tools of a request, in the form of the conventions; for those who asked for it alone. */
export function inputContent(body: Properties): Attributes {
  return {
    ...promptContent(body),
    ...(Array.isArray(body["tools"]) && write("gen_ai.tool.definitions", body["tools"].map(toolOf))),
  };
}

function toolOf({ type, function: given }: { type?: unknown; function?: Properties }): object {
  const { name, description, parameters } = given ?? {};
  return { type, name, description, parameters };
}

function promptContent(body: Properties): Attributes {
  const { messages, prompt } = body;
  if (typeof prompt === "string") return write("gen_ai.input.messages", [{ role: "user", parts: partsOf(prompt) }]);
  if (!Array.isArray(messages)) return {};
  const all = messages as Properties[];
  const instructs = ({ role }: Properties): boolean => role === "system" || role === "developer";
  const instructions = all.filter(instructs).flatMap(({ content }) => partsOf(content));
  return {
    ...(instructions.length > 0 && write("gen_ai.system_instructions", instructions)),
    ...write(
      "gen_ai.input.messages",
      all
        .filter((message) => !instructs(message))
        .map((message) => ({ role: message["role"], parts: partsIn(message) })),
    ),
  };
}

/** What a model said. */
export function outputContent({ choices }: Properties): Attributes {
  if (!Array.isArray(choices)) return {};
  const messages = (choices as Properties[]).map(({ message, text, finish_reason }) => ({
    role: (message as Properties | undefined)?.["role"] ?? "assistant",
    parts: message === undefined ? partsOf(text) : partsIn(message as Properties),
    finish_reason,
  }));
  return write("gen_ai.output.messages", messages);
}

function partsIn({ role, content, tool_calls, tool_call_id }: Properties): object[] {
  if (role === "tool") return [{ type: "tool_call_response", id: tool_call_id, response: content }];
  const calls = Array.isArray(tool_calls) ? (tool_calls as { id?: string; function?: Properties }[]) : [];
  return [
    ...partsOf(content),
    ...calls.map((call) => ({
      type: "tool_call",
      id: call.id,
      name: call.function?.["name"],
      arguments: call.function?.["arguments"],
    })),
  ];
}

/** Images and sound are recorded by their type only: they would be most of a trace. */
function partsOf(content: unknown): object[] {
  if (typeof content === "string") return [{ type: "text", content }];
  if (!Array.isArray(content)) return [];
  return (content as Properties[]).map(({ type, text }) => (type === "text" ? { type, content: text } : { type }));
}

const write = (attribute: string, value: unknown): Attributes => ({ [attribute]: JSON.stringify(value) });
