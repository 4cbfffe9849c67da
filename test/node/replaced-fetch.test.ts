import { install } from "undici";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { messages, serve } from "../support/server.ts";

const original = globalThis.fetch;

beforeEach(() => vi.resetModules());
afterEach(() => {
  globalThis.fetch = original;
  vi.unstubAllGlobals();
});

async function call(endpoint: string): Promise<unknown> {
  const { createClient } = await import("../../src/client/index.ts");
  return createClient({ endpoint, credential: { key: "k" } }).getChatCompletions({ messages });
}

describe("R1: a global fetch that was replaced is called", () => {
  test("by a setup file, before the import of the package", async () => {
    const fetch = vi.fn(async () => Response.json({ choices: [] }));
    vi.stubGlobal("fetch", fetch);
    expect(await call("http://127.0.0.1:1")).toMatchObject({ choices: [] });
    expect(fetch).toHaveBeenCalledOnce();
  });

  test("by a mock that prints itself as Node's", async () => {
    const fetch = Object.assign(
      vi.fn(async () => Response.json({ choices: [] })),
      { toString: () => String(original) },
    );
    vi.stubGlobal("fetch", fetch);
    await call("http://127.0.0.1:1");
    expect(fetch).toHaveBeenCalledOnce();
  });

  test("by undici's install()", async () => {
    const { url, received } = await serve({ body: { choices: [] } });
    install();
    await call(url);
    globalThis.fetch = original;
    await call(url);
    expect(received.map(({ headers }) => headers["user-agent"])).toEqual(["undici", "node"]);
  });
});
