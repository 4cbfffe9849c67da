import type { Audience, Bump, Change } from "./change.ts";
import type { Verdict } from "./verdict.ts";

const headings: Readonly<Record<Audience, string>> = {
  callers: "Breaks callers: what they send may be refused",
  readers: "Breaks readers: what they are sent may not be what they know",
  everyone: "Breaks everyone who knows it by its name",
};

/** A verdict in words, as Markdown. */
export function report(verdict: Verdict): string {
  const { released, changes, surfaces, bump, refused, stale } = verdict;
  const sections = (Object.keys(headings) as Audience[]).map((audience) =>
    section(headings[audience], list(changes.filter(({ breaks }) => breaks === audience))),
  );
  const types = surfaces.flatMap(({ entry, gone, come }) => [
    `- ${entry}:`,
    ...gone.map((line) => `    - gone: \`${line}\``),
    ...come.map((line) => `    - come: \`${line}\``),
  ]);
  return [
    `# The contract and the public types since ${released}\n`,
    ...sections,
    section("Breaks no one", list(changes.filter(({ breaks }) => breaks === undefined))),
    section("Public types", types),
    nextRelease(released, bump),
    section("Refused", refused.length > 0 ? [advice] : []),
    section(
      "Accepted in released/accepted.json, but no such change, or without a reason",
      stale.map(({ apiVersion, place, words }) => `- ${apiVersion}, ${place}: ${words}`),
    ),
  ]
    .filter(Boolean)
    .join("\n");
}

function nextRelease(released: string, bump: Bump): string {
  if (bump === "none") return "Nothing changed: no release is called for.\n";
  const until1 = bump === "major" && released.startsWith("0.") ? ", which is a minor one while the version is 0.x" : "";
  return `The next release is to be a ${bump} one${until1}.\n`;
}

const advice = `A released api-version does not break. Make the change in an api-version of its own, with @added, @removed,
@typeChangedFrom and their like; or, where the contract told of the service what is not so, add the change to
released/accepted.json as {"apiVersion", "place", "words", "reason"}.`;

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? "" : `## ${title}\n\n${lines.join("\n")}\n`;

/** A change that shows in several api-versions or places is told once. */
function list(changes: readonly Change[]): string[] {
  const places = new Map<string, Set<string>>();
  for (const { apiVersion, place, words, rule } of changes) {
    const line = `${words} (${rule})`;
    places.set(line, (places.get(line) ?? new Set()).add(`${apiVersion}, ${place}`));
  }
  return [...places].flatMap(([line, where]) => [`- ${line}`, ...[...where].map((place) => `    - ${place}`)]);
}
