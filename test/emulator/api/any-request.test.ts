import fc from "fast-check";
import { expect, test } from "vitest";
import { operations } from "../../../generated/operations.ts";
import { operationValidators, validateErrorBody } from "../../../generated/validators.ts";
import { type Flavour, flavourNames } from "../../../src/emulator/endpoints/flavour.ts";
import { targetOf } from "../../../src/emulator/endpoints/target.ts";
import { respond } from "../../../src/emulator/http/respond.ts";
import { createState } from "../../../src/emulator/state.ts";
import { issuesOf } from "../../../src/validation/index.ts";
import { anyBody, bases, versionOf } from "./any-body.ts";

const state = createState();
const posts = ["getChatCompletions", "getCompletions", "getEmbeddings", "getImageEmbeddings"] as const;
const noOneLeaves = (): AbortSignal => new AbortController().signal;

test.each(flavourNames)(
  "D08: whatever is asked of %s, what comes back fits the contract, and nothing fails",
  async (flavour) => {
    const seen = new Set<string>();
    for (const id of posts) {
      await fc.assert(
        fc.asyncProperty(anyBody(id), async (body) => {
          const request = {
            method: "POST",
            path: bases[flavour] + operations[id].path,
            query: new URLSearchParams({ "api-version": versionOf(flavour) }),
            headers: {
              authorization: "Bearer k",
              "content-type": "application/json",
              "extra-parameters": "pass-through",
            },
            hosts: 1,
            body: JSON.stringify(body),
          };
          const { response: answer } = await respond(
            request,
            { target: targetOf(request, undefined) },
            state,
            noOneLeaves,
          );
          const validators = operationValidators[id];
          const check = (validator: Parameters<typeof issuesOf>[0] | undefined, value: unknown) =>
            expect(validator && issuesOf(validator, JSON.parse(JSON.stringify(value)))).toEqual([]);
          if ("events" in answer) for await (const event of answer.events) check(validators.stream, event);
          else if (answer.body !== "")
            check(answer.status === 200 ? validators.response : validateErrorBody, answer.body);
          expect(answer.status).toBeLessThan(500);
          seen.add("events" in answer ? "stream" : `${answer.status}`);
        }),
        { numRuns: 300 },
      );
    }
    const statuses: Partial<Record<Flavour, string[]>> = {
      serverless: ["200", "400", "422"],
      managed: ["200", "424"],
      "azure-openai": ["200", "400", "404"],
      "openai-v1": ["200", "400", "404"],
    };
    expect([...seen].sort()).toEqual([...(statuses[flavour] ?? ["200", "400", "404", "422"]), "stream"]);
  },
);
