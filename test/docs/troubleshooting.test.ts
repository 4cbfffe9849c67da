import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type HelpTopic, helpTopics } from "../../src/cli/output/help-topic.ts";
import { createClient, isResponseError } from "../../src/client/index.ts";
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

test("every kind of problem, and every other topic that the command names, has a section", () => {
  const anchors = headings.map((heading) => heading.toLowerCase().replaceAll(" ", "-"));
  expect(anchors).toEqual(expect.arrayContaining([...helpTopics] satisfies HelpTopic[]));
});
