/** What was observed, as a page. */
import type { ClientUnderTest } from "./client.ts";
import { waits } from "./hints.ts";
import type {} from "./rules.ts";
import type { Observed, Rule, Scenario, Section, Verdict } from "./scenario.ts";

export interface Result {
  observed: Observed;
  verdict: Verdict;
}

export interface Column {
  client: ClientUnderTest;
  /** The packages with their versions. */
  versions: readonly string[];
  byDefault: ReadonlyMap<Scenario, Result>;
  byRemedy: ReadonlyMap<Scenario, Result>;
}

const order = ["good", "fair", "bad", "waits"] as const;

export function render(sections: readonly Section[], columns: readonly Column[], patience: number): string {
  const all = sections.flatMap(({ scenarios }) => scenarios);
  return `# Side by side with other clients

Made by \`npm run compare\` on Node ${process.version}: do not edit. Each scenario is a server on loopback that answers as
the row says; each client calls it once, with endpoint, key and model set and everything else left at its default. What a
cell says was observed in this run; the mark before it follows from the rule under the table, which code applies
(\`bench/compare/rules.ts\`). The peers are the newest releases that run on Node 20.

${table(
  ["client", "packages", "set beside endpoint, key and model"],
  columns.map(({ client, versions }) => [client.title, versions.join(", "), client.beyondDefaults]),
)}

${table(
  ["", ...names(columns)],
  order.map((mark) => [mark, ...columns.map(({ byDefault }) => String(count(byDefault, mark)))]),
)}

- \`waits\`: neither answer nor error within ${patience} s, which is all the patience of this run. The limit beside it is told
  by the client's adapter, not observed here.
- "in the caller's code": the client handed something out as a success, and reading it as the client's documentation does
  failed. "nothing thrown": the client throws for no status; the caller compares it.
- One request was sent where no other number is told; times lie between an answer and the next request.
${sections.map((section) => renderSection(section, columns, patience)).join("")}
## With an option set

The time limits above are minutes, so a run of seconds does not see them; \`npm run compare -- --patience 330\` does. Here
each client has the option that its documentation names, at 1 s, and the same patience of ${patience} s.

${table(
  ["scenario", ...names(columns)],
  all
    .filter(({ remedy }) => remedy !== undefined)
    .map((scenario) => [scenario.title, ...columns.map((column) => remedied(column, scenario, patience))]),
)}
`;
}

function renderSection({ title, scenarios }: Section, columns: readonly Column[], patience: number): string {
  const rules = [...new Set(scenarios.map(({ rule }) => rule))];
  return `
## ${title}

${table(
  ["scenario", ...names(columns)],
  scenarios.map((scenario) => [scenario.title, ...columns.map((column) => byDefault(column, scenario, patience))]),
)}

${rules.map(describe).join("\n")}
`;
}

const describe = ({ what, good, fair, bad }: Rule): string =>
  `- ${what}: **good**, ${good}; ${fair === undefined ? "" : `**fair**, ${fair}; `}**bad**, ${bad}.`;

function byDefault({ client, byDefault }: Column, scenario: Scenario, patience: number): string {
  const result = byDefault.get(scenario);
  if (result === undefined) throw new Error(`${scenario.title} was not run`);
  const limit = scenario.call === "chat" ? client.ownLimits.answer : client.ownLimits.stream;
  const stated = result.verdict.mark === "waits" ? [`its limit: ${limit}`] : [];
  return [cell(result, patience), ...stated].join("; ");
}

function remedied({ client, byRemedy }: Column, scenario: Scenario, patience: number): string {
  const result = byRemedy.get(scenario);
  const option = scenario.remedy && client.remedies[scenario.remedy];
  return result === undefined ? "no such option" : `\`${option}\`: ${cell(result, patience)}`;
}

/** The mark, why, and what else was seen. */
function cell({ observed, verdict }: Result, patience: number): string {
  const { outcome, seen } = observed;
  const pauses = waits(observed).map((ms) => `${(ms / 1000).toFixed(1)} s`);
  const facts = [
    verdict.why,
    outcome.kind === "failure" && failure(outcome),
    outcome.kind === "waiting" && `nothing within ${patience} s`,
    seen.length !== 1 && `${seen.length} requests, ${pauses.join(", ")} apart`,
  ];
  return `**${verdict.mark}**: ${facts.filter(Boolean).join("; ")}`;
}

function failure({ told, inCallersCode }: Extract<Observed["outcome"], { kind: "failure" }>): string {
  const name = inCallersCode ? "in the caller's code" : plain(told.name);
  // A status says more than the words of a test.
  return told.status === undefined ? `${name}: "${clip(told.message)}"` : `${name}, status ${told.status}`;
}

const names = (columns: readonly Column[]): string[] => columns.map(({ client }) => client.title);

const count = (results: Column["byDefault"], mark: string): number =>
  [...results.values()].filter(({ verdict }) => verdict.mark === mark).length;

const table = (head: readonly string[], body: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const clip = (text: string): string => plain(text.length > 70 ? `${text.slice(0, 67)}...` : text);

/** Text of others, so that Markdown shows it as it is. */
const plain = (text: string): string =>
  text.replace(/[<>&|*`[\]\\]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[^\x20-\x7e]/g, "?");
