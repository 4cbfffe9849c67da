import { readFile } from "node:fs/promises";
import { type EmulatorOptions, parseFaults, parseLatency } from "../../emulator/index.ts";
import { UsageError } from "../exit.ts";
import { isObject, readable, readJson } from "../input/input.ts";
import { keepSecret } from "../output/secrets.ts";

/** Each is an option of `startEmulator`, or a file that holds one. */
export interface EmulateFlags {
  port?: number;
  /** Read by the command itself. */
  quiet?: true;
  json?: true;
  host?: string;
  allowedHost?: readonly string[];
  cors?: readonly string[];
  tls?: true;
  tlsCert?: string;
  tlsKey?: string;
  limit?: readonly string[];
  keysFile?: string;
  auth?: NonNullable<EmulatorOptions["auth"]>;
  audience?: readonly string[];
  flavour?: NonNullable<EmulatorOptions["flavour"]>;
  models?: string;
  model?: string;
  apiVersion?: readonly string[];
  strict?: true;
  errorForm?: NonNullable<EmulatorOptions["errorForm"]>;
  contentFilter?: string;
  rules?: string;
  refuseUnmatched?: true;
  fault?: readonly string[];
  faultRate?: number;
  latency?: string;
  seed?: number;
  realClock?: true;
  journalLimit?: number;
  journalBodies?: true;
  upstream?: string;
  upstreamKeyFile?: string;
  upstreamModel?: string;
  record?: string;
}

/** Options from the flags. The emulator checks their values and the files, and names what is invalid. */
export async function optionsOf(flags: EmulateFlags, signal: AbortSignal): Promise<EmulatorOptions> {
  const {
    port = 8080,
    host,
    auth,
    flavour,
    model,
    errorForm,
    seed,
    record,
    realClock,
    strict,
    refuseUnmatched,
  } = flags;
  const { allowedHost: allowedHosts, audience: audiences, apiVersion: versions, cors } = flags;
  return defined({
    ...{ port, host, auth, flavour, model, errorForm, seed, record, strict, allowedHosts, audiences },
    cors: cors?.includes("*") ? "*" : cors,
    apiVersions: versions?.includes("any") ? "any" : versions,
    unmatched: refuseUnmatched && "refuse",
    now: realClock && Date.now,
    latency: flags.latency === undefined ? undefined : told("--latency", flags.latency, parseLatency),
    faults: faultsOf(flags),
    limits: limitsOf(flags),
    journal: defined({ limit: flags.journalLimit, bodies: flags.journalBodies }),
    keys: await keysOf(flags),
    tls: await tlsOf(flags),
    upstream: await upstreamOf(flags),
    contentFilter: flags.contentFilter === undefined ? undefined : await readJson(flags.contentFilter, signal),
    ...(await listsOf(flags, signal)),
  }) as EmulatorOptions;
}

/** Without properties that are `undefined`. */
const defined = (members: object): object =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** Rules and models; a recording holds both, and a replay of it serves its models. */
async function listsOf({ rules, models, upstream }: EmulateFlags, signal: AbortSignal): Promise<object> {
  const [ruled, modelled] = [rules && (await readJson(rules, signal)), models && (await readJson(models, signal))];
  const isReplay = isObject(ruled) && ruled["models"] !== undefined && upstream === undefined;
  return {
    rules: listIn(ruled, "rules"),
    models: listIn(modelled ?? (isReplay ? ruled : undefined), "models"),
  };
}

/** A list, or the property of an object that holds it; what is none of either is refused by the emulator. */
const listIn = (given: unknown, member: string): unknown =>
  given !== undefined && isObject(given) ? (given[member] ?? null) : given;

function faultsOf({ fault, faultRate }: EmulateFlags): EmulatorOptions["faults"] {
  if (faultRate !== undefined && fault === undefined) throw new UsageError("--fault-rate: needs a --fault.");
  const faults = fault?.flatMap((text) => told("--fault", text, parseFaults));
  return faults?.map((fault) => ({ ...(faultRate !== undefined && { probability: faultRate }), ...fault }));
}

/** The emulator's words for a header are those for an option. */
function told<Value>(option: string, text: string, parse: (text: string) => Value): Value {
  try {
    return parse(text);
  } catch (error) {
    throw new UsageError((error as Error).message.replaceAll(/x-emulator-(?:fault|latency)(?:\[\d+\])?/g, option));
  }
}

function limitsOf({ limit }: EmulateFlags): object | undefined {
  if (limit === undefined) return undefined;
  return Object.fromEntries(
    limit.map((pair) => {
      const [, name, value] = /^(\w+)=(\d+)$/.exec(pair) ?? [];
      if (name === undefined) throw new UsageError("--limit: must be name=n, such as concurrent=8.");
      return [name, Number(value)];
    }),
  );
}

/** Keys to accept, a line each, from a file or from `MODEL_INFERENCE_EMULATOR_KEYS`; `undefined` for any. */
async function keysOf({ keysFile }: EmulateFlags): Promise<string[] | undefined> {
  const given =
    keysFile === undefined
      ? process.env["MODEL_INFERENCE_EMULATOR_KEYS"]
      : await readable(keysFile, () => readFile(keysFile, "utf8"));
  if (given === undefined) return undefined;
  return given
    .split(/\s+/)
    .filter((key) => key !== "")
    .map(keepSecret);
}

async function tlsOf({ tls, tlsCert, tlsKey }: EmulateFlags): Promise<EmulatorOptions["tls"]> {
  if (tlsCert === undefined && tlsKey === undefined) return tls;
  if (tlsCert === undefined || tlsKey === undefined) throw new UsageError("Use --tls-cert and --tls-key together.");
  const read = (file: string): Promise<string> => readable(file, () => readFile(file, "utf8"));
  return { cert: await read(tlsCert), key: await read(tlsKey) };
}

async function upstreamOf(flags: EmulateFlags): Promise<EmulatorOptions["upstream"]> {
  const { upstream: url, upstreamKeyFile: file, upstreamModel: model } = flags;
  if (url === undefined) {
    const alone = ["upstreamKeyFile", "upstreamModel", "record"] as const;
    const given = alone.find((name) => flags[name] !== undefined);
    const option = given?.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (option !== undefined) throw new UsageError(`--${option}: needs an --upstream.`);
    return undefined;
  }
  const variable = process.env["MODEL_INFERENCE_UPSTREAM_KEY"];
  const key = (file === undefined ? variable : await readable(file, () => readFile(file, "utf8")))?.trim();
  if (file !== undefined && key === "") throw new UsageError(`--upstream-key-file ${file}: is empty.`);
  return { url, ...(key && { key: keepSecret(key) }), ...(model !== undefined && { model }) };
}
