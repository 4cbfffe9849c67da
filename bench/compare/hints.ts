/** How waiting is judged: what a server asked for, and when the next request came. */
import { placeOf } from "./place.ts";
import type { Observed, Rule } from "./scenario.ts";
import type { Seen } from "./server.ts";

/** Milliseconds that a server asked to wait, from the end of its response. */
function askedMs({ answeredWith: headers, answeredAtDate }: Seen): number {
  const ms = headers["retry-after-ms"] ?? headers["x-ms-retry-after-ms"];
  if (ms !== undefined) return Number(ms);
  const value = headers["retry-after"] ?? "";
  return /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - answeredAtDate;
}

/** Milliseconds between a response and the request after it. */
export const waits = ({ seen }: Observed): number[] =>
  seen.slice(1).map(({ at }, index) => at - (seen[index]?.answeredAt ?? Number.NaN));

/** Timers may fire a little early by another clock; a busy machine is late. */
const [early, late] = [30, 500];

export const hint: Rule = {
  what: "the server's hint",
  good: `the response came, and the second request at the time asked for, at most ${late} ms late`,
  fair: "the response came, after a delay of the client's own",
  bad: "no response came",
  judge(observed) {
    const { outcome, seen } = observed;
    const [refused] = seen;
    const [waited] = waits(observed);
    if (outcome.kind !== "answer" || refused === undefined || waited === undefined)
      return { mark: "bad", why: "no response" };
    const off = waited - askedMs(refused);
    if (off < -early) return { mark: "fair", why: "the response, requested too early" };
    if (off > late) return { mark: "fair", why: "the response, requested too late" };
    return { mark: "good", why: "the response, requested in time" };
  },
};

export const noHint: Rule = {
  what: "no hint",
  good: "the response came",
  bad: "no response came",
  judge: ({ outcome }) =>
    outcome.kind === "answer" ? { mark: "good", why: "the response" } : { mark: "bad", why: "no response" },
};

export const longHint: Rule = {
  what: "a hint of a day",
  good: "an error within 1 s, after one request, that holds the hint",
  fair: "an error, after requests that the server had asked not to send, or without the hint",
  bad: "no error while the run had patience",
  judge({ outcome, seen, ms }) {
    if (outcome.kind !== "failure") return { mark: "bad", why: "no error" };
    const told = placeOf("86400", undefined, outcome.told) !== "nowhere";
    const why = told ? "the hint on the error" : "the hint nowhere";
    return { mark: told && seen.length === 1 && ms < 1_000 ? "good" : "fair", why };
  },
};
