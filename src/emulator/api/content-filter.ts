import type { ContentFilterResults } from "../../../generated/types.ts";
import { Refusal } from "../endpoints/refusal.ts";

/**
 * A text that the content filter stops.
 *
 * @example
 * const rule: ContentFilterRule = { category: "violence", match: /fight/i, stage: "answer", severity: "medium" };
 * await startEmulator({ contentFilter: [rule] });
 */
export interface ContentFilterRule {
  /** What it is stopped for, such as `violence` or `jailbreak`. */
  category: string;
  /** Where the filter looks. Default `"prompt"`. */
  stage?: "prompt" | "answer";
  /** A text that stops when it holds this, or matches. The rules of stage `answer` look at the prompt too. */
  match: string | RegExp;
  /** How severe it is said to be. Default `"high"`. */
  severity?: "low" | "medium" | "high";
}

const graded = ["hate", "self_harm", "sexual", "violence"];

/** The verdict on what no rule stops. */
export const safe: ContentFilterResults = Object.fromEntries(
  graded.map((category) => [category, { filtered: false, severity: "safe" }]),
);

/** What Azure reports for a prompt that it accepts. */
export const promptPassed = [{ prompt_index: 0, content_filter_results: safe }];

/** The same as a chunk, which comes before all others and has nothing to say of the response. */
export const promptChunk = {
  id: "",
  object: "",
  created: 0,
  model: "",
  choices: [],
  prompt_filter_results: promptPassed,
};

/**
 * `[violence]` in a prompt stops the prompt, `[answer:violence]` the response; likewise the other categories. So does the prompt of
 * the content safety sample of the API's public reference.
 *
 * @example
 * await startEmulator({ contentFilter: [...defaultContentFilter, { category: "hate", match: "insult" }] });
 */
export const defaultContentFilter: readonly ContentFilterRule[] = [
  ...[...graded, "jailbreak"].flatMap((category) => [
    { category, match: `[${category}]` },
    { category, match: `[answer:${category}]`, stage: "answer" as const },
  ]),
  { category: "violence", match: "Chopping tomatoes and cutting them into cubes or wedges", severity: "medium" },
];

/** @throws {Refusal} 400 in nested form when a rule stops the prompt. */
export function filterPrompt(rules: readonly ContentFilterRule[], texts: readonly string[]): void {
  const results = judge(rules, "prompt", texts);
  if (results === undefined) return;
  throw new Refusal(
    {
      status: 400,
      code: "content_filter",
      message: "The prompt was stopped by the content filter. Change it and try again.",
      param: "prompt",
      innererror: { code: "ResponsibleAIPolicyViolation", content_filter_result: results },
    },
    "openai",
  );
}

/** The verdict on the response to these texts, when a rule stops it: what it is stopped for, and what it is not. */
export const filterResponse = (
  rules: readonly ContentFilterRule[],
  texts: readonly string[],
): ContentFilterResults | undefined => judge(rules, "answer", texts);

function judge(
  rules: readonly ContentFilterRule[],
  stage: "prompt" | "answer",
  texts: readonly string[],
): ContentFilterResults | undefined {
  const hits = rules.filter(
    (rule) =>
      (rule.stage ?? "prompt") === stage &&
      texts.some((text) => (typeof rule.match === "string" ? text.includes(rule.match) : text.search(rule.match) >= 0)),
  );
  if (hits.length === 0) return undefined;
  const verdicts = [...new Set([...graded, ...hits.map(({ category }) => category)])].map((category) => {
    const hit = hits.find((rule) => rule.category === category);
    const filtered = hit !== undefined;
    const severity = filtered ? (hit.severity ?? "high") : "safe";
    return [category, graded.includes(category) ? { filtered, severity } : { filtered, detected: filtered }];
  });
  return Object.fromEntries(verdicts) as ContentFilterResults;
}
