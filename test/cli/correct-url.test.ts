import fc from "fast-check";
import { expect, test } from "vitest";
import { correctUrl } from "../../src/cli/doctor/correct-url.ts";
import { resolveEndpoint } from "../../src/client/index.ts";

const host = fc.constantFrom(
  "r.services.ai.azure.com",
  "r.openai.azure.com",
  "r.cognitiveservices.azure.us",
  "n.eastus.models.ai.azure.com",
  "n.eastus.inference.ml.azure.com",
  "gateway.example:8443",
  "localhost:8080",
  "[::1]:8080",
);
const path = fc.constantFrom(
  ...["", "/", "/models", "/models/", "/openai", "/openai/v1", "/openai/v1/", "/openai/deployments/d", "/score", "/v1"],
  ...["/api/projects/p", "/openai/deployments", "/api/models", "/a b", "//", "/%2e%2e"],
);
const operation = fc.constantFrom("", "", "/chat/completions", "/embeddings", "/responses/", "/info");
const query = fc.constantFrom("", "", "?api-version=2024-10-21", "?api-key=hush", "?a=1&code=hush&b=%20", "#hush");
const parts = fc.tuple(fc.constantFrom("", "http://", "https://", "HTTPS://u:hush@"), host, path, operation, query);

test("a corrected URL keeps its host, is accepted by the client, needs no correction, and contains no credential", () => {
  fc.assert(
    fc.property(parts, ([scheme, host, path, operation, query]) => {
      const { url } = correctUrl(scheme + host + path + operation + query, {});
      if (url === undefined) throw new Error("it cannot be corrected");
      expect(new URL(url).host).toBe(host);
      expect(() => resolveEndpoint(url)).not.toThrow();
      expect(correctUrl(url, {})).toEqual({ url, problems: [] });
      expect(url).not.toContain("hush");
    }),
    { numRuns: 2_000 },
  );
});

test("any other text is either a URL without problems or refused with a reason, never an exception", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain()), (text) => {
      const { url, problems } = correctUrl(text, {});
      if (url === undefined) expect(problems).not.toEqual([]);
      else expect(URL.canParse(url)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
