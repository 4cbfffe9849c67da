import { apiVersions, type OperationId, operations } from "../../../generated/operations.ts";

/**
 * What an endpoint looks like from outside: the kinds of the client, save for `openai-compatible`.
 *
 * | flavour | URL |
 * | --- | --- |
 * | `custom` | `/`: the contract itself, without the deviations of any one service |
 * | `serverless` | `/serverless/<model>` |
 * | `managed` | `/managed/<model>` |
 * | `foundry` | `/models` |
 * | `azure-openai` | `/openai/deployments/<model>` |
 * | `openai-v1` | `/openai/v1`, and `/v1` |
 *
 * @example
 * const flavour: Flavour = "foundry";
 * console.log(emulator.urlOf(flavour)); // http://127.0.0.1:<port>/flavour/foundry/models
 */
export type Flavour = "custom" | "serverless" | "managed" | "foundry" | "azure-openai" | "openai-v1";

export interface FlavourTraits {
  /** The path of its base URL; `*` is the name of a model. */
  base: string;
  /** The same for an emulator of this flavour alone, whose host stands for the endpoint. */
  aloneBase: string;
  /** Whether requests are OpenAI's rather than the contract's. */
  openai: boolean;
  /** Values of `api-version`; `undefined` where there are none. */
  versions: readonly string[] | undefined;
  operations: readonly OperationId[];
  /** Headers that a key may come in. */
  keys: readonly ("api-key" | "bearer")[];
  /** What names the model in addition to the path. */
  modelIn: readonly ("body" | "x-ms-model-mesh-model-name" | "azureml-model-deployment")[];
  /** Resources that a token may be for. */
  audiences: readonly string[];
  stream: StreamOrder;
}

/** The order of a stream's chunks. */
export interface StreamOrder {
  /** Whether a first chunk without choices contains the filter result of the prompt. */
  promptFirst: boolean;
  /** Whether each choice contains its filter result. */
  choicesFiltered: boolean;
  /** Whether usage rides on the last chunk when no one asks for a chunk of its own. */
  usageOnLast: boolean;
}

const all = Object.keys(operations) as OperationId[];
const openaiOperations: OperationId[] = ["getChatCompletions", "getCompletions", "getEmbeddings"];
const machineLearning = ["https://ml.azure.com"];
const cognitiveServices = ["https://cognitiveservices.azure.com", "https://ai.azure.com"];
const plain: StreamOrder = { promptFirst: false, choicesFiltered: false, usageOnLast: true };
const azureVersions = ["2024-02-01", "2024-06-01", "2024-10-21", "2024-12-01-preview", "2025-01-01-preview"].concat(
  "2025-03-01-preview",
  "2025-04-01-preview",
);

export const flavours: Readonly<Record<Flavour, FlavourTraits>> = {
  custom: {
    base: "",
    aloneBase: "",
    openai: false,
    versions: apiVersions,
    operations: all,
    keys: ["api-key", "bearer"],
    modelIn: ["x-ms-model-mesh-model-name", "body"],
    audiences: [...machineLearning, ...cognitiveServices],
    stream: plain,
  },
  serverless: {
    base: "/serverless/*",
    aloneBase: "",
    openai: false,
    versions: apiVersions,
    operations: all,
    keys: ["bearer"],
    modelIn: [],
    audiences: machineLearning,
    stream: plain,
  },
  managed: {
    base: "/managed/*",
    aloneBase: "",
    openai: false,
    versions: apiVersions,
    operations: all,
    keys: ["bearer"],
    modelIn: ["azureml-model-deployment"],
    audiences: machineLearning,
    stream: plain,
  },
  foundry: {
    base: "/models",
    aloneBase: "/models",
    openai: false,
    versions: apiVersions,
    operations: all.filter((id) => id !== "getCompletions"),
    keys: ["api-key", "bearer"],
    modelIn: ["x-ms-model-mesh-model-name", "body"],
    audiences: cognitiveServices,
    stream: { ...plain, promptFirst: true },
  },
  "azure-openai": {
    base: "/openai/deployments/*",
    aloneBase: "/openai/deployments/*",
    openai: true,
    versions: azureVersions,
    operations: openaiOperations,
    keys: ["api-key", "bearer"],
    modelIn: [],
    audiences: cognitiveServices,
    stream: { promptFirst: true, choicesFiltered: true, usageOnLast: false },
  },
  "openai-v1": {
    base: "/openai/v1",
    aloneBase: "/openai/v1",
    openai: true,
    versions: undefined,
    operations: openaiOperations,
    keys: ["api-key", "bearer"],
    modelIn: ["body"],
    audiences: cognitiveServices,
    stream: { ...plain, usageOnLast: false },
  },
};

/**
 * The kinds of endpoints that the emulator serves.
 *
 * @example
 * for (const flavour of flavourNames) console.log(flavour, emulator.urlOf(flavour));
 */
export const flavourNames = Object.keys(flavours) as Flavour[];
