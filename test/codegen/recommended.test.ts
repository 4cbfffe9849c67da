import core from "@stoplight/spectral-core";
import parsers from "@stoplight/spectral-parsers";
import rulesets from "@stoplight/spectral-rulesets";
import { describe, expect, test } from "vitest";
import { lintRecommended } from "../../codegen/recommended.ts";
import { published } from "../documents.ts";

async function lintSpectral(text: string): Promise<string[]> {
  const spectral = new core.Spectral();
  spectral.setRuleset(rulesets.oas as core.RulesetDefinition);
  const results = await spectral.run(new core.Document(text, parsers.Json, "openapi.json"));
  return results.map(({ code, path }) => `${code} at ${path.join("/")}`);
}

/** A document that no linter should let pass: an operation without a name, and a reference into the void. */
function damaged(text: string): string {
  const document = JSON.parse(text);
  delete document.paths["/info"].get.operationId;
  document.components.schemas.ModelInfo.properties.model_name = { $ref: "#/components/schemas/Nowhere" };
  return JSON.stringify(document);
}

describe("E10: the recommended rules, warnings included", () => {
  test.each(published)(
    "Redocly has nothing to say of $version in OpenAPI $flavour, and much of a damaged copy",
    async ({ text }) => {
      expect(await lintRecommended(text)).toEqual([]);
      const rules = (await lintRecommended(damaged(text))).map(({ rule }) => rule);
      expect(rules).toEqual(expect.arrayContaining(["redocly/operation-operationId", "redocly/no-unresolved-refs"]));
    },
  );

  test.each(published)(
    "Spectral has nothing to say of $version in OpenAPI $flavour, and much of a damaged copy",
    async ({ text }) => {
      expect(await lintSpectral(text)).toEqual([]);
      const found = await lintSpectral(damaged(text));
      expect(found).toContain("operation-operationId at paths//info/get");
      expect(found).toContain("invalid-ref at components/schemas/ModelInfo/properties/model_name/$ref");
    },
  );
});
