/** What a page loads: bundles for browsers, minified, after gzip. */
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { exact, type Figure } from "../report/statistics.ts";
import type { Table } from "../report/table.ts";

const resolveDir = fileURLToPath(new URL("../..", import.meta.url));
const url = '"https://host/models"';
const ours = 'import { createClient } from "model-inference";';
const client = (options = ""): string =>
  `const client = createClient({ endpoint: ${url}, credential: { key: "k" }${options} });`;
const reads = "console.log(await client.getChatCompletions({ messages: [] }));";
const streams = `for await (const chunk of client.streamChatCompletions({ messages: [] })) console.log(chunk);`;
const switches = `try { ${reads} } catch (error) { if (isResponseError(error)) console.log(error.problem.kind); }`;
const oursWith = 'import { createClient, isResponseError } from "model-inference";';
const functions = `import { connect, getChatCompletions, send } from "model-inference/functions";
  const connection = connect({ endpoint: ${url}, credential: { key: "k" } });
  console.log(await send(connection, getChatCompletions, { messages: [] }));`;
const validated = ', validation: validation({ request: "error", response: "error", stream: "error" })';

const azure = `import ModelClient, { isUnexpected } from "@azure-rest/ai-inference";
  const client = ModelClient(${url}, { key: "k" });
  const response = await client.path("/chat/completions").post({ body: { messages: [] } });
  console.log(isUnexpected(response) ? response.body.error : response.body);`;
const azureStream = `import { createSseStream } from "@azure/core-sse"; ${azure}
  const streamed = await client.path("/chat/completions").post({ body: { messages: [], stream: true } }).asBrowserStream();
  for await (const event of createSseStream(streamed.body)) console.log(JSON.parse(event.data));`;
const openai = `import OpenAI from "openai"; const client = new OpenAI({ baseURL: ${url}, apiKey: "k" });
  console.log(await client.chat.completions.create({ model: "m", messages: [] }));`;
const openaiStream = `${openai}
  for await (const chunk of await client.chat.completions.create({ model: "m", messages: [], stream: true })) console.log(chunk);`;
const aiSdk = (name: string): string =>
  `import { createOpenAICompatible } from "@ai-sdk/openai-compatible"; import { ${name} } from "ai";
  const model = createOpenAICompatible({ name: "s", baseURL: ${url}, apiKey: "k" })("m");`;

/** Each source imports what it needs and calls it, so that what is not needed can be left out. */
const sources: Readonly<Record<string, { call?: string; stream?: string; everything?: string }>> = {
  "openapi-fetch": {
    call: `import createClient from "openapi-fetch";
      console.log(await createClient({ baseUrl: ${url} }).POST("/chat/completions", { body: { messages: [] } }));`,
  },
  "@azure-rest/ai-inference": { call: azure, stream: azureStream },
  openai: { call: openai, stream: openaiStream },
  "AI SDK": {
    call: `${aiSdk("generateText")} console.log((await generateText({ model, prompt: "" })).text);`,
    stream: `${aiSdk("generateText, streamText")} console.log((await generateText({ model, prompt: "" })).text);
      for await (const text of streamText({ model, prompt: "" }).textStream) console.log(text);`,
  },
  ours: {
    call: `${ours} ${client()} ${reads}`,
    stream: `${oursWith} ${client()} ${switches} ${streams}`,
    everything: `${oursWith} import { validation } from "model-inference/validation"; ${client(validated)} ${switches} ${streams}`,
  },
  "ours, functions": { call: functions },
};

async function sizeOf(contents: string): Promise<Figure> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    // As in another project: this one's paths lead to its own sources.
    tsconfigRaw: {},
    write: false,
    logLevel: "error",
  });
  const bytes = outputFiles.reduce((sum, file) => sum + gzipSync(file.contents, { level: 9 }).length, 0);
  return exact(bytes / 1000);
}

export async function bundle(): Promise<Table> {
  const rows = await Promise.all(
    Object.entries(sources).map(async ([name, bySize]) => {
      const sizes = Object.entries(bySize).map(async ([id, source]) => [id, await sizeOf(source)] as const);
      return { name, figures: Object.fromEntries(await Promise.all(sizes)) };
    }),
  );
  return {
    id: "bundle",
    title: "What a browser loads",
    notes: [
      "esbuild, minified, gzip, one file. Of ours that includes retries, time limits and narrowed errors in every column;",
      "openapi-fetch has none of them, and no streams. Budgets are checked by `bench/size.ts`, in `npm run check`.",
    ],
    columns: [
      { id: "call", title: "one chat call, kB" },
      { id: "stream", title: "and a stream, and its errors, kB" },
      { id: "everything", title: "and requests, responses and chunks validated, kB" },
    ],
    rows,
  };
}
