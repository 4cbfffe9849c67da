import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type HelpTopic, helpTopics } from "../../src/cli/output/help-topic.ts";
import { createClient, isResponseError, type ProblemKind } from "../../src/client/index.ts";
import { serve } from "../support/server.ts";

const page = readFileSync("docs/troubleshooting.md", "utf8");
const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, heading = ""]) => heading);
const rows = [...page.matchAll(/^\| (\d{3}) \| (?:`([^`]+)`)? *\| (.+?) \| \[\w+\]\(#(\w+)\) \|$/gm)];

describe("the messages of servers on the troubleshooting page", () => {
  test("are twenty or so", () => expect(rows.length).toBeGreaterThanOrEqual(19));

  test.each(rows.map(([, status, code, message, kind]) => ({ status: Number(status), code, message, kind })))(
    "$status $code $message: $kind",
    async ({ status, code, message, kind }) => {
      const param = /'(\w+)'/.exec(message ?? "")?.[1];
      const { url } = await serve({ status, body: { error: { code, message, ...(param && { param }) } } });
      const client = createClient({ endpoint: url, credential: { key: "k" }, retry: { retries: 0 } });
      const error: unknown = await client.getChatCompletions({ messages: [] }).catch((error: unknown) => error);
      expect(isResponseError(error) && error.problem.kind).toBe(kind);
    },
  );
});

test("every kind of problem has a section with its name", () => {
  const kinds: Record<ProblemKind, true> = {
    content_filter: true,
    unsupported_parameter: true,
    extra_parameters_refused: true,
    invalid_request: true,
    authentication: true,
    permission: true,
    not_found: true,
    rate_limited: true,
    too_large: true,
    model_failed: true,
    unavailable: true,
    retired: true,
    unknown: true,
  };
  expect(headings).toEqual(expect.arrayContaining(Object.keys(kinds)));
});

test("every topic that the command names is a section", () => {
  const anchors = headings.map((heading) => heading.toLowerCase().replaceAll(" ", "-"));
  expect(anchors).toEqual(expect.arrayContaining([...helpTopics] satisfies HelpTopic[]));
});
