/** Lanes in paired rounds: each has its turn in every round, and goes first in some. */

import type { Lane, Task, Visit } from "../programs/task.ts";
import { type Bench, startWorker, type Worker } from "./bench.ts";

export interface Paired {
  lanes: readonly Lane[];
  /** Units before anything counts; the slow are let off after some seconds. V8 compiles while a program runs, which counts as its time. */
  warmUp: number;
  /** What they are units of, where the task itself is too slow for so many: the same code at work. */
  warmUpTask?: Task;
  /** The fewest units of a visit. */
  atLeast: number;
}

export interface Outcome {
  /** The visits of each lane, round by round. */
  visits: ReadonlyMap<string, readonly Visit[]>;
  /** The greatest share of a visit's time that the server was at work, and in whose lane. */
  busiest: { lane: string; share: number };
}

const longestWarmUpMs = 4_000;
/** Who takes longer for a visit than this has its turn in the first rounds only. */
const slowMs = 4_000;
const roundsOfSlow = 3;

export async function inRounds(bench: Bench, paired: Paired): Promise<Outcome> {
  const runners: Runner[] = [];
  try {
    for (const lane of paired.lanes) runners.push(await warmedUp(bench, lane, paired));
    for (let round = 0; round < bench.effort.rounds; round += 1) {
      for (const runner of order(runners, round)) await turn(runner);
    }
  } finally {
    for (const { worker } of runners) worker.stop();
  }
  const shares = runners.map(({ worker, serverUs, wallUs }) => ({ lane: worker.name, share: serverUs / wallUs }));
  return {
    visits: new Map(runners.map(({ worker, visits }) => [worker.name, visits])),
    busiest: shares.reduce((most, share) => (share.share > most.share ? share : most)),
  };
}

interface Runner {
  worker: Worker;
  lane: Lane;
  units: number;
  visits: Visit[];
  serverUs: number;
  wallUs: number;
}

async function warmedUp(bench: Bench, lane: Lane, { warmUp, warmUpTask, atLeast }: Paired): Promise<Runner> {
  const worker = await startWorker(bench, lane);
  try {
    const wanted = warmUp * bench.effort.warmUp;
    const some = Math.max(atLeast, Math.ceil(wanted / 10));
    const began = performance.now();
    for (let done = 0; done < wanted && performance.now() - began < longestWarmUpMs; )
      done += (await worker.visit(warmUpTask ?? lane.task, some)).units;
    const from = performance.now();
    const last = await worker.visit(lane.task, warmUpTask === undefined ? some : atLeast);
    const units = Math.round((bench.effort.visitMs / (performance.now() - from)) * last.units);
    return { worker, lane, units: Math.max(atLeast, units), visits: [], serverUs: 0, wallUs: 0 };
  } catch (error) {
    worker.stop();
    throw error;
  }
}

/** Every other round goes backwards, and after both everyone moves up by one. */
export function order<Item>(items: readonly Item[], round: number): Item[] {
  const from = Math.floor(round / 2) % items.length;
  const turned = [...items.slice(from), ...items.slice(0, from)];
  return round % 2 === 0 ? turned : turned.reverse();
}

async function turn(runner: Runner): Promise<void> {
  const { worker, lane, units, visits } = runner;
  if (visits.length >= roundsOfSlow && (visits[0]?.wallUs ?? 0) > slowMs * 1000) return;
  const before = await worker.server.state();
  const began = performance.now();
  visits.push(await worker.visit(lane.task, units));
  runner.wallUs += (performance.now() - began) * 1000;
  runner.serverUs += (await worker.server.state()).cpuUs - before.cpuUs;
}
