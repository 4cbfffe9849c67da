import { signal } from "@preact/signals";
import { examples } from "../../../../generated/examples.ts";
import type { Endpoints } from "../../endpoints/endpoints.ts";
import type { ModelProfile } from "../../models/models.ts";
import type { Setup } from "./emulator-state.ts";

/** What the options of the chat view say. */
export interface Settings {
  flavour: string;
  operation: string;
  model: string;
  version: string;
  key: string;
  stream: boolean;
  system: string;
  /** Whether the tools go with a message. */
  offersTools: boolean;
  tools: string;
  fault: string;
  latency: string;
  /** Whether the body is edited as JSON. Operations other than chat have no other form. */
  isJson: boolean;
  body: string;
}

const tools = [
  {
    type: "function",
    function: {
      name: "get_current_weather",
      description: "Returns the weather of a city",
      parameters: {
        type: "object",
        properties: { city: { type: "string" }, unit: { enum: ["celsius", "fahrenheit"] } },
        required: ["city"],
      },
    },
  },
];

export const settings = signal<Settings>({
  ...{ flavour: "", operation: "getChatCompletions", model: "", version: "", key: "", stream: true, system: "" },
  ...{
    offersTools: false,
    tools: JSON.stringify(tools, null, 2),
    fault: "",
    latency: "firstTokenMs=200;tokensPerSecond=20",
  },
  ...{ isJson: false, body: "" },
});

type Endpoint = Endpoints["endpoints"][number];
type Operation = Endpoints["operations"][keyof Endpoints["operations"]];

/** What can be chosen, with what is chosen. */
export interface Choices {
  endpoint: Endpoint;
  operation: Operation;
  models: readonly ModelProfile[];
  /** Whether a request names the model, in its path, headers or body. */
  namesModel: boolean;
  isChat: boolean;
}

export function choicesOf({ endpoints: { endpoints, operations }, models }: Setup, chosen: Settings): Choices {
  const endpoint = endpoints.find(({ flavour }) => flavour === chosen.flavour) ?? (endpoints[0] as Endpoint);
  const id = endpoint.operations.includes(chosen.operation) ? chosen.operation : (endpoint.operations[0] ?? "");
  const operation = operations[id as Operation["id"]];
  const fitting = models.filter(({ operations }) => operation.method === "GET" || operations.includes(operation.id));
  return {
    endpoint,
    operation,
    models: fitting,
    namesModel: endpoint.modelIn.length > 0 || endpoint.base.includes("*"),
    isChat: operation.id === "getChatCompletions",
  };
}

/** Changes settings, and what they leave no choice of. */
export function choose(setup: Setup, changed: Partial<Settings>): void {
  const before = choicesOf(setup, settings.value).operation;
  const next = { ...settings.value, ...changed };
  const { endpoint, operation, models } = choicesOf(setup, next);
  const isExample = next.body === "" || next.body === exampleOf(before);
  settings.value = {
    ...next,
    flavour: endpoint.flavour,
    operation: operation.id,
    model: models.some(({ name }) => name === next.model) ? next.model : (models[0]?.name ?? ""),
    version: endpoint.versions.includes(next.version) ? next.version : (endpoint.versions[0] ?? ""),
    body: isExample ? exampleOf(operation) : next.body,
  };
}

/** A body to begin with; empty for an operation without one. */
const exampleOf = ({ id }: Operation): string =>
  examples[id].request === undefined ? "" : JSON.stringify(examples[id].request, null, 2);
