import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { operations } from "../../../generated/operations.ts";
import ModelClient from "../../../src/azure-rest/index.ts";
import {
  ConfigurationError,
  compatibility,
  createClient,
  createFetch,
  type EndpointKind,
  type OperationId,
} from "../../../src/client/index.ts";

const kinds = [
  "serverless",
  "managed",
  "foundry",
  "azure-openai",
  "openai-v1",
  "openai-compatible",
  "custom",
] as const satisfies EndpointKind[];
const credential = { key: "k" };
const endpoint = "https://host.example";

test("what every kind never has, of all operations", () => {
  const never = kinds.map((kind) => {
    const { operations } = compatibility(kind);
    return [kind, Object.entries(operations).flatMap(([id, there]) => (there === "never" ? [id] : []))];
  });
  const openai = ["getModelInfo", "getImageEmbeddings"];
  expect(Object.fromEntries(never)).toEqual({
    serverless: [],
    managed: [],
    foundry: [],
    "azure-openai": openai,
    "openai-v1": openai,
    "openai-compatible": openai,
    custom: [],
  });
});

test("a kind that there is not is refused", () => {
  expect(() => compatibility("nope" as EndpointKind)).toThrow(/^kind: must be one of serverless, managed, /);
});

test("each operation that is never there has its substitute in words", () => {
  for (const kind of kinds) {
    const { operations, instead } = compatibility(kind);
    expect(Object.values(instead).every((words) => words.length > 20)).toBe(true);
    expect(Object.keys(instead)).toEqual(
      Object.keys(operations).filter((id) => operations[id as OperationId] === "never"),
    );
  }
});

describe.each(kinds)("the client does what compatibility(%j) says", (kind) => {
  const { apiVersion, knowsExtraParameters, keyHeader, operations: served } = compatibility(kind);

  test("query and headers", async () => {
    const sent: { search: URLSearchParams; headers: Headers }[] = [];
    const fetch = async (url: string, { headers }: RequestInit): Promise<Response> => {
      sent.push({ search: new URL(url).searchParams, headers: new Headers(headers) });
      return Response.json({ choices: [] });
    };
    await createClient({ endpoint, kind, credential, fetch }).getChatCompletions(
      { messages: [] },
      { extras: { n: 1 } },
    );
    const [{ search, headers } = { search: new URLSearchParams(), headers: new Headers() }] = sent;
    expect(search.get("api-version") ?? undefined).toBe(apiVersion);
    expect(headers.has("extra-parameters")).toBe(knowsExtraParameters);
    expect([headers.has("authorization"), headers.has("api-key")]).toEqual([
      keyHeader !== "api-key",
      keyHeader !== "bearer",
    ]);
  });

  test.each(Object.keys(operations) as OperationId[])("%s: is sent, or fails before it is", async (id) => {
    const paths: string[] = [];
    const fetch = async (url: string): Promise<Response> => {
      paths.push(new URL(url).pathname);
      return Response.json({ choices: [], data: [] });
    };
    const options = { endpoint, kind, credential, fetch };
    const { method, path } = operations[id];
    const client = createClient(options);
    const rest = ModelClient(endpoint, credential, { kind, fetch });
    const calls = [
      (): Promise<unknown> => client[id]({ messages: [], prompt: "", input: [] } as never),
      (): Promise<unknown> =>
        method === "GET" ? client.http.GET("/info", {}) : client.http.POST(path as never, {} as never),
      (): Promise<unknown> => createFetch(options)(endpoint + path, { method }),
      async (): Promise<unknown> => (method === "GET" ? rest.path("/info").get() : rest.pathUnchecked(path).post()),
    ];
    for (const call of calls) {
      const error = await call().then(
        () => undefined,
        (error: unknown) => error,
      );
      if (served[id] !== "never") expect(error).toBeUndefined();
      else {
        expect(error).toBeInstanceOf(ConfigurationError);
        expect(error).toMatchObject({
          message: `endpoint: of the type ${kind} has no ${path}; compatibility("${kind}") tells what to do instead`,
        });
      }
    }
    expect(paths).toEqual(served[id] === "never" ? [] : calls.map(() => path));
  });
});

test("the table of docs/moving-to-openai-v1.md is that of compatibility()", () => {
  const page = "docs/moving-to-openai-v1.md";
  const [begin, end] = ["<!-- compatibility: made by the tests, do not edit -->\n", "<!-- end of compatibility -->"];
  const text = readFileSync(page, "utf8");
  const [before = "", rest = ""] = text.split(begin);
  const made = `${before}${begin}\n${table()}\n${end}${rest.split(end)[1]}`;
  if (made !== text) writeFileSync(page, made);
  expect(text, `${page} was not that of compatibility(); now it is: commit it`).toBe(made);
});

function table(): string {
  const known = kinds.map(compatibility);
  const row = (name: string, cells: string[]): string => `| ${[name, ...cells].join(" | ")} |`;
  const words = { "by-model": "where the model does", never: "**never**", undocumented: "not documented" };
  const from = { host: "the host", path: "the path", body: "`model` in the body" };
  const keys = { bearer: "`authorization`", "api-key": "`api-key`", both: "both headers" };
  return [
    row(
      "",
      kinds.map((kind) => `\`${kind}\``),
    ),
    row(
      "---",
      kinds.map(() => "---"),
    ),
    ...(Object.keys(operations) as OperationId[]).map((id) =>
      row(
        `\`${id}\``,
        known.map(({ operations }) => words[operations[id]]),
      ),
    ),
    row(
      "the model is chosen by",
      known.map(({ modelFrom }) => from[modelFrom]),
    ),
    row(
      "`api-version`",
      known.map(({ apiVersion }) => (apiVersion === undefined ? "not sent" : `\`${apiVersion}\``)),
    ),
    row(
      "`extra-parameters`",
      known.map(({ knowsExtraParameters }) => (knowsExtraParameters ? "sent with extras" : "not sent")),
    ),
    row(
      "a key travels in",
      known.map(({ keyHeader }) => keys[keyHeader]),
    ),
    row(
      "scope of tokens",
      known.map(({ scopes }) => scopes.map((scope) => `\`${scope}\``).join(", ")),
    ),
    "",
  ].join("\n");
}
