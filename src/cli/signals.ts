import { exitCodes } from "./exit.ts";

/** How a command hears that it should end. */
export interface Signals {
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** The code to exit with when a signal ended the command. */
  code(): number;
  /** Hands SIGINT to another, until the returned function is called. */
  takeInterrupts(handler: () => void): () => void;
}

/** A command that is slow to end after a signal is ended. */
const graceMs = 2_000;

/** Listens to SIGINT and SIGTERM: the first asks the command to end, the second ends it. */
export function listenToSignals(): Signals {
  const controller = new AbortController();
  const handlers: (() => void)[] = [];
  let code: number = exitCodes.interrupted;
  const end = (codeOfSignal: number): void => {
    code = codeOfSignal;
    if (controller.signal.aborted) process.exit(code);
    setTimeout(() => process.exit(code), graceMs).unref();
    controller.abort(new Error("ended by a signal"));
  };
  process.on("SIGINT", () => {
    const handler = handlers.at(-1);
    if (handler === undefined) end(exitCodes.interrupted);
    else handler();
  });
  process.on("SIGTERM", () => end(exitCodes.terminated));
  return {
    signal: controller.signal,
    code: () => code,
    takeInterrupts: (handler) => {
      handlers.push(handler);
      return () => void handlers.splice(handlers.indexOf(handler), 1);
    },
  };
}
