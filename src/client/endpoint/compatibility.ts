import { type OperationId, operations } from "../../../generated/operations.ts";
import { ConfigurationError } from "../errors/errors.ts";
import { type EndpointKind, endpointKinds, type Traits, traits } from "./endpoint.ts";

/**
 * Whether an endpoint type has an operation: if its model supports it, or never. `undocumented` means that the documentation of the
 * service does not list it for the type; such calls are sent.
 *
 * @example
 * const availability: Availability = compatibility("managed").operations.getEmbeddings;
 */
export type Availability = "by-model" | "never" | "undocumented";

/**
 * Which parts of the contract an endpoint type supports, and what it requires.
 *
 * @example
 * const { operations, instead }: Compatibility = compatibility("managed");
 * if (operations.getEmbeddings === "never") console.log(instead.getEmbeddings);
 */
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
 * Returns which operations an endpoint type has, and which query parameters, headers, keys and scopes it requires. Parameters have the
 * same names at every endpoint type.
 *
 * @throws {ConfigurationError} for an unknown type.
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
