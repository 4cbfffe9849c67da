import { describe, expect, test, vi } from "vitest";
import ModelClient from "../../src/azure-rest/index.ts";
import { key } from "../support/server.ts";
import { clientOf } from "./client-of.ts";

describe("what is not supported is refused before anything is sent, and named", () => {
  test.each<[string, object]>([
    ["pipeline", { pipeline: {} }],
    ["pipeline", { additionalPolicies: [{ policy: { name: "a" }, position: "perCall" }] }],
    ["httpClient", { httpClient: {} }],
    ["agent", { agent: {} }],
    ["tlsOptions", { tlsOptions: {} }],
    ["proxyOptions", { proxyOptions: {} }],
    ["redirectOptions.allowCrossOriginRedirects", { redirectOptions: { allowCrossOriginRedirects: true } }],
    ["observe", { observe: [{ begin: () => undefined }] }],
    ["endpoint", { endpoint: "no URL" }],
    ["headers", { credentials: { apiKeyHeaderName: "no name" } }],
  ])("option %s", (option, options) => {
    expect(() => ModelClient("https://host.example", { key }, options)).toThrow(
      expect.objectContaining({ name: "ConfigurationError", option }),
    );
  });

  test("the method TRACE", () => {
    const client = ModelClient("https://host.example", { key });
    const { trace } = client.pathUnchecked("/info") as unknown as { trace(): unknown };
    expect(trace).toThrow(expect.objectContaining({ name: "ConfigurationError", option: "trace" }));
  });

  test.each<[string, object]>([
    ["onUploadProgress", { onUploadProgress: () => undefined }],
    ["onDownloadProgress", { onDownloadProgress: () => undefined }],
    ["skipUrlEncoding", { skipUrlEncoding: true }],
    ["pathParameters", { pathParameters: {} }],
    ["body", { body: new Blob(["a"]) }],
    ["body", { body: new FormData() }],
    ["body", { body: () => undefined }],
    ['queryParameters["a"]', { queryParameters: { a: { value: [1], explode: true } } }],
    ['headers["x-a"]', { headers: { "x-a": "line\nbreak" } }],
  ])("parameter %s", async (option, parameters) => {
    const { client, received } = await clientOf({ body: {} });
    const refused = expect.objectContaining({ name: "ConfigurationError", option });
    await expect(client.pathUnchecked("/info").post(parameters)).rejects.toEqual(refused);
    expect(received).toEqual([]);
  });

  test.each<[path: string, values: string[]]>([
    ["https://host.example/info", []],
    ["//host.example/info", []],
    ["/a/{b}", []],
    ["/a", ["b"]],
  ])("path %s of %j", async (path, values) => {
    const { client, received } = await clientOf({ body: {} });
    const untyped = client.pathUnchecked as (
      path: string,
      ...values: string[]
    ) => ReturnType<typeof client.pathUnchecked>;
    await expect(untyped(path, ...values).get()).rejects.toMatchObject({ option: "path" });
    expect(received).toEqual([]);
  });

  test("a key over http to another machine, unless the client or the call allows it", async () => {
    const fetch = async (): Promise<Response> => Response.json({});
    const client = ModelClient("http://host.example", { key }, { fetch });
    await expect(client.path("/info").get()).rejects.toMatchObject({ option: "endpoint" });
    expect(await client.path("/info").get({ allowInsecureConnection: true })).toMatchObject({ status: "200" });
    const open = ModelClient("http://host.example", { key }, { fetch, allowInsecureConnection: true });
    expect(await open.path("/info").get()).toMatchObject({ status: "200" });
    await expect(open.path("/info").get({ allowInsecureConnection: false })).rejects.toMatchObject({
      option: "endpoint",
    });
  });

  test("a key in a page", () => {
    vi.stubGlobal("document", {});
    vi.stubGlobal("window", {});
    vi.stubGlobal("process", undefined);
    expect(() => ModelClient("https://host.example", { key })).toThrow("must not be a key in a page");
    expect(ModelClient("https://host.example", { key }, { dangerouslyAllowBrowser: true })).toBeDefined();
    vi.unstubAllGlobals();
  });
});
