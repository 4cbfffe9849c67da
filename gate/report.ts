import type { Audience, Bump, Change } from "./change.ts";
import type { SurfaceChange } from "./surface.ts";
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
  return [
    `# The contract and the public types since ${released}\n`,
    ...sections,
    section("Breaks no one", list(changes.filter(({ breaks }) => breaks === undefined))),
    section("Public types", surfaces.flatMap(surfaceLines)),
    nextRelease(released, bump),
    section("Refused", refused.length > 0 ? [advice] : []),
    section(
      "Accepted in released/accepted.json, but no such change, or without a reason",
      stale.map(({ reason: _, ...about }) => `- ${Object.values(about).join(", ")}`),
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
released/accepted.json as {"rule", "reason"}, with "apiVersion", "place" and "words" to name fewer changes of the rule.`;

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? "" : `## ${title}\n\n${lines.join("\n")}\n`;

/** Changes of one rule are told by the first few, each with where it shows. */
function list(changes: readonly Change[]): string[] {
  const rules = new Map<string, Map<string, Set<string>>>();
  for (const { apiVersion, place, words, rule } of changes) {
    const told = rules.get(rule) ?? new Map<string, Set<string>>();
    rules.set(rule, told.set(words, (told.get(words) ?? new Set()).add(`${apiVersion} ${place}`)));
  }
  return [...rules].flatMap(([rule, told]) => {
    const shown = [...told].slice(0, most);
    const lines = shown.map(([words, places]) => `    - ${words}: ${few([...places])}`);
    return [`- ${rule}:`, ...lines, ...more(told.size - shown.length)];
  });
}

const most = 5;

const few = (places: readonly string[]): string =>
  places.length > most ? `${places.slice(0, most).join(", ")} and ${places.length - most} more` : places.join(", ");

const more = (left: number): string[] =>
  left > 0 ? [`    - and ${left} more: \`npm run gate -- --json\` has all`] : [];

/** Lines that went and came, without those that are nothing but signs. */
function surfaceLines({ entry, gone, come, isNew }: SurfaceChange): string[] {
  if (isNew) return [`- ${entry} is new`];
  const lines = [...gone.map((line) => `gone: \`${line}\``), ...come.map((line) => `come: \`${line}\``)];
  const told = lines.filter((line) => /\w/.test(line.slice(line.indexOf("`"))));
  const shown = told.slice(0, 2 * most);
  return [`- ${entry}:`, ...shown.map((line) => `    - ${line}`), ...more(told.length - shown.length)];
}
