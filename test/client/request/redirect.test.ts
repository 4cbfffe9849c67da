import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createClient, ResponseError } from "../../../src/client/index.ts";
import { clientOf, key, serve } from "../../support/server.ts";

const embed = { input: "a secret prompt" };
const answer = { body: { model: "m", data: [] } };
const statuses = [301, 302, 303, 307, 308];

/** A server that redirects the first calls of `/embeddings` to a place of its choice. */
async function redirecting(to: (own: string) => string, status = 307, followRedirects?: boolean) {
  const server = await serve(({ url }) =>
    url.startsWith("/embeddings") ? { status, headers: { location: to(server.url) } } : answer,
  );
  const client = createClient({ endpoint: server.url, credential: { key }, retry: { retries: 0 }, followRedirects });
  return { client, ...server };
}

test.each(statuses)("C10, A30: a %i to another origin takes neither key nor body there", async (status) => {
  const other = await serve(answer);
  for (const follow of [undefined, true]) {
    const { client, received } = await redirecting(() => `${other.url}/embeddings?token=t`, status, follow);
    await expect(client.getEmbeddings(embed)).rejects.toMatchObject({ name: "ResponseError", status, attempts: 1 });
    expect(received).toHaveLength(1);
  }
  expect(other.received).toEqual([]);
});

test("C11: the error shows the status and the origin alone", async () => {
  const { client } = await redirecting(() => `https://user:${key}@other.example:8443/path?token=${key}#${key}`);
  const error = await client.getEmbeddings(embed).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ResponseError);
  if (!(error instanceof ResponseError)) return;
  expect(error.message).toMatch(
    /^307 unknown: a redirect to https:\/\/other\.example:8443, which is not followed — POST /,
  );
  expect(error.problem).toMatchObject({ kind: "unknown" });
  expect(error.info.headers.get("location")).toBe("https://other.example:8443");
  expect(inspect([error, error.problem, error.info, error.body], { depth: 9, showHidden: true })).not.toContain(key);
});

test("C11: a redirect to a path, or to nowhere, shows no location", async () => {
  for (const location of ["/secret-path", "http://["]) {
    const { client } = await redirecting(() => location);
    await expect(client.getEmbeddings(embed)).rejects.toThrow(
      /a redirect to another place, which is not followed — POST /,
    );
  }
});

describe("C12: followed when asked for", () => {
  test.each([307, 308])("a %i within the origin, with the same method, body and credential", async (status) => {
    const { client, received } = await redirecting((own) => `${own}/moved?a=1`, status, true);
    expect(await client.getEmbeddings(embed)).toEqual(answer.body);
    expect(received).toHaveLength(2);
    const [first, second] = received;
    expect(second).toMatchObject({ method: "POST", url: "/moved?a=1", body: JSON.stringify(embed) });
    expect(second?.headers).toEqual(first?.headers);
  });

  test("also as a path alone", async () => {
    const { client, received } = await redirecting(() => "/moved", 307, true);
    await client.getEmbeddings(embed);
    expect(received.map(({ url }) => url.replace(/\?.*/, ""))).toEqual(["/embeddings", "/moved"]);
  });

  test("not to an empty location, which is the same URL", async () => {
    const { client, received } = await redirecting(() => "", 307, true);
    await expect(client.getEmbeddings(embed)).rejects.toMatchObject({ status: 307 });
    expect(received).toHaveLength(1);
  });

  test.each([301, 302, 303])("a %i would turn a POST into a GET, and is not", async (status) => {
    const { client, received } = await redirecting((own) => `${own}/moved`, status, true);
    await expect(client.getEmbeddings(embed)).rejects.toMatchObject({ status });
    expect(received).toHaveLength(1);
  });

  test("any of a GET", async () => {
    for (const status of statuses) {
      const { client, received } = await clientOf(
        ({ url }) =>
          url.startsWith("/info") ? { status, headers: { location: "/moved" } } : { body: { model_name: "m" } },
        { followRedirects: true },
      );
      expect(await client.getModelInfo()).toEqual({ model_name: "m" });
      expect(received).toHaveLength(2);
    }
  });

  test("five times at most", async () => {
    const { client, received } = await redirecting(() => "/embeddings", 307, true);
    await expect(client.getEmbeddings(embed)).rejects.toMatchObject({ status: 307, attempts: 6 });
    expect(received).toHaveLength(6);
  });

  test.each<[string, (own: string) => string]>([
    [
      "C13: another port",
      (own) => own.replace(/\d+$/, (port) => String(Number(port) === 65_535 ? 1 : Number(port) + 1)),
    ],
    ["C13: another host of the same port", (own) => own.replace("127.0.0.1", "localhost")],
    ["C13: another scheme", (own) => own.replace("http:", "https:")],
    ["another kind of URL", () => "data:application/json,{}"],
  ])("%s is another origin, and is not", async (_, to) => {
    const { client, received } = await redirecting((own) => `${to(own)}/embeddings`, 307, true);
    await expect(client.getEmbeddings(embed)).rejects.toMatchObject({ status: 307, attempts: 1 });
    expect(received).toHaveLength(1);
  });

  test("and a retry afterwards is counted as the first", async () => {
    const { client, received } = await clientOf(
      ({ url }) =>
        received.length > 2
          ? answer
          : url.startsWith("/embeddings")
            ? { status: 307, headers: { location: "/moved" } }
            : { status: 503, headers: { "retry-after-ms": "0" } },
      { followRedirects: true, retry: { retries: 1 } },
    );
    await client.getEmbeddings(embed);
    expect(received.map(({ headers }) => headers["x-ms-retry-count"])).toEqual([undefined, undefined, "1"]);
  });
});

test("client.http gives a redirect as it came, and does not follow it", async () => {
  const other = await serve(answer);
  const { client } = await redirecting(() => `${other.url}/embeddings`);
  const { response } = await client.http.POST("/embeddings", { body: embed });
  expect(response.status).toBe(307);
  expect(response.headers.get("location")).toBe(`${other.url}/embeddings`);
  expect(other.received).toEqual([]);
});

test("a redirect that a browser hides is reported as one", async () => {
  const hidden = Object.defineProperties(Response.error(), { type: { value: "opaqueredirect" } });
  const client = createClient({
    endpoint: "https://host.example",
    credential: { key },
    fetch: () => Promise.resolve(hidden),
  });
  await expect(client.getModelInfo()).rejects.toThrow(
    /^0 unknown: a redirect to another place, which is not followed — /,
  );
});
