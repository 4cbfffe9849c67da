import { nested } from "../endpoints/refusal.ts";
import type { EmulatedRequest } from "../http/request.ts";
import type { EmulatorState } from "../state.ts";
import type { Fault } from "./fault.ts";
import { faultHeader, parseFaults } from "./fault-header.ts";
import { type Latency, latencyHeader, type Pace, paceOf, parseLatency } from "./latency.ts";
import { type Draw, drawsOf } from "./random.ts";

/** What a rule asks for instead of what holds for all. */
interface Wanted {
  faults?: readonly Fault[];
  latency?: Latency;
}

/** How long a response takes: as the request asks, else its rule, else as holds for all. @throws {Refusal} 400 */
export function paceFor(request: EmulatedRequest, rule: Wanted | undefined, state: EmulatorState): Pace | undefined {
  const asked = request.headers[latencyHeader];
  const latency =
    asked === undefined ? (rule?.latency ?? state.latency) : readHeader(() => parseLatency(asked), "InvalidLatency");
  return latency && paceOf(latency, () => drawFor(request, state, "latency"));
}

/** What goes wrong with a response: what the request asks for, else its rule, else what holds for all. @throws {Refusal} 400 */
export function faultsFor(request: EmulatedRequest, rule: Wanted | undefined, state: EmulatorState): readonly Fault[] {
  const asked = request.headers[faultHeader];
  const wanted =
    asked === undefined ? (rule?.faults ?? state.faults) : readHeader(() => parseFaults(asked), "InvalidFault");
  if (wanted.every(({ probability = 1 }) => probability === 1)) return wanted;
  const draw = drawFor(request, state, "faults");
  return wanted.filter(({ probability = 1 }) => draw() < probability);
}

function drawFor({ method, path, body }: EmulatedRequest, { options, turns }: EmulatorState, what: string): Draw {
  const words = [what, method, path, body];
  return drawsOf(options.seed, ...words, String(turns.next(...words)));
}

function readHeader<Value>(read: () => Value, code: string): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw nested(400, code, error.message);
  }
}
