import type { Audience, Bump, Change } from "./change.ts";
import type { SurfaceChange } from "./surface.ts";
import type { Verdict } from "./verdict.ts";

const headings: Readonly<Record<Audience, string>> = {
  callers: "Breaks callers: requests they send may be rejected",
  readers: "Breaks readers: responses may not be what they expect",
  everyone: "Breaks everyone who uses the name",
};

/** Formats a verdict as Markdown. */
export function report({ released, changes, surfaces, bump, refused, stale }: Verdict): string {
  const section = (title: string, lines: readonly string[]): string =>
    lines.length === 0 ? "" : `## ${title}\n\n${lines.join("\n")}\n`;
  const by = (audience?: Audience): string[] => list(changes.filter(({ breaks }) => breaks === audience));
  return [
    `# The contract and the public types since ${released}\n`,
    ...Object.entries(headings).map(([audience, heading]) => section(heading, by(audience as Audience))),
    section("Breaks no one", by()),
    section("Public types", surfaces.flatMap(surfaceLines)),
    nextRelease(released, bump),
    section("Refused", refused.length > 0 ? [advice] : []),
    section(
      "Accepted in release/accepted.json, but there is no such change, or it has no reason",
      stale.map(({ reason: _, ...about }) => `- ${Object.values(about).join(", ")}`),
    ),
  ]
    .filter(Boolean)
    .join("\n");
}

function nextRelease(released: string, bump: Bump): string {
  if (bump === "none") return "Nothing changed. No release is needed.\n";
  const until1 =
    bump === "major" && released.startsWith("0.") ? ", which is a minor release while the version is 0.x" : "";
  return `The next release must be a ${bump} release${until1}.\n`;
}

const advice = `A released api-version must not break. Make the change in a new api-version, with @added, @removed or
@typeChangedFrom. If the contract described the service wrongly, add the change to release/accepted.json as
{"rule", "reason"}; add "apiVersion", "place" or "words" to accept fewer changes of the rule.`;

/** Groups changes by rule and text, with the first few positions of each. */
function list(changes: readonly Change[]): string[] {
  return group(changes, ({ rule }) => rule).flatMap(([rule, found]) => {
    const texts = group(found, ({ words }) => words).map(([words, same]) => {
      const places = [...new Set(same.map(({ apiVersion, place }) => `${apiVersion} ${place}`))];
      const rest = places.length > most ? ` and ${places.length - most} more` : "";
      return `${words}: ${places.slice(0, most).join(", ")}${rest}`;
    });
    return [`- ${rule}:`, ...bullets(texts, most)];
  });
}

const most = 5;

function group(changes: readonly Change[], keyOf: (change: Change) => string): [key: string, changes: Change[]][] {
  const keys = [...new Set(changes.map(keyOf))];
  return keys.map((key) => [key, changes.filter((change) => keyOf(change) === key)]);
}

function bullets(texts: readonly string[], limit: number): string[] {
  const rest = texts.length - limit;
  const more = rest > 0 ? [`and ${rest} more: \`npm run gate -- --json\` lists all`] : [];
  return [...texts.slice(0, limit), ...more].map((text) => `    - ${text}`);
}

/** Lines that consist of punctuation only are left out. */
function surfaceLines({ entry, removed, added, isNew }: SurfaceChange): string[] {
  if (isNew) return [`- ${entry} is new`];
  const code = (what: string, lines: readonly string[]): string[] =>
    lines.filter((line) => /\w/.test(line)).map((line) => `${what}: \`${line}\``);
  return [`- ${entry}:`, ...bullets([...code("removed", removed), ...code("added", added)], 2 * most)];
}
