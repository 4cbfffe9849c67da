import { createConfig, lintFromString, type NormalizedProblem } from "@redocly/openapi-core";
import type { Finding } from "./lint.ts";

/** Redocly rules that do not fit this contract, with the reason. */
const suppressed = [
  {
    rule: "no-unused-components",
    pointer: /^#\/components\/schemas\/(?:ContentFilterError|UnsupportedParameterError)$/,
    reason:
      "the documented forms of `ErrorBody`, named by its extension `x-documented-forms`, which Redocly does not read",
  },
  {
    rule: "no-unused-components",
    pointer: /^#\/components\/schemas\/(?:Chat)?CompletionsChunk$/,
    reason: "before OpenAPI 3.2 a stream's events are named by `x-itemSchema`, which Redocly does not read",
  },
];

const recommended = createConfig({
  extends: ["recommended"],
  // rules-examples.ts validates the same examples, and more of them.
  rules: { "no-invalid-media-type-examples": "off" },
});

/** Redocly's recommended rules over one document, save for what is suppressed; warnings count. */
export async function lintRecommended(source: string, suppressions = suppressed): Promise<Finding[]> {
  const problems = await lintFromString({ source, absoluteRef: "openapi.json", config: await recommended });
  const isSuppressed = (problem: NormalizedProblem): boolean =>
    suppressions.some(({ rule, pointer }) => rule === problem.ruleId && pointer.test(place(problem)));
  return problems.filter((problem) => !isSuppressed(problem)).map(toFinding);
}

function toFinding(problem: NormalizedProblem): Finding {
  const path = place(problem)
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  return { rule: `redocly/${problem.ruleId}`, path, message: problem.message };
}

const place = ({ location: [first] }: NormalizedProblem): string => first?.pointer ?? "#/";
