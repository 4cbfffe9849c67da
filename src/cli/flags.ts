import { type Command, InvalidArgumentError, Option } from "commander";
import type { EndpointKind } from "../client/index.ts";

/** Options of every command that calls an endpoint. */
export interface ConnectionFlags {
  endpoint?: string;
  kind?: EndpointKind;
  apiVersion?: string;
  keyHeader?: "bearer" | "api-key" | "both";
  keyFile?: string;
  keyStdin?: true;
  header?: readonly string[];
  timeout?: number;
  retries?: number;
  allowInsecureConnection?: true;
  followRedirects?: true;
}

/** Options of calls with a body. */
export interface BodyFlags {
  model?: string;
  extra?: readonly string[];
  dropUnsupported?: true;
  validate?: true;
}

/** Options of calls that write text, named as the properties of the contract. */
export interface SamplingFlags extends BodyFlags {
  temperature?: number;
  topP?: number;
  maxTokens?: number;
  stop?: readonly string[];
  seed?: number;
  frequencyPenalty?: number;
  presencePenalty?: number;
}

/** The client is loaded when it is needed; the compiler keeps these names and its own the same. */
const kinds: Record<EndpointKind, true> = {
  serverless: true,
  managed: true,
  foundry: true,
  "azure-openai": true,
  "openai-v1": true,
  "openai-compatible": true,
  custom: true,
};

/** `doctor` takes the endpoint as its argument, and sends each request once. */
export const addConnection = (command: Command, isDoctor = false): Command => {
  command.optionsGroup("Endpoint:");
  if (!isDoctor) {
    command
      .option("--endpoint <url>", "base URL (default: AZURE_INFERENCE_ENDPOINT)")
      .option("--retries <n>", "maximum number of retries, 0 to 10 (default: 3)", whole(0, 10));
  }
  return command
    .addOption(
      new Option("--kind <kind>", "endpoint type (default: detected from the URL)").choices(Object.keys(kinds)),
    )
    .option("--api-version <version>", "api-version query parameter (default: by endpoint type)")
    .option("--key-file <file>", "read the key from a file (default: AZURE_INFERENCE_CREDENTIAL)")
    .option("--key-stdin", "read the key from stdin")
    .addOption(
      new Option("--key-header <header>", "header for the key (default: by endpoint type)").choices([
        "bearer",
        "api-key",
        "both",
      ]),
    )
    .option("--header <name: value>", "header to add to every request; may be repeated", collect)
    .option("--timeout <seconds>", `timeout of a request (default: ${isDoctor ? 10 : 300})`, above0)
    .option("--follow-redirects", "follow redirects within the endpoint's origin")
    .option("--allow-insecure-connection", "send the key over http to another machine too");
};

export const addBody = (command: Command): Command =>
  command
    .optionsGroup("Request:")
    .option("-m, --model <name>", "model or deployment (default: AZURE_INFERENCE_MODEL)")
    .option("--extra <name=value>", "model-specific parameter; the value is JSON or text; may be repeated", collect)
    .option("--drop-unsupported", "leave out parameters that the model does not support, with a warning")
    .option("--validate", "validate the request and the response");

export const addSampling = (command: Command): Command =>
  addBody(command)
    .option("--temperature <number>", "sampling temperature, 0 or more", number(0, Number.POSITIVE_INFINITY))
    .option("--top-p <number>", "nucleus sampling, 0 to 1", number(0, 1))
    .option("--max-tokens <n>", "maximum number of tokens to generate", whole(0))
    .option("--stop <text>", "stop sequence; may be repeated", collect)
    .option("--seed <n>", "sampling seed, for reproducible output", whole(Number.MIN_SAFE_INTEGER))
    .option("--frequency-penalty <number>", "-2 to 2", number(-2, 2))
    .option("--presence-penalty <number>", "-2 to 2", number(-2, 2));

export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;

export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

export function number(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (value >= least && value <= most) return value;
    const range = most === Number.POSITIVE_INFINITY ? `${least} or more` : `from ${least} to ${most}`;
    throw new InvalidArgumentError(`It must be a number ${range}.`);
  };
}

export function whole(least: number, most: number = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = /^-?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
    const isOpen = most === Number.MAX_SAFE_INTEGER;
    const range = !isOpen ? ` from ${least} to ${most}` : least === Number.MIN_SAFE_INTEGER ? "" : `, ${least} or more`;
    throw new InvalidArgumentError(`It must be a whole number${range}.`);
  };
}

/** Seconds that a timer can keep. */
export const above0 = (text: string): number => {
  const value = number(0, 2_147_483)(text);
  if (value > 0) return value;
  throw new InvalidArgumentError("It must be above 0.");
};
