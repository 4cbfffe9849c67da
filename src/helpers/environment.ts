import {
  type Client,
  type ClientOptions,
  ConfigurationError,
  createClient,
  type Logger,
  logTo,
} from "../client/index.ts";

/**
 * Which variables to read, in addition to `AZURE_INFERENCE_ENDPOINT`.
 *
 * @example
 * const purpose: Purpose = "embeddings"; // AZURE_AI_EMBEDDINGS_ENDPOINT and _KEY
 * clientFromEnvironment({ purpose });
 */
export type Purpose = "any" | "chat" | "embeddings";

/**
 * Variables by name, such as `process.env`.
 *
 * @example
 * const env: Environment = { AZURE_INFERENCE_ENDPOINT: endpoint, AZURE_INFERENCE_CREDENTIAL: key };
 * clientFromEnvironment({ env });
 */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An endpoint and its keys, in the order in which they are read. A key is never sent to the endpoint of another row. */
const variables: Readonly<Record<Purpose, readonly (readonly [endpoint: string, ...keys: string[]])[]>> = {
  any: [["AZURE_INFERENCE_ENDPOINT", "AZURE_INFERENCE_CREDENTIAL", "AZURE_INFERENCE_KEY"]],
  chat: [
    ["AZURE_AI_CHAT_ENDPOINT", "AZURE_AI_CHAT_KEY"],
    ["AZURE_OPENAI_CHAT_ENDPOINT", "AZURE_OPENAI_CHAT_KEY"],
  ],
  embeddings: [
    ["AZURE_AI_EMBEDDINGS_ENDPOINT", "AZURE_AI_EMBEDDINGS_KEY"],
    ["AZURE_OPENAI_EMBEDDINGS_ENDPOINT", "AZURE_OPENAI_EMBEDDINGS_KEY"],
  ],
};

const logLevels = ["off", "warn", "info", "debug"] as const;

/**
 * Options of `clientFromEnvironment`: those of a client, which win over the variables.
 *
 * @example
 * const options: EnvironmentOptions = { purpose: "chat", timeoutMs: 10_000 };
 * const client = clientFromEnvironment(options);
 */
export interface EnvironmentOptions extends Partial<ClientOptions> {
  /** Also reads the variables of the public samples for chat or embeddings. Default: `"any"`, which reads neither. */
  purpose?: Purpose;
  /** Default: `process.env`. */
  env?: Environment;
}

/**
 * Creates a client from the variables of the public samples: `AZURE_INFERENCE_ENDPOINT` with `AZURE_INFERENCE_CREDENTIAL` or
 * `AZURE_INFERENCE_KEY`; for chat also `AZURE_AI_CHAT_ENDPOINT` and `AZURE_OPENAI_CHAT_ENDPOINT`, for embeddings
 * `AZURE_AI_EMBEDDINGS_ENDPOINT` and `AZURE_OPENAI_EMBEDDINGS_ENDPOINT`, each with its `_KEY`.
 *
 * `MODEL_INFERENCE_LOG` sets what is logged to the console: `off`, `warn` (default), `info` (failed attempts) or
 * `debug` (every attempt). An observer of warnings among the options, such as `logTo(logger)`, replaces it.
 *
 * @throws {ConfigurationError} if a variable is missing or has a value that is not allowed. Values of keys are not repeated.
 *
 * @example
 * const client = clientFromEnvironment();
 */
export function clientFromEnvironment({
  purpose = "any",
  env = processEnv(),
  ...options
}: EnvironmentOptions = {}): Client {
  const found = endpointFrom(env, purpose);
  const endpoint = options.endpoint ?? found?.endpoint;
  if (endpoint === undefined)
    throw new ConfigurationError("endpoint", `is missing: set ${endpointNames(purpose).join(" or ")}`);
  // The key of a variable belongs to the endpoint of a variable.
  const key = options.endpoint === undefined ? found?.key : keyFrom(env);
  const credential = options.credential ?? (key === undefined ? undefined : { key });
  if (credential === undefined)
    throw new ConfigurationError(
      "credential",
      `is missing: set ${(found?.keys ?? ["AZURE_INFERENCE_CREDENTIAL"]).join(" or ")}`,
    );
  const observers = [options.observe ?? []].flat();
  const logs = observers.some(({ warn }) => warn);
  const observe = logs ? observers : [logTo(loggerOf(value(env, "MODEL_INFERENCE_LOG") ?? "warn")), ...observers];
  return createClient({ ...options, endpoint, credential, observe });
}

/** The endpoint of the first variable that is set, and its key. */
export function endpointFrom(
  env: Environment,
  purpose: Purpose,
): { endpoint: string; key: string | undefined; keys: readonly string[] } | undefined {
  for (const [name, ...keys] of rows(purpose)) {
    const endpoint = value(env, name);
    const key = keys.map((key) => value(env, key)).find((key) => key !== undefined);
    if (endpoint !== undefined) return { endpoint, key, keys };
  }
  return undefined;
}

/** The key for an endpoint that no variable names. */
export const keyFrom = (env: Environment): string | undefined =>
  value(env, "AZURE_INFERENCE_CREDENTIAL") ?? value(env, "AZURE_INFERENCE_KEY");

const rows = (purpose: Purpose) => (purpose === "any" ? variables.any : [...variables.any, ...variables[purpose]]);
const endpointNames = (purpose: Purpose): string[] => rows(purpose).map(([name]) => name);
const value = (env: Environment, name: string): string | undefined => env[name]?.trim() || undefined;
const processEnv = (): Environment => (globalThis as { process?: { env?: Environment } }).process?.env ?? {};

function loggerOf(level: string): Logger {
  const rank = logLevels.indexOf(level as (typeof logLevels)[number]);
  if (rank === -1)
    throw new ConfigurationError(
      "MODEL_INFERENCE_LOG",
      `must be one of ${logLevels.join(", ")}, not ${JSON.stringify(level)}`,
    );
  const { warn, info, debug } = console;
  return {
    warn: rank >= 1 ? warn : () => undefined,
    ...(rank >= 2 && { info }),
    ...(rank >= 3 && { debug }),
  };
}
