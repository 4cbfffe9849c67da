import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type ClientOptions, createClient, responseInfo } from "../../../src/client/index.ts";

type Step = Error | { status: number; headers?: Record<string, string>; body?: object };

const ok: Step = { status: 200, body: { model: "m", data: [] } };
const now = Date.UTC(2026, 0, 1);

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ["setTimeout", "clearTimeout", "Date"] });
  vi.spyOn(Math, "random").mockReturnValue(1);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A client whose requests meet these steps in turn, the last again and again; tells when each request went out. */
function scripted(steps: Step[], options: Partial<ClientOptions> = {}) {
  const sent: { atMs: number; headers: Headers; body: unknown }[] = [];
  const fetch = async (_: string, { headers, body }: RequestInit): Promise<Response> => {
    sent.push({ atMs: Date.now() - now, headers: new Headers(headers), body });
    const step = steps[Math.min(sent.length, steps.length) - 1] ?? ok;
    if (step instanceof Error) throw step;
    return Response.json(step.body ?? {}, { status: step.status, ...(step.headers && { headers: step.headers }) });
  };
  const client = createClient({ endpoint: "https://host.example", credential: { key: "k" }, fetch, ...options });
  return { client, sent, times: () => sent.map(({ atMs }) => atMs) };
}

/** Lets all waits pass, and gives the answer or the error. */
async function settle<Value>(call: Promise<Value>): Promise<Value | Error> {
  let pending = true;
  const settled = call
    .catch((error: Error) => error)
    .finally(() => {
      pending = false;
    });
  while (pending) {
    await vi.runAllTimersAsync();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return settled;
}

const embed = { input: "a" };

describe("when the next attempt comes", () => {
  test("any header as a hint gives a wait that is finite and bounded", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string().filter((text) => /^[\x20-\x7e]*$/.test(text)),
        async (hint) => {
          const { client, times } = scripted([{ status: 503, headers: { "retry-after": hint } }, ok]);
          await settle(client.getEmbeddings(embed));
          const [first = 0, second = first] = times();
          expect(second - first).toBeLessThanOrEqual(60_000);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("without a hint the waits double up to eight seconds, less up to half by chance", async () => {
    const { client, times } = scripted([{ status: 503 }], { retry: { retries: 6 } });
    await settle(client.getEmbeddings(embed));
    expect(times()).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 23_500]);
    vi.spyOn(Math, "random").mockReturnValue(0);
    const half = scripted([{ status: 503 }, ok]);
    await settle(half.client.getEmbeddings(embed));
    expect(half.times()[1]).toBe((half.times()[0] ?? 0) + 250);
  });

  test("the limit of hints may be set for a client, for a call, and to 0", async () => {
    const steps: Step[] = [{ status: 429, headers: { "retry-after-ms": "50" } }, ok];
    const { client, sent } = scripted(steps, { retry: { maxHintMs: 40 } });
    expect(await settle(client.getEmbeddings(embed))).toMatchObject({ status: 429, attempts: 1 });
    sent.length = 0;
    await settle(client.getEmbeddings(embed, { retry: { maxHintMs: 50 } }));
    expect(sent).toHaveLength(2);
    const never = scripted(steps, { retry: { maxHintMs: 0 } });
    expect(await settle(never.client.getEmbeddings(embed))).toMatchObject({ status: 429, attempts: 1 });
    expect(scripted(steps, { retry: { maxHintMs: 2 ** 31 - 1, retries: 10 } }).client).toBeDefined();
  });
});

describe("what is tried again", () => {
  test("A08: a failure that passes, three times after the first", async () => {
    const { client, sent } = scripted([{ status: 503 }]);
    expect(await settle(client.getEmbeddings(embed))).toMatchObject({ status: 503, attempts: 4 });
    expect(sent).toHaveLength(4);
  });

  test("A12: a connection that fails before the headers", async () => {
    const cause = Object.assign(new TypeError("fetch failed"), {
      cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }),
    });
    const { client, sent } = scripted([cause]);
    const error = await settle(client.getEmbeddings(embed));
    expect(error).toMatchObject({ name: "ConnectionError", reason: "network", attempts: 4, cause });
    expect((error as Error).message).toMatch(/got no response \(ECONNREFUSED\)$/);
    expect(sent).toHaveLength(4);
  });

  test("A38: the caller is asked before x-should-retry and the table; the limit holds", async () => {
    const asked = scripted([{ status: 404 }], { retry: { shouldRetry: ({ attempt }) => attempt < 3 } });
    await settle(asked.client.getEmbeddings(embed));
    expect(asked.sent).toHaveLength(3);
    const refused = scripted([{ status: 503, headers: { "x-should-retry": "true" } }], {
      retry: { shouldRetry: () => false },
    });
    await settle(refused.client.getEmbeddings(embed));
    expect(refused.sent).toHaveLength(1);
  });

  test("0 turns retries off, for a client or for one call", async () => {
    const { client, sent } = scripted([{ status: 503 }], { retry: { retries: 0 } });
    await settle(client.getEmbeddings(embed));
    expect(sent).toHaveLength(1);
    await settle(client.getEmbeddings(embed, { retry: { retries: 1 } }));
    expect(sent).toHaveLength(3);
  });

  test("client.http tries again too, and gives the last response", async () => {
    const { client, sent } = scripted([{ status: 503 }, { status: 503 }, ok]);
    const result = await settle(client.http.POST("/embeddings", { body: embed }));
    expect(sent.map(({ body }) => new TextDecoder().decode(body as ArrayBuffer))).toEqual(
      Array(3).fill('{"input":"a"}'),
    );
    expect(result).toMatchObject({ data: { model: "m" } });
  });
});

test("A10: every attempt sends the bytes of the first, whatever the caller does to the body meanwhile", async () => {
  const { client, sent } = scripted([{ status: 503 }, ok]);
  const body = { input: ["a"] };
  const call = settle(client.getEmbeddings(body));
  body.input.push("b");
  await call;
  expect(sent.map(({ body }) => body)).toEqual(['{"input":["a"]}', '{"input":["a"]}']);
});

test("A11: attempts share one client-request-id and are counted", async () => {
  const { client, sent } = scripted([{ status: 503 }]);
  await settle(client.getEmbeddings(embed));
  const [id, ...others] = new Set(sent.map(({ headers }) => headers.get("x-ms-client-request-id")));
  expect(id).toMatch(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
  expect(others).toEqual([]);
  expect(sent.map(({ headers }) => headers.get("x-ms-retry-count"))).toEqual([null, "1", "2", "3"]);
  await settle(client.getEmbeddings(embed, { headers: { "x-ms-client-request-id": "mine" } }));
  expect(sent.at(-1)?.headers.get("x-ms-client-request-id")).toBe("mine");
  await settle(client.getEmbeddings(embed, { headers: { "x-ms-client-request-id": "" } }));
  expect(sent.at(-1)?.headers.has("x-ms-client-request-id")).toBe(false);
});

test("A11: a page that is not served securely has no randomUUID, and sends no id", async () => {
  for (const crypto of [{}, undefined]) {
    vi.stubGlobal("crypto", crypto);
    const { client, sent } = scripted([ok]);
    await settle(client.getEmbeddings(embed)).finally(() => vi.unstubAllGlobals());
    expect(sent[0]?.headers.has("x-ms-client-request-id")).toBe(false);
  }
});

test("A31: when the budget is spent, failures come at once and say so; successes fill it again", async () => {
  const steps: Step[] = [{ status: 503 }];
  const { client, sent } = scripted(steps);
  // Three retries at 5 tokens each: 33 calls leave 5 of 500 tokens, so the 34th has one retry.
  for (let call = 0; call < 34; call += 1) await settle(client.getEmbeddings(embed));
  expect(sent).toHaveLength(33 * 4 + 2);
  expect(await settle(client.getEmbeddings(embed))).toMatchObject({ attempts: 1, retryBudgetExhausted: true });
  steps[0] = ok;
  for (let call = 0; call < 5; call += 1) await settle(client.getEmbeddings(embed));
  steps[0] = { status: 503 };
  expect(await settle(client.getEmbeddings(embed))).toMatchObject({ attempts: 2, retryBudgetExhausted: true });
});

test("A31: a retry after a timeout costs twice as much", async () => {
  let sent = 0;
  const fetch = (_: string, { signal }: RequestInit): Promise<Response> => {
    sent += 1;
    return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  };
  const { client } = scripted([], { fetch, timeoutMs: 1_000 });
  // Three retries at 10 tokens each: 16 calls leave 20 of 500 tokens, so the 17th has two retries.
  for (let call = 0; call < 17; call += 1) await settle(client.getEmbeddings(embed));
  expect(sent).toBe(16 * 4 + 3);
});

test.each<[string, Step]>([
  [
    "no connection costs as little as a failure",
    Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } }),
  ],
  ["a failure", { status: 503 }],
])("A31: %s, and a retry that helped gives back what it took", async (_, failure) => {
  const steps: Step[] = [failure];
  const { client, sent } = scripted(steps);
  for (let call = 0; call < 33; call += 1) await settle(client.getEmbeddings(embed));
  expect(sent).toHaveLength(33 * 4);
  // 5 tokens are left: they pay for one retry, again and again, since each success gives them back.
  for (let call = 0; call < 3; call += 1) {
    steps.splice(0, steps.length, failure, ok);
    sent.length = 0;
    expect(responseInfo(await settle(client.getEmbeddings(embed)))?.attempts).toBe(2);
  }
});

test("a success is kept, whatever the server or the caller says of trying again", async () => {
  const { client, sent } = scripted([{ ...ok, headers: { "x-should-retry": "true" } }], {
    retry: { shouldRetry: () => true },
  });
  await settle(client.getEmbeddings(embed));
  expect(sent).toHaveLength(1);
});

test("A15: a caller who cancels in the wait gets an AbortError at once, and nothing more is sent", async () => {
  const { client, sent } = scripted([{ status: 503, headers: { "retry-after": "30" } }]);
  const controller = new AbortController();
  const call = client.getEmbeddings(embed, { signal: controller.signal }).catch((error: Error) => error);
  await vi.advanceTimersByTimeAsync(1_000);
  controller.abort("enough");
  expect(await call).toMatchObject({ name: "AbortError", cause: "enough" });
  await vi.runAllTimersAsync();
  expect(sent).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

test("a wait that would pass the deadline is not begun", async () => {
  const { client, times } = scripted([{ status: 503, headers: { "retry-after": "10" } }], { deadlineMs: 25_000 });
  expect(await settle(client.getEmbeddings(embed))).toMatchObject({ status: 503, attempts: 3 });
  expect(times()).toEqual([0, 10_000, 20_000]);
});

test("no timer outlives its call", async () => {
  const { client } = scripted([ok]);
  await client.getEmbeddings(embed);
  await client.http.POST("/embeddings", { body: embed });
  expect(vi.getTimerCount()).toBe(0);
});

test.each<[Partial<ClientOptions>, RegExp]>([
  [{ timeoutMs: 0 }, /^timeoutMs: must be above 0 and at most 2147483647, or Infinity, not 0$/],
  [{ timeoutMs: Number.NaN }, /^timeoutMs: .* not NaN$/],
  [{ deadlineMs: 2 ** 31 }, /^deadlineMs: .* not 2147483648$/],
  [{ stream: { maxEventLength: 0 } }, /^stream\.maxEventLength: must be a whole number above 0, not 0$/],
  [{ stream: { idleTimeout: 1 } as object }, /^stream\.idleTimeout: is not an option; known are idleTimeoutMs, /],
  [{ stream: { idleTimeoutMs: -1 } }, /^stream\.idleTimeoutMs: .* not -1$/],
  [{ retry: { retries: 1.5 } }, /^retry\.retries: must be a whole number from 0 to 10, not 1\.5$/],
  [{ retry: { retries: -1 } }, /^retry\.retries: must be a whole number from 0 to 10, not -1$/],
  [{ retry: { retries: 11 } }, /^retry\.retries: must be a whole number from 0 to 10, not 11$/],
  [{ retry: { maxHintMs: -1 } }, /^retry\.maxHintMs: must be 0 to 2147483647, not -1$/],
  [{ retry: { maxHintMs: 2 ** 31 } }, /^retry\.maxHintMs: must be 0 to 2147483647, not 2147483648$/],
  [{ retry: { maxHintMs: Number.NaN } }, /^retry\.maxHintMs: must be 0 to 2147483647, not NaN$/],
  [{ retry: { delayMs: -1 } }, /^retry\.delayMs: must be 0 to 2147483647, not -1$/],
  [{ retry: { maxDelayMs: -1 } }, /^retry\.maxDelayMs: must be 0 to 2147483647, not -1$/],
])("A36: a limit that cannot be is refused: %o", (options, message) => {
  expect(() => scripted([ok], options)).toThrow(message);
});
