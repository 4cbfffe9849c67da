import { readFile } from "node:fs/promises";
import { type EmulatorOptions, startEmulator } from "../emulator/index.ts";
import { exitCodes, UsageError } from "./exit.ts";
import { readable, readJson } from "./input.ts";
import { isLoopback } from "./loopback.ts";
import { paint, tell, write } from "./output.ts";
import { keepSecret } from "./secrets.ts";
import type { Signals } from "./signals.ts";

/** Each is an option of `startEmulator`, or a file that holds one. */
export interface EmulateFlags {
  port?: number;
  host?: string;
  models?: string;
  contentFilter?: string;
  keysFile?: string;
}

/** Serves the contract until SIGINT or SIGTERM. @returns the exit code. */
export async function emulate(flags: EmulateFlags, { signal }: Signals): Promise<number> {
  const options = await optionsOf(flags, signal);
  // Its errors name the option at fault, the port in use or the address that is none of this machine.
  const emulator = await startEmulator(options).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  const { host = "127.0.0.1" } = options;
  if (!isLoopback(host)) {
    tell(
      paint(
        "yellow",
        `warning: ${host} is not loopback: whoever reaches this machine can use the emulator; see --keys-file.`,
        process.stderr,
      ),
    );
  }
  await write(`${JSON.stringify({ event: "ready", url: emulator.url })}\n`);
  if (process.stdout.isTTY)
    tell(paint("dim", "Any key is a key unless --keys-file says otherwise. Ctrl-C ends it.", process.stderr));
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  await emulator.stop();
  return exitCodes.ok;
}

async function optionsOf(flags: EmulateFlags, signal: AbortSignal): Promise<EmulatorOptions> {
  const { port, host, models, contentFilter } = flags;
  const keys = await keysOf(flags);
  // What the files hold is checked by the emulator, which names the place at fault.
  return {
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
    ...(keys !== undefined && { keys }),
    ...(models !== undefined && { models: (await readJson(models, signal)) as NonNullable<EmulatorOptions["models"]> }),
    ...(contentFilter !== undefined && {
      contentFilter: (await readJson(contentFilter, signal)) as NonNullable<EmulatorOptions["contentFilter"]>,
    }),
  };
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
