/** Calls one after another, and many at once. */

import { everyone, withoutValidation } from "../contestants.ts";
import type { Table } from "../report/table.ts";
import { type Bench, lane } from "../run/bench.ts";
import { cpu, rate, runPaired, wall } from "../run/paired.ts";

export const call = (bench: Bench): Promise<Table> =>
  runPaired(bench, {
    id: "call",
    title: "One chat call after another",
    lanes: everyone.map((contestant) => lane(contestant, { kind: "calls", inFlight: 1, messages: 1 })),
    readings: [cpu("call"), wall("call")],
    warmUp: 20_000,
    atLeast: 20,
  });

const inFlight =
  (count: number) =>
  (bench: Bench): Promise<Table> =>
    runPaired(bench, {
      id: `in-flight-${count}`,
      title: `${count.toLocaleString("en")} chat calls in flight`,
      lanes: withoutValidation.map((contestant) => lane(contestant, { kind: "calls", inFlight: count, messages: 1 })),
      readings: [rate("calls"), cpu("call")],
      warmUp: 20_000,
      atLeast: count * 2,
    });

export const inFlight64 = inFlight(64);
export const inFlight1000 = inFlight(1_000);

export const refusal = (bench: Bench): Promise<Table> =>
  runPaired(bench, {
    id: "refusal",
    title: "A call that is refused with 422, until its code is known",
    lanes: withoutValidation.map((contestant) => lane(contestant, { kind: "refusals" })),
    readings: [cpu("call"), wall("call")],
    warmUp: 2_000,
    atLeast: 20,
  });
