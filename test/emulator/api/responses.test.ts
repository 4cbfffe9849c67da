import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { operationValidators } from "../../../generated/validators.ts";
import type {
  ChatCompletions,
  ChatCompletionsChunk,
  Completions,
  EmbeddingsResult,
} from "../../../src/client/index.ts";
import { defaultModels } from "../../../src/emulator/index.ts";
import { issuesOf } from "../../../src/validation/index.ts";
import { emulate, eventsOf, messages } from "../call.ts";

const tool = (name: string, parameters?: object) => ({
  type: "function",
  function: { name, ...(parameters && { parameters }) },
});
const chat = (more: object = {}) => ({ path: "/chat/completions", body: { messages, ...more } });
const first = (body: unknown) => (body as ChatCompletions).choices[0];

describe("D08: every response and chunk fits the contract", () => {
  const bodies = {
    getChatCompletions: [
      {},
      { max_tokens: 0 },
      { response_format: { type: "json_object" } },
      { tools: [tool("f")], tool_choice: "required" },
      { tools: [tool("f")], tool_choice: "required", max_tokens: 0 },
      { messages: [{ role: "user", content: "" }] },
      { messages: [{ role: "user", content: "[answer:violence]" }] },
    ].map((more) => ({ messages, ...more })),
    getCompletions: ["a", "", ["a", "b"], [1, 2], [[1], [2, 3]], "[answer:hate]"].map((prompt) => ({ prompt })),
    getEmbeddings: [
      ...["a", [], ["a", ""], [1], [[1], [2]]].map((input) => ({ input })),
      ...["float", "base64", "int8", "uint8", "binary", "ubinary"].map((encoding_format) => ({
        input: "a",
        encoding_format,
      })),
    ],
    getImageEmbeddings: [{ input: [{ image: "data:image/png;base64,AAAA" }] }],
  };
  test("getModelInfo, for every model", async () => {
    const call = await emulate();
    for (const { name } of defaultModels) {
      const { body } = await call({ path: "/info", query: `api-version=2025-04-01&model=${name}` });
      expect(issuesOf(operationValidators.getModelInfo.response, body)).toEqual([]);
    }
  });

  test("getModelInfo of the first version, which names the provider otherwise", async () => {
    const { body } = await (await emulate())({ path: "/info", query: "api-version=2024-04-01-preview" });
    expect(body).toMatchObject({ model_provider: "model-inference", model_provider_name: "model-inference" });
  });

  const paths = {
    getChatCompletions: "/chat/completions",
    getCompletions: "/completions",
    getEmbeddings: "/embeddings",
    getImageEmbeddings: "/images/embeddings",
  };

  test.each(
    Object.entries(bodies).flatMap(([id, list]) => list.map((body) => [id as keyof typeof bodies, body] as const)),
  )("%s %j", async (id, body) => {
    const call = await emulate();
    const answer = await call({ path: paths[id], body });
    expect(answer.status).toBe(200);
    expect(issuesOf(operationValidators[id].response, answer.body)).toEqual([]);
    const { stream } = operationValidators[id];
    if (stream === undefined) return;
    const events = eventsOf((await call({ path: paths[id], body: { ...body, stream: true } })).text);
    expect(events.pop()).toBe("[DONE]");
    for (const event of events) expect(issuesOf(stream, event)).toEqual([]);
  });
});

test("D10: the same request gives the same bytes, another request another id", async () => {
  const [one, other] = [await emulate(), await emulate()];
  const request = chat({ seed: 1 });
  expect((await one(request)).text).toBe((await other(request)).text);
  expect((await one(request)).headers.get("x-request-id")).toBe((await other(request)).headers.get("x-request-id"));
  expect((await one(chat({ seed: 2 }))).text).not.toBe((await one(request)).text);
});

test("max_tokens cuts the response and says so; null and absence do not", async () => {
  const call = await emulate();
  const whole = first((await call(chat())).body)?.message.content ?? "";
  const { body } = await call(chat({ max_tokens: 4 }));
  expect(first(body)).toMatchObject({ finish_reason: "length", message: { content: 'You said "Hello' } });
  expect((body as ChatCompletions).usage).toEqual({ completion_tokens: 4, prompt_tokens: 1, total_tokens: 5 });
  expect(first((await call(chat({ max_tokens: null }))).body)?.message.content).toBe(whole);
});

test("stop ends the response before the sequence, given alone or in a list", async () => {
  const call = await emulate();
  for (const stop of [" model", ["nowhere", " model"]]) {
    expect(first((await call(chat({ stop }))).body)).toMatchObject({
      finish_reason: "stop",
      message: { content: 'You said "Hello". The' },
    });
  }
});

test("D22: a stream is a role, a token a chunk, an end with usage, and one [DONE]; its texts make the whole response", async () => {
  const call = await emulate();
  const whole = (await call(chat())).body as ChatCompletions;
  const { headers, text } = await call(chat({ stream: true }));
  const events = eventsOf(text);
  const chunks = events.slice(0, -1) as ChatCompletionsChunk[];
  expect(headers.get("content-type")).toBe("text/event-stream");
  expect(events.at(-1)).toBe("[DONE]");
  expect(chunks[0]?.choices[0]?.delta).toEqual({ role: "assistant", content: "" });
  expect(chunks.map(({ choices }) => choices[0]?.delta?.content ?? "").join("")).toBe(
    whole.choices[0]?.message.content,
  );
  expect(chunks.at(-1)).toMatchObject({ choices: [{ finish_reason: "stop", delta: {} }], usage: whole.usage });
  expect(chunks).toHaveLength(2 + (whole.usage?.completion_tokens ?? 0));
});

test("D22: include_usage asks for a chunk of usage alone, when passed through", async () => {
  const call = await emulate();
  const request = {
    ...chat({ stream: true, stream_options: { include_usage: true } }),
    headers: { "extra-parameters": "pass-through" },
  };
  const [last, before] = eventsOf((await call(request)).text)
    .slice(0, -1)
    .reverse() as ChatCompletionsChunk[];
  expect(last).toMatchObject({ choices: [], usage: { prompt_tokens: 1 } });
  expect(before?.usage).toBeUndefined();
});

describe("tools", () => {
  const weather = tool("weather", { type: "object", properties: { city: { type: "string" } }, required: ["city"] });

  test.each([
    ["required", "weather"],
    [{ type: "function", function: { name: "other" } }, "other"],
  ])("tool_choice %j calls %s", async (tool_choice, name) => {
    const call = await emulate();
    const { body } = await call(chat({ tools: [weather, tool("other")], tool_choice }));
    expect(first(body)).toMatchObject({
      finish_reason: "tool_calls",
      message: { content: null, tool_calls: [{ type: "function", function: { name } }] },
    });
  });

  test("auto calls the tool that the last message names, none calls nothing", async () => {
    const call = await emulate();
    const asked = [{ role: "user", content: "Use weather please" }];
    expect(first((await call(chat({ tools: [weather], messages: asked }))).body)?.finish_reason).toBe("tool_calls");
    expect(
      first((await call(chat({ tools: [weather], messages: asked, tool_choice: "none" }))).body)?.finish_reason,
    ).toBe("stop");
    expect(first((await call(chat({ tools: [weather] }))).body)?.finish_reason).toBe("stop");
  });

  test("audit F8: a question that a tool plainly fits calls it", async () => {
    const call = await emulate();
    const tool = { type: "function", function: { name: "getCurrentWeather" } };
    const messages = [{ role: "user", content: "What's the weather like in Boston?" }];
    expect(first((await call(chat({ tools: [weather, tool], messages }))).body)?.finish_reason).toBe("tool_calls");
    const others = [{ role: "user", content: "What is the time in Boston?" }];
    expect(first((await call(chat({ tools: [tool], messages: others }))).body)?.finish_reason).toBe("stop");
  });

  test("a name inside another word calls nothing", async () => {
    const call = await emulate();
    const asked = [{ role: "user", content: "the weatherman, my-weather" }];
    expect(first((await call(chat({ tools: [weather], messages: asked }))).body)?.finish_reason).toBe("stop");
  });

  test("max_tokens cuts the arguments too, and says so", async () => {
    const call = await emulate();
    const cut = (await call(chat({ tools: [weather], tool_choice: "required", max_tokens: 3 }))).body;
    expect(first(cut)).toMatchObject({
      finish_reason: "length",
      message: { tool_calls: [{ function: { arguments: '{"city' } }] },
    });
    expect((cut as ChatCompletions).usage?.completion_tokens).toBe(3);
  });

  test("a choice without a matching tool is a 400 that says so", async () => {
    const call = await emulate();
    expect((await call(chat({ tool_choice: "required" }))).body).toMatchObject({
      error: { message: "tool_choice is required, but there are no tools" },
    });
    const choice = { type: "function", function: { name: "lost" } };
    expect((await call(chat({ tools: [weather], tool_choice: choice }))).body).toMatchObject({
      error: { message: "tool_choice names lost, which is not among the tools" },
    });
  });

  test("a streamed call has its id and name on the first part alone", async () => {
    const call = await emulate();
    const events = eventsOf((await call(chat({ tools: [weather], tool_choice: "required", stream: true }))).text).slice(
      0,
      -1,
    ) as ChatCompletionsChunk[];
    const pieces = events.flatMap(({ choices }) => choices[0]?.delta?.tool_calls ?? []);
    expect(pieces[0]).toMatchObject({
      index: 0,
      id: expect.stringMatching(/^call-/),
      type: "function",
      function: { name: "weather", arguments: "" },
    });
    expect(pieces.slice(1).every((piece) => piece.id === undefined && piece.function?.name === undefined)).toBe(true);
    expect(JSON.parse(pieces.map((piece) => piece.function?.arguments).join(""))).toEqual({ city: "text" });
  });
});

test("json_schema returns a value of the schema, or a 400 that names the keyword", async () => {
  const call = await emulate();
  const format = (schema: object) =>
    chat({ response_format: { type: "json_schema", json_schema: { name: "s", schema } } });
  const schema = {
    type: "object",
    properties: { n: { type: "integer", minimum: 3 } },
    required: ["n"],
    additionalProperties: false,
  };
  expect(JSON.parse(first((await call(format(schema))).body)?.message.content ?? "")).toEqual({ n: 3 });
  const { status, body } = await call(format({ not: {} }));
  expect(status).toBe(400);
  expect(body).toMatchObject({ error: { message: expect.stringContaining("not: no value was found that meets it") } });
});

test("C30: images and sounds are counted, and never fetched", async () => {
  let visits = 0;
  const server = createServer((_, response) => {
    visits += 1;
    response.end();
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.png`;
  const call = await emulate();
  const content = [
    { type: "text", text: "Look" },
    { type: "image_url", image_url: { url } },
    { type: "image_url", image_url: { url: "file:///etc/hostname" } },
    { type: "audio_url", audio_url: { url } },
    { type: "input_audio", input_audio: { data: "", format: "wav" } },
  ];
  const { body } = await call(chat({ messages: [{ role: "user", content }] }));
  expect(first(body)?.message.content).toMatch(/^You said "Look" and showed 2 image\(s\) and 2 sound\(s\)/);
  expect((await call({ path: "/images/embeddings", body: { input: [{ image: url }] } })).status).toBe(422);
  expect(visits).toBe(0);
});

test("whole and in chunks, a response costs the same", async () => {
  const call = await emulate();
  const { body, headers } = await call(chat());
  const { usage } = body as ChatCompletions;
  const streamed = await call(chat({ stream: true }));
  expect((eventsOf(streamed.text).at(-2) as ChatCompletionsChunk).usage).toEqual(usage);
  for (const answer of [headers, streamed.headers]) {
    expect(answer.get("x-ratelimit-limit-requests")).toBe("1000");
    expect(answer.get("x-ratelimit-remaining-requests")).toBe("999");
    expect(answer.get("x-ratelimit-limit-tokens")).toBe("200000");
    expect(answer.get("x-ratelimit-remaining-tokens")).toBe(`${200_000 - (usage?.total_tokens ?? 0)}`);
  }
});

test("each prompt of a list is continued, and its choices carry its index", async () => {
  const call = await emulate();
  const { body } = await call({ path: "/completions", body: { prompt: ["one", "two"] } });
  expect((body as Completions).choices.map(({ index, text }) => [index, /one|two/.exec(text)?.[0]])).toEqual([
    [0, "one"],
    [1, "two"],
  ]);
});

describe("embeddings", () => {
  const embed = async (body: object) => {
    const call = await emulate();
    const { body: result } = await call({ path: "/embeddings", body });
    return (result as EmbeddingsResult).data.map(({ embedding }) => embedding);
  };

  test("vectors have length 1, whatever the text and the dimensions", async () => {
    const call = await emulate();
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.integer({ min: 1, max: 300 }), async (input, dimensions) => {
        const { body } = await call({ path: "/embeddings", body: { input, dimensions } });
        const vector = (body as EmbeddingsResult).data[0]?.embedding as number[];
        expect(vector).toHaveLength(dimensions);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      }),
      { numRuns: 40 },
    );
  });

  test("like texts are more alike than others", async () => {
    const [a = [], b = [], c = []] = (await embed({
      input: ["a cat sat on the mat", "the cat sits on a mat", "quarterly revenue grew"],
    })) as number[][];
    const dot = (x: number[], y: number[]) => x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
    expect(dot(a, b)).toBeGreaterThan(dot(a, c) + 0.5);
  });

  test("every encoding gives the same vector", async () => {
    const encoded = async (encoding_format: string) =>
      (await embed({ input: "a cat", dimensions: 16, encoding_format }))[0];
    const floats = (await encoded("float")) as number[];
    const bytes = Uint8Array.from(Buffer.from((await encoded("base64")) as string, "base64"));
    expect([...new Float32Array(bytes.buffer)]).toEqual(floats);
    expect(await encoded("int8")).toEqual(floats.map((value) => Math.round(value * 127) + 0));
    expect(await encoded("uint8")).toEqual(floats.map((value) => Math.round((value + 1) * 127.5)));
    const bits = floats.map((value) => (value > 0 ? "1" : "0")).join("");
    const packed = [Number.parseInt(bits.slice(0, 8), 2), Number.parseInt(bits.slice(8), 2)];
    expect(await encoded("ubinary")).toEqual(packed);
    expect(await encoded("binary")).toEqual(packed.map((byte) => byte - 128));
  });

  test("audit F8: no number of a vector is 0", async () => {
    for (const input of ["a cat", "", "x"]) expect((await embed({ input }))[0]).not.toContain(0);
  });

  test("an image counts, and so does the text next to it", async () => {
    const call = await emulate();
    const vector = async (input: object) =>
      JSON.stringify(
        ((await call({ path: "/images/embeddings", body: { input: [input] } })).body as EmbeddingsResult).data[0]
          ?.embedding,
      );
    const image = "data:image/png;base64,AAECAwQFBgc=";
    expect(await vector({ image })).toBe(await vector({ image }));
    expect(await vector({ image })).not.toBe(await vector({ image, text: "a dot" }));
    expect(await vector({ image })).not.toBe(await vector({ image: "data:image/png;base64,BwYFBAMCAQA=" }));
  });
});
