/** Programs in processes of their own, asked over their channel, one thing at a time. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

export const built = fileURLToPath(new URL("../../out/speed/", import.meta.url));

/** What the server knows. Times are nanoseconds of `process.hrtime`, which all processes share. */
export interface ServerState {
  /** Opened since it started. */
  connections: number;
  /** When connections closed, since the last question. */
  left: readonly number[];
  /** Processor time since it started, in microseconds. */
  cpuUs: number;
}

export interface Server {
  url: string;
  state(): Promise<ServerState>;
  stop(): void;
}

export interface Program {
  ask(question: object): Promise<unknown>;
  stop(): void;
}

/** A worker that has rested keeps its code and its heap, as one that is always at work does. */
export const steady = ["--no-memory-reducer", "--no-flush-bytecode"];

const patienceMs = 180_000;

export function startProgram(node: string, file: string, args: readonly string[], flags: readonly string[]): Program {
  const child = fork(`${built}${file}.js`, [...args], { execPath: node, execArgv: [...flags] });
  return {
    ask: (question) => {
      const reply = nextMessage(child, [file, ...args].join(" "));
      child.send(question);
      return reply;
    },
    stop: () => void child.kill(),
  };
}

export async function startServer(): Promise<Server> {
  const child = fork(`${built}server.js`, [], { execArgv: steady });
  const { port } = (await nextMessage(child, "server")) as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    state: () => {
      const reply = nextMessage(child, "server");
      child.send({});
      return reply as Promise<ServerState>;
    },
    stop: () => void child.kill(),
  };
}

function nextMessage(child: ChildProcess, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      child.off("message", onMessage).off("exit", onExit).off("error", onError);
      finish();
    };
    const onMessage = (message: unknown): void => settle(() => resolve(message));
    const onError = (cause: Error): void => settle(() => reject(new Error(`${name} cannot be run`, { cause })));
    const onExit = (code: number | null): void => settle(() => reject(new Error(`${name} ended with code ${code}`)));
    const expire = (): void => settle(() => reject(new Error(`${name} gave no answer within ${patienceMs / 1000} s`)));
    const timer = setTimeout(expire, patienceMs);
    child.on("message", onMessage).on("exit", onExit).on("error", onError);
  });
}
