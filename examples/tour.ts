/** Every route once, through the built client: against the emulator, or the endpoint that the environment names. */
import { type Client, createClient, isInferenceError, isResponseError, type ModelInfo } from "model-inference";
import { startEmulator } from "model-inference/emulator";

const endpoint = process.env["AZURE_INFERENCE_ENDPOINT"];
const key = process.env["AZURE_INFERENCE_CREDENTIAL"];
const model = process.env["AZURE_INFERENCE_MODEL"];

const pixel =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

type Step = (client: Client) => Promise<string[]>;

const steps: Record<string, Step> = {
  getModelInfo: async (client) => describe(await client.getModelInfo(model ? { model } : {})),

  getChatCompletions: async (client) => {
    const { choices, usage } = await client.getChatCompletions(
      withModel({ messages: [{ role: "user" as const, content: "Why is the sky blue?" }], max_tokens: 60 }),
    );
    return [
      choices[0]?.message.content ?? "(no text)",
      `tokens: ${usage?.prompt_tokens} asked, ${usage?.completion_tokens} answered`,
    ];
  },

  streamChatCompletions: async (client) => {
    const stream = client.streamChatCompletions(
      withModel({ messages: [{ role: "user" as const, content: "Count to five." }], max_tokens: 60 }),
    );
    let chunks = 0;
    process.stdout.write("  ");
    for await (const { choices } of stream) {
      chunks += 1;
      process.stdout.write(choices[0]?.delta?.content ?? "");
    }
    process.stdout.write("\n");
    return [`${chunks} chunks`];
  },

  getCompletions: async (client) => {
    const { choices } = await client.getCompletions(withModel({ prompt: "Once upon a time", max_tokens: 40 }));
    return [choices[0]?.text.trim() ?? "(no text)"];
  },

  getEmbeddings: async (client) => {
    const input = ["a cat sat on the mat", "the cat sits on a mat", "quarterly revenue grew"];
    const { data } = await client.getEmbeddings(withModel({ input }));
    const [first = [], ...others] = data.map(({ embedding }) => embedding as number[]);
    return [
      `${data.length} vectors of ${first.length} numbers`,
      ...others.map((vector, index) => `"${input[0]}" ~ "${input[index + 1]}": ${cosine(first, vector).toFixed(2)}`),
    ];
  },

  getImageEmbeddings: async (client) => {
    const { data } = await client.getImageEmbeddings(withModel({ input: [{ image: pixel, text: "a red dot" }] }));
    return [`${data.length} vector of ${data[0]?.embedding.length} numbers`];
  },

  "a parameter that the model does not know": async (client) => {
    const small = endpoint === undefined ? { model: "emulated-chat-small" } : withModel({});
    await client.getChatCompletions({
      ...small,
      messages: [{ role: "user", content: "Hello" }],
      response_format: { type: "json_object" },
    });
    return ["the model took it"];
  },

  "a prompt that the content filter stops": async (client) => {
    await client.getChatCompletions(withModel({ messages: [{ role: "user" as const, content: "Hello [violence]" }] }));
    return ["the filter let it pass"];
  },
};

/** Steps that show a failure: telling it is what they are for. */
const expected: Record<string, string> = {
  "a parameter that the model does not know": "unsupported_parameter",
  "a prompt that the content filter stops": "content_filter",
};

function explain(error: unknown): string[] {
  if (!isResponseError(error)) return [isInferenceError(error) ? error.message : String(error)];
  const { problem, status } = error;
  const told = `${status} ${problem.kind}`;
  switch (problem.kind) {
    case "unsupported_parameter":
      return problem.parameters.map(({ pointer, value }) => `${told}: ${pointer} was ${JSON.stringify(value)}`);
    case "content_filter":
      return Object.entries(problem.categories)
        .filter(([, verdict]) => (verdict as { filtered?: boolean }).filtered)
        .map(([category, verdict]) => `${told}: ${category} ${JSON.stringify(verdict)}`);
    default:
      return [`${told}: ${problem.message}`];
  }
}

const describe = ({ model_name, model_type, model_provider_name }: ModelInfo): string[] => [
  `${model_name} (${model_type}) by ${model_provider_name}`,
];

const withModel = <Body extends object>(body: Body): Body & { model?: string } => (model ? { ...body, model } : body);

const cosine = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0) / (length(a) * length(b));

const length = (vector: readonly number[]): number => Math.hypot(...vector);

/** Walks all steps and counts those that fail though they should not. */
async function tour(client: Client): Promise<number> {
  let failures = 0;
  for (const [name, step] of Object.entries(steps)) {
    console.log(`\n${name}`);
    const lines = await step(client).catch((error: unknown) => {
      if (!isResponseError(error) || error.problem.kind !== expected[name]) failures += 1;
      return explain(error);
    });
    for (const line of lines) console.log(`  ${line}`);
  }
  return failures;
}

const emulator = endpoint === undefined ? await startEmulator() : undefined;
try {
  const credential = { key: emulator === undefined ? (key ?? "") : "any-key-will-do" };
  const client = createClient({ endpoint: endpoint ?? emulator?.url ?? "", credential });
  console.log(emulator === undefined ? "the endpoint of AZURE_INFERENCE_ENDPOINT" : `the emulator at ${emulator.url}`);
  const failures = await tour(client);
  if (failures > 0) console.log(`\n${failures} of ${Object.keys(steps).length} steps failed`);
  // A real endpoint serves what its model can; the emulator serves everything.
  if (failures === Object.keys(steps).length || (emulator !== undefined && failures > 0)) process.exitCode = 1;
} catch (error) {
  if (!isInferenceError(error)) throw error;
  console.error(
    `${error.message}\nSet AZURE_INFERENCE_ENDPOINT and AZURE_INFERENCE_CREDENTIAL, or neither for the emulator.`,
  );
  process.exitCode = 1;
} finally {
  await emulator?.stop();
}
