import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BulkProgress, embedAll } from "../../src/bulk/index.ts";
import { AbortError } from "../../src/client/index.ts";
import { startEmulator } from "../../src/emulator/index.ts";
import { all, clientOf, embeddings, key, numberOf, texts, vectorsOf } from "./bulk.ts";

const indices = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe("one outcome for each input", () => {
  test("100,000 inputs, with refusals for the rate, failures, resets and stalls by seed: all have a vector, in order", {
    tags: ["soak"],
  }, async () => {
    const emulator = await startEmulator({
      seed: 11,
      faults: [
        { kind: "status", status: 429, hint: "retry-after-ms", waitMs: 20, probability: 0.03 },
        { kind: "status", status: 503, probability: 0.02 },
        { kind: "drop", with: "rst", probability: 0.02 },
        { kind: "stall", probability: 0.005 },
      ],
    });
    try {
      const client = clientOf(emulator.url);
      const count = 100_000;
      let next = 0;
      for await (const outcome of embedAll(client, texts(count), {
        body: { dimensions: 2 },
        batch: { items: 256 },
        request: { timeoutMs: 500 },
      })) {
        expect(outcome).toMatchObject({ index: next, ok: true });
        next += 1;
      }
      expect(next).toBe(count);
      const statuses = emulator.journal.entries.map(({ status }) => status);
      expect(statuses).toEqual(expect.arrayContaining([200, 429, 503]));
    } finally {
      await emulator.stop();
    }
  });

  test("as they come, where that is asked for: a slow one holds no other up", async () => {
    let letGo = (): void => undefined;
    const first = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { url } = await embeddings(async (input) => {
      if (input[0] === "text 0") await first;
      return vectorsOf(input);
    });
    const order: number[] = [];
    for await (const { index } of embedAll(clientOf(url), texts(20), { order: "completed", batch: { items: 1 } })) {
      order.push(index);
      if (order.length === 19) letGo();
    }
    expect(order.at(-1)).toBe(0);
    expect([...order].sort((a, b) => a - b)).toEqual(indices(20));
  });

  test("its id goes with it, and the vector is its own, whatever order the server gives", async () => {
    const { url } = await embeddings((input) => {
      const made = vectorsOf(input);
      return "vectors" in made ? { vectors: made.vectors.reverse() } : made;
    });
    const inputs = [{ id: "a", input: "text 5" }, "text 6", { id: "c", input: "text 7" }];
    expect(await all(embedAll(clientOf(url), inputs))).toEqual([
      { index: 0, id: "a", ok: true, embedding: [5], model: "m" },
      { index: 1, ok: true, embedding: [6], model: "m" },
      { index: 2, id: "c", ok: true, embedding: [7], model: "m" },
    ]);
  });

  test("batches keep to their limits of texts, tokens and characters, and leave nothing out", async () => {
    const { url, requests } = await embeddings(vectorsOf);
    const client = clientOf(url);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(30), { maxLength: 60 }),
        fc.record({ items: fc.integer({ min: 1, max: 9 }), tokens: fc.integer({ min: 1, max: 60 }) }),
        fc.integer({ min: 1, max: 100 }),
        async (lengths, limits, characters) => {
          requests.length = 0;
          const countTokens = (text: string): number => text.length;
          const inputs = lengths.map((length, index) => `${"x".repeat(length)} ${index}`);
          const outcomes = await all(embedAll(client, inputs, { batch: { ...limits, characters, countTokens } }));
          expect(outcomes.map((outcome) => outcome.ok && outcome.embedding)).toEqual(inputs.map((_, at) => [at]));
          for (const batch of requests) {
            const length = batch.join("").length;
            expect(batch.length).toBeLessThanOrEqual(limits.items);
            expect(batch.length === 1 || length <= Math.min(limits.tokens, characters)).toBe(true);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("limits", () => {
  test("audit B2: a server that accepts eight concurrent requests and sends no retry-after gets few requests in vain", async () => {
    let open = 0;
    let refused = 0;
    const { url } = await embeddings(async (input) => {
      if (open >= 8) {
        refused += 1;
        return { status: 429 };
      }
      open += 1;
      await new Promise((resolve) => setTimeout(resolve, 30));
      open -= 1;
      return vectorsOf(input);
    });
    const outcomes = await all(embedAll(clientOf(url), texts(300), { batch: { items: 1 }, concurrency: 32 }));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(300);
    expect(refused).toBeLessThan(60);
  }, 20_000);

  test("a batch size that the server rejects is not sent again", async () => {
    const { url, requests } = await embeddings((input) => (input.length > 1 ? { status: 400 } : vectorsOf(input)));
    const outcomes = await all(embedAll(clientOf(url), texts(200), { batch: { items: 40 }, concurrency: 1 }));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(200);
    // 40, 20, 10, 5, 3 and 2 at a time are refused, and 40 once more for each batch that waited by then.
    expect(requests.length).toBeLessThan(225);
  });

  test.each([{ requestsPerMinute: 60 }, { tokensPerMinute: 3 }])("%j holds requests back", async (budget) => {
    const { url, requests } = await embeddings(vectorsOf);
    const options = { ...budget, batch: { items: 1 }, signal: AbortSignal.timeout(500) };
    await expect(all(embedAll(clientOf(url), texts(20), options))).rejects.toThrow(AbortError);
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.length).toBeLessThanOrEqual(3);
  });

  test("maxTokens ends the run before it is exceeded, after all completed outcomes", async () => {
    const { url, requests } = await embeddings(vectorsOf);
    const outcomes: unknown[] = [];
    const run = async () => {
      for await (const outcome of embedAll(clientOf(url), texts(100), { maxTokens: 10, batch: { items: 2 } }))
        outcomes.push(outcome);
    };
    // The server counts a token for each text.
    await expect(run()).rejects.toThrow(
      /^maxTokens: the run used \d+ of 10 tokens\. .* To continue, set a higher limit; with a journal/,
    );
    expect(outcomes.length).toBe(requests.flat().length);
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.length).toBeLessThanOrEqual(10);
  });

  test.each([
    [{ requestsPerMinute: 0 }, /^requestsPerMinute: must be a whole number from 1/],
    [{ tokensPerMinute: 1.5 }, /^tokensPerMinute: must be a whole number from 1/],
    [{ maxTokens: -1 }, /^maxTokens: must be a whole number from 1/],
  ])("%j is refused", async (options, message) => {
    const { url } = await embeddings(vectorsOf);
    await expect(all(embedAll(clientOf(url), texts(1), options))).rejects.toThrow(message);
  });

  test.each(["a text", undefined, 7])("%j is not a list of inputs", async (inputs) => {
    const { url } = await embeddings(vectorsOf);
    expect(() => embedAll(clientOf(url), inputs as unknown as string[])).toThrow(
      /^inputs: must be an array or another iterable of inputs\. Received: /,
    );
  });
});

describe("failures", () => {
  test("a text that the server refuses fails alone: its batch is halved until it is found", async () => {
    const bad = new Set(["text 3", "text 40"]);
    const { url, requests } = await embeddings((input) =>
      input.some((text) => bad.has(text)) ? { status: 400 } : vectorsOf(input),
    );
    const outcomes = await all(embedAll(clientOf(url), texts(64)));
    expect(outcomes.map(({ index }) => index)).toEqual(indices(64));
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([
      expect.objectContaining({ index: 3, problem: expect.objectContaining({ kind: "invalid_request", status: 400 }) }),
      expect.objectContaining({ index: 40 }),
    ]);
    expect(requests.length).toBeLessThan(30);
    expect(JSON.stringify(outcomes)).not.toContain("refused: text");
  });

  test.each([
    ["fewer vectors than texts", [[0, 0]]],
    [
      "a vector twice",
      [
        [0, 0],
        [0, 0],
        [1, 1],
      ],
    ],
    [
      "a vector of a place that there is not",
      [
        [0, 0],
        [1, 1],
        [3, 3],
      ],
    ],
  ] as const)("%s: no text gets the vector of another", async (_, vectors) => {
    const { url } = await embeddings(() => ({ vectors: vectors.map(([index, value]) => [index, value]) }));
    const outcomes = await all(embedAll(clientOf(url), texts(3)));
    expect(outcomes.map((outcome) => !outcome.ok && outcome.problem.kind)).toEqual(Array(3).fill("mismatch"));
  });

  test("a failure that stays is the outcome of its texts, after as many attempts as were asked for", async () => {
    const { url, requests } = await embeddings((input) =>
      input.includes("text 1") ? { status: 503, headers: { "retry-after-ms": "1" } } : vectorsOf(input),
    );
    const outcomes = await all(embedAll(clientOf(url), texts(3), { batch: { items: 1 }, attempts: 3 }));
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(requests.filter(([text]) => text === "text 1")).toHaveLength(3);
  });

  test("refused credentials end it with the error, after what was done is given", async () => {
    const { url, requests } = await embeddings((input) =>
      numberOf(input[0] ?? "") < 2 ? vectorsOf(input) : { status: 401 },
    );
    const given: number[] = [];
    const run = async (): Promise<void> => {
      for await (const { index } of embedAll(clientOf(url), texts(1000), { batch: { items: 1 } })) given.push(index);
    };
    await expect(run()).rejects.toMatchObject({ name: "ResponseError", status: 401 });
    expect(given).toEqual([0, 1]);
    expect(requests.length).toBeLessThan(20);
  });

  test("a source that fails ends it with its error, after what came before is given", async () => {
    const { url } = await embeddings(vectorsOf);
    async function* source(): AsyncGenerator<string> {
      yield* texts(5);
      throw new Error("the file ended");
    }
    const given: number[] = [];
    const run = async (): Promise<void> => {
      for await (const { index } of embedAll(clientOf(url), source(), { batch: { items: 2 } })) given.push(index);
    };
    await expect(run()).rejects.toThrow("the file ended");
    expect(given).toEqual(indices(5));
  });

  test.each([
    [{ concurrency: 0 }, "concurrency: must be a whole number from 1 to 1000, not 0"],
    [{ attempts: 1.5 }, "attempts: must be a whole number from 1 to 100, not 1.5"],
    [{ batchSize: 5 }, "batchSize: is not an option; known are body, batch, order, concurrency, "],
    [{ batch: { size: 5 } }, "batch.size: is not an option; known are items, tokens, characters, countTokens"],
    [{ batch: { items: 5000 } }, "batch.items: must be a whole number from 1 to 2048, not 5000"],
    [{ order: "random" as "input" }, "order: must be input or completed, not random"],
  ])("%j is refused before anything is sent", async (options, message) => {
    const run = async (): Promise<unknown> => all(embedAll(clientOf("http://127.0.0.1:9"), ["a"], options as object));
    await expect(run()).rejects.toThrow(message);
  });

  test("what is no text is reported with its position", async () => {
    const { url } = await embeddings(vectorsOf);
    const run = all(embedAll(clientOf(url), ["text 1", 7 as unknown as string]));
    await expect(run).rejects.toThrow("inputs[1]: must be a string, or an object with a text as `input`");
  });
});

describe("leaving", () => {
  test("leaving the loop cancels what is out and ends the source", async () => {
    let closed = 0;
    let ended = false;
    const { url } = await embeddings((input) =>
      input[0] === "text 0" ? vectorsOf(input) : new Promise(() => undefined),
    );
    function* source(): Generator<string> {
      try {
        yield* texts(1_000_000);
      } finally {
        ended = true;
      }
    }
    const client = clientOf(url, {
      observe: {
        response: ({ failure }) => {
          if (failure === "AbortError") closed += 1;
        },
      },
    });
    for await (const { index } of embedAll(client, source(), { batch: { items: 1 }, concurrency: 3 })) {
      expect(index).toBe(0);
      break;
    }
    expect(ended).toBe(true);
    expect(closed).toBeGreaterThan(0);
  });

  test("a signal ends it, also while the source is silent", async () => {
    const { url } = await embeddings(vectorsOf);
    const abort = new AbortController();
    async function* source(): AsyncGenerator<string> {
      yield "text 0";
      abort.abort("enough");
      await new Promise(() => undefined);
    }
    const run = all(embedAll(clientOf(url), source(), { signal: abort.signal }));
    await expect(run).rejects.toMatchObject({ name: "AbortError", cause: "enough" });
  });
});

test("progress counts outcomes, failures and tokens, and knows the rest of a list", async () => {
  const { url } = await embeddings((input) => (input.includes("text 9") ? { status: 400 } : vectorsOf(input)));
  const told: BulkProgress[] = [];
  const inputs = [...texts(10)];
  await all(embedAll(clientOf(url), inputs, { batch: { items: 5 }, onProgress: (progress) => told.push(progress) }));
  expect(told.at(-1)).toMatchObject({ done: 10, failed: 1, total: 10, inFlight: 0, fromJournal: 0, secondsLeft: 0 });
  expect(told.at(-1)).toMatchObject({ tokens: 9, retries: 0 });
  expect(told.at(-1)?.requests).toBeGreaterThan(2);
  expect(told.at(-1)?.requestsPerMinute).toBeGreaterThan(0);
  expect(JSON.stringify(told)).not.toContain(key);
});
