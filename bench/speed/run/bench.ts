/** What measures are given, and a contestant at work for them. */
import { contestants } from "../contestants.ts";
import type { Lane, Reply, Task, Visit } from "../programs/task.ts";
import { type Program, type Server, startProgram, startServer, steady } from "./program.ts";

export interface Bench {
  /** The executable of Node that the contestants run on. */
  node: string;
  effort: Effort;
  log(line: string): void;
}

export interface Effort {
  rounds: number;
  /** Starts of a process, for what is measured by starting it. */
  starts: number;
  /** How long a contestant works each time it has its turn, about. */
  visitMs: number;
  /** A part of the units of warm-up that each measure wants. */
  warmUp: number;
}

export const full: Effort = { rounds: 11, starts: 21, visitMs: 150, warmUp: 1 };
export const quick: Effort = { rounds: 3, starts: 3, visitMs: 60, warmUp: 0.1 };

export interface Worker {
  name: string;
  /** Its own: a thousand connections of each contestant are more than a process may have. */
  server: Server;
  visit(task: Task, units: number): Promise<Visit>;
  stop(): void;
}

export async function startWorker({ node }: Bench, { name, contestant }: Lane, flags = steady): Promise<Worker> {
  const server = await startServer();
  const program: Program = startProgram(node, "worker", [contestant ?? "", server.url], flags);
  return {
    name,
    server,
    visit: async (task, units) => {
      const reply = (await program.ask({ task, units })) as Reply;
      if ("error" in reply) throw new Error(`${name}, ${task.kind}: ${reply.error}`);
      return reply.visit;
    },
    stop: () => {
      program.stop();
      server.stop();
    },
  };
}

export const lane = (contestant: keyof typeof contestants, task: Task): Lane => ({
  name: contestants[contestant].title,
  contestant,
  task,
});
