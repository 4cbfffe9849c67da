import { setFlagsFromString } from "node:v8";
import { isLoopback } from "../../client/endpoint/loopback.ts";
import { type JournalEntry, startEmulator } from "../../emulator/index.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { notify, paint, write } from "../output/output.ts";
import type { Signals } from "../signals.ts";
import { jsonLine, logLine, startText } from "./log.ts";
import { watchNpm } from "./npm-parent.ts";
import { type EmulateFlags, optionsOf } from "./options.ts";

/**
 * A new space that stays at its first size, and collections before the old space has doubled: 70 MB under load instead of
 * 115, and as many responses. What an emulator keeps from one request to the next is little.
 */
const frugal = ["--semi-space-growth-factor=1", "--optimize-for-size"];

/** Serves the contract until SIGINT or SIGTERM. @returns the exit code. */
export async function emulate(flags: EmulateFlags, { signal }: Signals): Promise<number> {
  for (const flag of frugal) setFlagsFromString(flag);
  const isForPeople = process.stdout.isTTY === true && flags.json !== true;
  const isLogged = flags.json === true || (isForPeople && flags.quiet !== true);
  const line = flags.json ? jsonLine : logLine;
  const given = await optionsOf(flags, signal);
  const onEntry = (entry: JournalEntry): void => void process.stdout.write(line(entry));
  const options = { ...given, journal: { ...given.journal, ...(isLogged && { onEntry }) } };
  // Its errors name the option at fault, the port in use or the address that is none of this machine.
  const inWords = (error: Error): never => {
    throw new UsageError(
      error.message.replace(/^port: (.*)choose another, or 0/, "port: $1choose another with --port, or --port 0"),
    );
  };
  const emulator = await startEmulator(options).catch(inWords);
  const { host = "127.0.0.1", upstream } = options;
  const warn = (text: string): void => notify(paint("yellow", `warning: ${text}`, process.stderr));
  if (!isLoopback(host))
    warn(`${host} is not loopback: whoever reaches this machine can use the emulator; see --keys-file.`);
  if (upstream?.key !== undefined && isReadable(upstream.url))
    warn("--upstream: the key travels over http to another machine, where those in between can read it.");
  const isMade = flags.tls === true && flags.tlsCert === undefined;
  const { url, certificate } = emulator;
  const { auth = "key", keys } = options;
  const credential = auth === "token" ? "<token>" : keys === undefined ? "any-key" : "<key>";
  if (isForPeople && isLogged) await write(startText(emulator, isMade, credential));
  else if (isForPeople) await write(`${url}\n`);
  else await write(`${JSON.stringify({ event: "ready", url, ...(isMade && { certificate }) })}\n`);
  await untilEnd(signal);
  try {
    await emulator.stop();
    return exitCodes.ok;
  } catch (error) {
    // A recording could not be written; thrown on, it would be taken for what the signal broke off.
    notify(`${paint("red", "error:", process.stderr)} ${(error as Error).message}`);
    return exitCodes.usage;
  }
}

/** Waits for a signal, or for the end of the npm process that started the emulator. */
async function untilEnd(signal: AbortSignal): Promise<void> {
  const ended = new AbortController();
  const unwatch = await watchNpm(() => ended.abort());
  const end = AbortSignal.any([signal, ended.signal]);
  if (!end.aborted) await new Promise((resolve) => end.addEventListener("abort", resolve, { once: true }));
  unwatch();
}

function isReadable(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && !isLoopback(hostname);
}
