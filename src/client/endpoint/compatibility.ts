import { type OperationId, operations } from "../../../generated/operations.ts";
import { ConfigurationError } from "../errors/errors.ts";
import { type EndpointKind, endpointKinds, type Traits, traits } from "./endpoint.ts";

/**
 * Whether a kind of endpoint serves an operation: where its model does, or never. `undocumented` is what no page of the service
 * lists for the kind; such calls are sent.
 */
export type Availability = "by-model" | "never" | "undocumented";

/** What a kind of endpoint knows of the contract, and how it wants to be asked. */
export interface Compatibility extends Omit<Traits, "lacks"> {
  kind: EndpointKind;
  /** What chooses the model: the host, the path, or the property `model` of each request. */
  modelFrom: "host" | "path" | "body";
  operations: Readonly<Record<OperationId, Availability>>;
  /** For operations that are never available: what to do instead. */
  instead: Readonly<Partial<Record<OperationId, string>>>;
}

const modelFrom: Readonly<Record<EndpointKind, Compatibility["modelFrom"]>> = {
  serverless: "host",
  managed: "host",
  foundry: "body",
  "azure-openai": "path",
  "openai-v1": "body",
  "openai-compatible": "body",
  custom: "body",
};

const substitutes: Readonly<Partial<Record<OperationId, string>>> = {
  getModelInfo: "know the model by its name: the deployment's, which the request or the path gives",
  getImageEmbeddings: "keep an endpoint of the Model Inference API for image embeddings: there is no such route",
};

/**
 * What a kind of endpoint knows of the contract: which operations it serves, which query and header are sent to it, how a key
 * or token travels. No kind knows a property of a body by another name, so none is renamed.
 *
 * @throws {ConfigurationError} for a kind that there is not.
 *
 * @example
 * compatibility("openai-v1").operations.getModelInfo; // "never"
 */
export function compatibility(kind: EndpointKind): Compatibility {
  if (!Object.hasOwn(traits, kind)) throw new ConfigurationError("kind", `must be one of ${endpointKinds.join(", ")}`);
  const { lacks, ...rest } = traits[kind];
  const ids = Object.keys(operations) as OperationId[];
  const missing = ids.filter((id) => lacks.includes(operations[id].path));
  const availability = (id: OperationId): Availability => {
    if (missing.includes(id)) return "never";
    return kind === "foundry" && id === "getCompletions" ? "undocumented" : "by-model";
  };
  return {
    kind,
    modelFrom: modelFrom[kind],
    ...rest,
    operations: Object.fromEntries(ids.map((id) => [id, availability(id)])) as Compatibility["operations"],
    instead: Object.fromEntries(missing.map((id) => [id, substitutes[id]])),
  };
}
