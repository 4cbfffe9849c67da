/** How what was observed is judged: each rule in words for the page, and as code. */
import { limitMs, type Told } from "./client.ts";
import { whole } from "./payloads.ts";
import { type Place, placeOf } from "./place.ts";
import type { Mark, Rule } from "./scenario.ts";

const marks: Readonly<Record<Place, Mark>> = { member: "good", body: "fair", text: "fair", nowhere: "bad" };

/** Asks where in a failure the caller finds something. */
const found = (what: string, find: (told: Told) => Place): Rule => ({
  what,
  good: `${what} is in a property that the client documents for it`,
  fair: "it is in the body as the server wrote it, or in a text",
  bad: "it is nowhere",
  judge({ outcome }) {
    if (outcome.kind !== "failure") return { mark: "bad", why: "no error" };
    const place = find(outcome.told);
    const where = { member: "in its property", body: "in the body", text: "in a text", nowhere: "nowhere" }[place];
    return { mark: marks[place], why: `${what} ${where}` };
  },
});

export const parameter = found("the parameter", (told) => placeOf("seed", told.parameter, told));
export const filter = found("the code `content_filter`", (told) => placeOf("content_filter", told.code, told));
export const category = found("the category", (told) =>
  placeOf("hate", told.categories?.includes("hate") ? "hate" : undefined, told),
);

export const errorInStream = found("the server's code", (told) => placeOf("overloaded", told.code, told));

export const badGateway: Rule = {
  what: "a gateway that fails",
  good: "tried more than once, then an error with the status",
  fair: "an error with the status, tried once",
  bad: "an error without the status, or none",
  judge({ outcome, seen }) {
    if (outcome.kind !== "failure") return { mark: "bad", why: "no error" };
    if (outcome.told.status !== 502) return { mark: "bad", why: "the status nowhere" };
    return { mark: seen.length > 1 ? "good" : "fair", why: "the status in its property" };
  },
};

export const wrongAnswer: Rule = {
  what: "a success that is none",
  good: "an error of the client",
  bad: "handed out as a success: reading it fails in the caller's code, or gives nothing",
  judge({ outcome }) {
    if (outcome.kind === "waiting") return { mark: "bad", why: "no error" };
    if (outcome.kind === "failure" && !outcome.inCallersCode) return { mark: "good", why: "an error" };
    return { mark: "bad", why: "handed out as a success" };
  },
};

export const redirect: Rule = {
  what: "a redirect",
  good: "the other origin got nothing",
  fair: "it got the prompt",
  bad: "it got the key",
  judge({ elsewhere: { requests, key, prompt } }) {
    if (key) return { mark: "bad", why: `the other origin got the key${prompt ? " and the prompt" : ""}` };
    if (prompt) return { mark: "fair", why: "the other origin got the prompt" };
    return requests === 0
      ? { mark: "good", why: "the other origin got nothing" }
      : { mark: "good", why: "the other origin got a request without key and prompt" };
  },
};

export const silence: Rule = {
  what: "silence",
  good: "an error",
  bad: "a response, as if it were complete; with an option of 1 s, no error within 10 s",
  judge({ outcome, ms }, limited) {
    if (limited && ms > 10 * limitMs) return { mark: "bad", why: "not ended by the option" };
    if (outcome.kind === "failure") return { mark: "good", why: `an error after ${(ms / 1000).toFixed(1)} s` };
    if (outcome.kind === "answer") return { mark: "bad", why: "no error" };
    return { mark: "waits", why: "" };
  },
};

export const cut: Rule = {
  what: "a stream that is cut",
  good: "an error",
  bad: "an end like that of a complete response",
  judge: ({ outcome }) =>
    outcome.kind === "failure"
      ? { mark: "good", why: "an error" }
      : { mark: "bad", why: outcome.kind === "waiting" ? "no error" : "ended as if whole" },
};

export const wholeText: Rule = {
  what: "all of it",
  good: "the whole text, and no error",
  bad: "anything else",
  judge({ outcome }) {
    if (outcome.kind === "answer" && outcome.text === whole) return { mark: "good", why: "the whole text" };
    const text = outcome.kind === "answer" ? outcome.text : outcome.arrived;
    return { mark: "bad", why: text === "" ? "no text" : `only "${text}"` };
  },
};
