import { readFile } from "node:fs/promises";
import { isLoopback } from "../client/endpoint/loopback.ts";
import { type Client, type ClientOptions, createClient, type Extras, resolveEndpoint } from "../client/index.ts";
import { endpointFrom, keyFrom, type Purpose } from "../helpers/environment.ts";
import { UsageError } from "./exit.ts";
import type { BodyFlags, ConnectionFlags } from "./flags.ts";
import { readable, readStdin } from "./input/input.ts";
import { notify, withoutControls } from "./output/output.ts";
import { keepSecret } from "./output/secrets.ts";

const variable = (name: string): string | undefined => process.env[name]?.trim() || undefined;

/** Options for a client, and whether there is a key among them. */
export interface Settings {
  options: ClientOptions;
  hasKey: boolean;
}

/** Settings from options, else from the environment. @throws {UsageError} when there is no endpoint. */
export async function settingsOf(flags: ConnectionFlags, purpose: Purpose): Promise<Settings> {
  const found = endpointFrom(process.env, purpose);
  const endpoint = flags.endpoint ?? found?.endpoint;
  if (endpoint === undefined) {
    throw new UsageError(
      "No endpoint: set AZURE_INFERENCE_ENDPOINT, or use --endpoint <url>. For one without an account: model-inference emulate",
    );
  }
  const key = (await givenKey(flags)) ?? (flags.endpoint === undefined ? found?.key : keyFrom(process.env));
  // Servers on this machine seldom want a key, and the client always sends one.
  const credential = { key: key === undefined ? "none" : keepSecret(key), header: flags.keyHeader };
  return { hasKey: key !== undefined, options: { ...clientOptions(flags), endpoint, credential } };
}

function clientOptions(flags: ConnectionFlags): Omit<ClientOptions, "endpoint" | "credential"> {
  return {
    kind: flags.kind,
    apiVersion: flags.apiVersion,
    headers: headersOf(flags.header ?? []),
    timeoutMs: flags.timeout && flags.timeout * 1000,
    retry: { retries: flags.retries },
    allowInsecureConnection: flags.allowInsecureConnection,
    followRedirects: flags.followRedirects,
    observe: { warn: (message) => notify(`warning: ${withoutControls(message)}`) },
  };
}

/** A client of the endpoint that options or the environment name. */
export async function connect(flags: ConnectionFlags & BodyFlags, purpose: Purpose): Promise<Client> {
  const { options, hasKey } = await settingsOf(flags, purpose);
  const { hostname } = new URL(resolveEndpoint(options.endpoint, flags.kind, flags.allowInsecureConnection).base);
  if (!hasKey && !isLoopback(hostname)) {
    throw new UsageError("No key: set AZURE_INFERENCE_CREDENTIAL, or use --key-file <file> or --key-stdin.");
  }
  const { validation } = flags.validate ? await import("../validation/index.ts") : {};
  return createClient({
    ...options,
    onUnsupported: flags.dropUnsupported ? "drop" : "throw",
    validation: validation?.({ request: "error", response: "error", stream: "error" }),
  });
}

async function givenKey({ keyFile, keyStdin }: ConnectionFlags): Promise<string | undefined> {
  if (keyFile !== undefined && keyStdin) throw new UsageError("Use one of --key-file and --key-stdin.");
  if (keyFile === undefined && !keyStdin) return undefined;
  if (keyStdin && process.stdin.isTTY) {
    throw new UsageError("--key-stdin: on a terminal the key would be seen; pipe it in, or use --key-file.");
  }
  const given =
    keyFile === undefined ? await readStdin("the key") : await readable(keyFile, () => readFile(keyFile, "utf8"));
  const key = given.replace(/^\ufeff/, "").trim();
  if (key === "") throw new UsageError(`${keyFile === undefined ? "--key-stdin" : `--key-file ${keyFile}`}: is empty.`);
  return key;
}

function headersOf(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line): [string, string] => {
      const [, name, value] = /^([^\s:]+)\s*:\s*(.*)$/s.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new UsageError('--header: must be "name: value".');
      if (/^(?:authorization|api-key|cookie|proxy-authorization|ocp-apim-subscription-key)$/i.test(name)) {
        throw new UsageError(
          `--header: ${name} holds a secret, which every user of this machine could read; see --key-file.`,
        );
      }
      return [name, value];
    }),
  );
}

/** The model named by an option, else by the environment; empty where none is. */
export function modelOf({ model }: BodyFlags): { model?: string } {
  const name = model ?? variable("AZURE_INFERENCE_MODEL");
  return name === undefined ? {} : { model: name };
}

/** `name=value` -> properties; a value that is no JSON is a text. */
export function extrasOf({ extra = [] }: BodyFlags): { extras?: Extras } {
  if (extra.length === 0) return {};
  const entries = extra.map((pair): [string, unknown] => {
    const at = pair.indexOf("=");
    if (at < 1) throw new UsageError("--extra: must be name=value.");
    const value = pair.slice(at + 1);
    try {
      return [pair.slice(0, at), JSON.parse(value)];
    } catch {
      return [pair.slice(0, at), value];
    }
  });
  return { extras: Object.fromEntries(entries) };
}
