import {
  type BodyRequestOptions,
  type ChatCompletions,
  type ChatRequestMessage,
  type Client,
  ConfigurationError,
  InferenceError,
  type RequestBody,
  type ToolCall,
  type ToolDefinition,
} from "../client/index.ts";
import { issueTexts, type Output, type StandardSchema, toJsonSchema } from "./standard-schema.ts";

/**
 * A function that the model may call. `run` returns the content of the tool message.
 *
 * @example
 * const clock: Tool = {
 *   definition: { type: "function", function: { name: "clock" } },
 *   run: async () => new Date().toISOString(),
 * };
 * await runTools(client, { messages }, [clock]);
 */
export interface Tool {
  readonly definition: ToolDefinition;
  /** Runs the tool with the arguments of a call, as JSON, and returns its result as text. */
  run(args: string, signal: AbortSignal | undefined): Promise<string>;
}

/**
 * Options of `runTools`.
 *
 * @example
 * const weather = defineTool({
 *   name: "get_weather",
 *   parameters: z.object({ city: z.string() }),
 *   execute: ({ city }) => `21 degrees in ${city}`,
 * });
 */
export interface ToolOptions<Schema extends StandardSchema> {
  /** Letters, digits, `_` and `-`, at most 64. */
  name: string;
  description?: string;
  parameters: Schema;
  /** JSON Schema of the parameters. Default: what the schema's library makes of it. */
  jsonSchema?: Record<string, unknown>;
  /** Does the work. A result that is not a string is sent as JSON. What it throws ends `runTools`. */
  execute(args: Output<Schema>, options: { signal: AbortSignal | undefined }): unknown;
}

/**
 * The model kept calling tools. `messages` is the conversation so far, which a printed error does not show.
 *
 * @example
 * try {
 *   await runTools(client, { messages }, [weather], { maxRounds: 3 });
 * } catch (error) {
 *   if (error instanceof ToolLoopError) console.log(error.messages.length);
 * }
 */
export class ToolLoopError extends InferenceError {
  override readonly name: string = "ToolLoopError";
  declare readonly messages: readonly ChatRequestMessage[];

  constructor(rounds: number, messages: readonly ChatRequestMessage[]) {
    super(`the model still calls tools after ${rounds} rounds: raise maxRounds, or look at \`messages\``);
    Object.defineProperty(this, "messages", { value: messages });
  }
}

/**
 * Makes a tool whose arguments are checked by a schema. Arguments that do not fit are reported to the model, not thrown.
 *
 * @throws {TypeError} if the schema's library cannot convert it and `jsonSchema` is not set.
 */
export function defineTool<Schema extends StandardSchema>(options: ToolOptions<Schema>): Tool {
  const { name, description, parameters, jsonSchema, execute } = options;
  const described = description === undefined ? { name } : { name, description };
  return {
    definition: { type: "function", function: { ...described, parameters: jsonSchema ?? toJsonSchema(parameters) } },
    async run(args, signal) {
      let value: unknown;
      try {
        value = JSON.parse(args || "{}");
      } catch {
        return "Error: the arguments are not JSON.";
      }
      const checked = await parameters["~standard"].validate(value);
      if (checked.issues !== undefined) return `Error: ${issueTexts(checked.issues).join("; ")}`;
      const result = await execute(checked.value as Output<Schema>, { signal });
      return typeof result === "string" ? result : (JSON.stringify(result) ?? "null");
    },
  };
}

/**
 * Options of `runTools`.
 *
 * @example
 * const options: RunToolsOptions = { maxRounds: 3, signal: AbortSignal.timeout(60_000) };
 * await runTools(client, { messages }, [weather], options);
 */
export interface RunToolsOptions extends BodyRequestOptions {
  /** Maximum number of requests to the model. Default: 8. */
  maxRounds?: number;
}

/**
 * Sends a chat request, runs the tools that the model calls, and repeats until it returns text. The calls of one response run at the
 * same time. Unknown tools and wrong arguments are reported to the model.
 *
 * @returns the last response, and the conversation with it as the last message.
 * @throws {ToolLoopError} after `maxRounds`; whatever a request or a tool throws.
 */
export async function runTools(
  client: Pick<Client, "getChatCompletions">,
  body: RequestBody<"getChatCompletions">,
  tools: readonly Tool[],
  { maxRounds = 8, ...options }: RunToolsOptions = {},
): Promise<{ answer: ChatCompletions; messages: ChatRequestMessage[] }> {
  if (!Number.isInteger(maxRounds) || maxRounds < 1)
    throw new ConfigurationError("maxRounds", "must be a positive integer");
  const byName = new Map(tools.map((tool) => [tool.definition.function.name, tool]));
  const messages = [...body.messages];
  const run = async ({ id, function: { name, arguments: args } }: ToolCall): Promise<ChatRequestMessage> => {
    const content = await (byName.get(name)?.run(args, options.signal) ?? `Error: there is no tool ${name}.`);
    return { role: "tool", tool_call_id: id, content };
  };
  const definitions = [...(body.tools ?? []), ...tools.map(({ definition }) => definition)];
  const request = definitions.length === 0 ? body : { ...body, tools: definitions }; // Services refuse an empty list.
  for (let round = 0; round < maxRounds; round += 1) {
    const response = await client.getChatCompletions({ ...request, messages: [...messages] }, options);
    const message = response.choices[0]?.message;
    if (message === undefined) return { answer: response, messages };
    messages.push(message);
    if (!message.tool_calls?.length) return { answer: response, messages };
    messages.push(...(await Promise.all(message.tool_calls.map(run))));
  }
  throw new ToolLoopError(maxRounds, messages);
}
