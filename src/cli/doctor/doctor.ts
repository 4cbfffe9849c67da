import type { Duplex } from "node:stream";
import { operations } from "../../../generated/operations.ts";
import { isLoopback } from "../../client/endpoint/loopback.ts";
import {
  type ClientOptions,
  compatibility,
  createClient,
  type Endpoint,
  type EndpointKind,
  type KeyCredential,
  type OperationId,
  resolveEndpoint,
} from "../../client/index.ts";
import { endpointFrom } from "../../helpers/environment.ts";
import { proxyFor } from "../../node/proxy.ts";
import { exitCodes, UsageError } from "../exit.ts";
import type { ConnectionFlags } from "../flags.ts";
import { helpLine } from "../output/help-topic.ts";
import { paint, withoutControls, write, writeJson } from "../output/output.ts";
import { redact } from "../output/secrets.ts";
import { modelOf, settingsOf } from "../settings.ts";
import type { Signals } from "../signals.ts";
import { type Check, checkAuth, checkRoutes, checkUrl, checkVersion, withHelp } from "./checks.ts";
import { correctUrl } from "./correct-url.ts";
import { checkConnect, checkDns, checkTls, checkTunnel } from "./network.ts";
import { type Probe, probe } from "./probe.ts";

export interface DoctorFlags extends ConnectionFlags {
  model?: string;
  json?: true;
}

const kinds: Record<EndpointKind, string> = {
  serverless: "a serverless API endpoint, which serves one model",
  managed: "a managed online endpoint, which serves one model",
  foundry: "the /models path of a resource; each request names the model",
  "azure-openai": "an Azure OpenAI deployment; the path contains its name",
  "openai-v1": "the /openai/v1 path of an Azure resource; each request names the model",
  "openai-compatible": "an OpenAI-compatible server; each request names the model",
  custom: "an unknown host: a gateway, a proxy or an emulator",
};

/**
 * Detects the type of an endpoint, shows what the client sends there, and runs the checks. A URL that is no base URL is
 * corrected first, and the corrected one is checked.
 *
 * @param url - the default is the endpoint of the environment.
 * @returns the exit code.
 */
export async function doctor(url: string | undefined, flags: DoctorFlags, { signal }: Signals): Promise<number> {
  const given = url ?? endpointFrom(process.env, "chat")?.endpoint;
  if (given === undefined) throw new UsageError("No endpoint: pass a URL, or set AZURE_INFERENCE_ENDPOINT.");
  const { url: corrected, problems } = correctUrl(given, flags);
  if (corrected === undefined) throw new UsageError(`Cannot use this endpoint: ${problems.join("; ")}.`);
  const endpoint = resolveEndpoint(corrected, flags.kind, flags.allowInsecureConnection);
  const { options, hasKey } = await settingsOf(
    { timeout: 10, ...flags, ...(url !== undefined && { endpoint: url }) },
    "chat",
  );
  const settings = { ...options, endpoint: corrected, retry: { retries: 0 } };
  const sent = await wouldSend(settings);
  if (!flags.json) await write(describe(endpoint, sent));
  const checks: Check[] = [];
  const note = async (found: Check) => {
    const check = withHelp(found);
    checks.push(check);
    if (!flags.json) await write(lineOf(check));
  };
  for (const check of checkUrl(corrected, problems)) await note(check);
  for await (const check of examine(endpoint, settings, hasKey, sent, modelOf(flags), signal)) await note(check);
  if (flags.json) await writeJson({ kind: endpoint.kind, base: endpoint.base, sent, checks });
  const failed = checks.find(({ result }) => result === "failed");
  if (failed === undefined) return exitCodes.ok;
  return ["DNS", "connect", "proxy", "TLS"].includes(failed.name) ? exitCodes.connection : exitCodes.refused;
}

/** What a request carries in addition to its body. Headers and unknown query parameters may hold secrets, and are named only. */
interface Sent {
  url: string;
  apiVersion: string | undefined;
  query: string[];
  headers: string[];
}

/** A request as the client makes it, caught before it leaves. */
async function wouldSend(settings: ClientOptions): Promise<Sent> {
  let sent: Sent | undefined;
  const client = createClient({
    ...settings,
    fetch: async (address, { headers }) => {
      const { origin, pathname, searchParams } = new URL(address);
      sent = {
        url: origin + pathname,
        apiVersion: searchParams.get("api-version") ?? undefined,
        query: [...new Set(searchParams.keys())],
        headers: [...new Headers(headers).keys()],
      };
      return Response.json({ choices: [] });
    },
  });
  await client.getChatCompletions({ messages: [] });
  if (sent === undefined) throw new Error("the client sent nothing");
  return sent;
}

async function* examine(
  endpoint: Endpoint,
  settings: ClientOptions,
  hasKey: boolean,
  sent: Sent,
  model: { model?: string },
  signal: AbortSignal,
): AsyncGenerator<Check> {
  const { protocol, hostname, port: given } = new URL(endpoint.base);
  const host = hostname.replace(/^\[|\]$/g, "");
  const port = Number(given) || (protocol === "https:" ? 443 : 80);
  const timeoutMs = settings.timeoutMs ?? 10_000;
  let proxy: URL | undefined;
  try {
    proxy = proxyFor({ protocol, hostname: host, port: given }, process.env);
  } catch (error) {
    const advice = "Correct the variable, or unset it.";
    yield { name: "proxy", result: "failed", detail: error instanceof Error ? error.message : "", advice };
    return;
  }
  let socket: Duplex | undefined;
  const direct = [() => checkDns(host), () => checkConnect(host, port, timeoutMs, signal)];
  const through = (proxy: URL) => [
    () => checkDns(proxy.hostname.replace(/^\[|\]$/g, "")),
    async () => {
      const tunnel = await checkTunnel(proxy, `${host.includes(":") ? `[${host}]` : host}:${port}`, timeoutMs, signal);
      socket = tunnel.socket;
      return tunnel.check;
    },
  ];
  const steps = [
    ...(proxy === undefined ? direct : through(proxy)),
    (): Promise<Check> => {
      if (protocol === "https:") return checkTls({ host, port, socket }, timeoutMs, Date.now());
      socket?.destroy();
      return Promise.resolve({ name: "TLS", result: "skipped", detail: "http is not encrypted" });
    },
  ];
  for (const step of steps) {
    signal.throwIfAborted();
    const check = await step();
    yield check;
    if (check.result === "failed") return;
  }
  if (!hasKey && !isLoopback(host)) {
    const advice = "Set AZURE_INFERENCE_CREDENTIAL, or use --key-file <file> or --key-stdin.";
    yield { name: "auth", result: "failed", detail: "no key is set", advice };
    return;
  }
  const probes: Probe[] = [];
  const client = createClient(settings);
  const { operations: served } = compatibility(endpoint.kind);
  for (const operation of Object.keys(operations) as OperationId[]) {
    if (served[operation] === "never") continue;
    const found = await probe(client, operation, model, signal);
    probes.push(found);
    // A key that is refused is not tried again: services lock out those who do.
    if (found.problem?.kind === "authentication" || found.problem?.kind === "permission") break;
  }
  const { header } = settings.credential as KeyCredential;
  const auth = checkAuth(probes, { ...endpoint, keyHeader: header ?? endpoint.keyHeader });
  yield auth;
  if (auth.result === "failed") return;
  const version = checkVersion(probes, sent.apiVersion);
  yield version;
  if (version.result === "failed") return;
  yield checkRoutes(probes, endpoint.kind);
}

function describe({ kind, base }: Endpoint, { url, apiVersion, query, headers }: Sent): string {
  const others = query.filter((name) => name !== "api-version");
  const rows = [
    ["endpoint", base],
    ["kind", `${kind}: ${kinds[kind]}`],
    ["sends to", `POST ${url}`],
    [
      "query",
      [apiVersion === undefined ? "" : `api-version=${apiVersion}`, ...others].filter(Boolean).join(", ") || "none",
    ],
    ["headers", headers.join(", ")],
  ];
  return `${rows.map(([name = "", value]) => `${paint("bold", name.padEnd(12))}${value}\n`).join("")}\n`;
}

function lineOf({ name, result, detail, advice, help }: Check): string {
  const style = ({ ok: "green", warning: "yellow", failed: "red", skipped: "dim" } as const)[result];
  const line = `${paint(style, result.padEnd(8))}${name.padEnd(12)}${withoutControls(redact(detail))}\n`;
  const more = help === undefined ? [] : [paint("dim", helpLine(help))];
  const notes = advice === undefined ? [] : [withoutControls(redact(advice)), ...more];
  return [line, ...notes.map((note) => `${" ".repeat(20)}${note}\n`)].join("");
}
