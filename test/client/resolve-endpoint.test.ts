import { describe, expect, test } from "vitest";
import { type EndpointKind, resolveEndpoint } from "../../src/client/index.ts";

test.each<[endpoint: string, kind: EndpointKind]>([
  ["https://a.services.ai.azure.com/model", "foundry"],
  ["https://a.services.ai.azure.com/models/", "foundry"],
  ["https://a.openai.azure.com.example/models", "custom"],
  ["https://a.models.ai.azure.com.example", "custom"],
  ["https://a.inference.ml.azure.com.example/score", "custom"],
  ["https://gateway.example/v1", "openai-compatible"],
  ["https://gateway.example/v1/models", "custom"],
  ["https://gateway.example/score", "custom"],
  ["https://a.inference.ml.azure.com/score/v2", "managed"],
  ["https://gateway.example/infos", "custom"],
  ["https://gateway.example/info/v2", "custom"],
  ["https://gateway.example/a?keyboard=1&monkey=2&tokens=3", "custom"],
])("%s is taken for %s", (endpoint, kind) => {
  expect(resolveEndpoint(endpoint).kind).toBe(kind);
});

describe("C08, C09: what no call can use is refused", () => {
  test.each<[endpoint: string, why: RegExp]>([
    ["https://user@host.example", /user name or password/],
    ["https://:secret@host.example", /user name or password/],
    ["https://host.example?apikey=1", /key in its query/],
    ["https://host.example?API_KEY=1", /key in its query/],
    ["https://host.example?access_token=1", /key in its query/],
    ["http://localhost.example", /must be https/],
    ["http://notlocalhost", /must be https/],
    ["http://127.0.0.1.example", /must be https/],
    ["https://a.openai.azure.com/openai/deployments/gpt/extra", /must end with \/openai\/deployments/],
    ["https://a.openai.azure.com/openai/v1/extra", /must end with \/openai\/deployments/],
    ["https://a.openai.azure.com/models/extra", /must end with \/openai\/deployments/],
    ["https://a.openai.azure.com/models", /this host does not serve it/],
    ["https://a.services.ai.azure.com/api/v2/models", /must end with \/models/],
    ["https://a.services.ai.azure.com/models/extra", /must end with \/models/],
    ["no URL", /the given text is no URL$/],
    ["", /nothing was given$/],
  ])("%s", (endpoint, why) => {
    expect(() => resolveEndpoint(endpoint)).toThrow(why);
  });
});

test("C07: every address of 127.0.0.0/8 may be http", () => {
  for (const host of ["127.0.0.1", "127.10.20.30", "127.255.255.254"]) {
    expect(resolveEndpoint(`http://${host}:8080`).base).toBe(`http://${host}:8080`);
  }
});

test("only the OpenAI-style alias of a serverless endpoint goes without a version", () => {
  const host = "https://a.eastus.models.ai.azure.com";
  expect(resolveEndpoint(`${host}/v1`).apiVersion).toBeUndefined();
  expect(resolveEndpoint(`${host}/v1/other`).apiVersion).toBe("2024-05-01-preview");
});
