import OpenAI, { APIError } from "openai";
import { type ClientUnderTest, limitMs, nameOf, reading } from "./client.ts";

const remedies = { answerLimit: `timeout: ${limitMs}`, streamLimit: `timeout: ${limitMs}` };

export const openai: ClientUnderTest = {
  title: "openai",
  name: "openai",
  helpers: [],
  beyondDefaults: "nothing",
  ownLimits: {
    answer: "600 s until the headers (`timeout`), then 300 s of silence (that of Node's `fetch`)",
    stream: "300 s of silence (that of Node's `fetch`)",
  },
  remedies,

  connect({ endpoint, key, model }, remedy) {
    const client = new OpenAI({ baseURL: endpoint, apiKey: key, ...(remedy && { timeout: limitMs }) });
    return {
      async chat({ prompt, seed }) {
        const messages = [{ role: "user" as const, content: prompt }];
        const completion = await client.chat.completions.create({ model, seed, messages });
        return reading(() => completion.choices[0]?.message.content ?? "");
      },
      async *stream({ prompt, seed }) {
        const messages = [{ role: "user" as const, content: prompt }];
        let finish: string | undefined;
        for await (const chunk of await client.chat.completions.create({ model, seed, messages, stream: true })) {
          const choice = reading(() => chunk.choices[0]);
          finish = choice?.finish_reason ?? finish;
          yield reading(() => choice?.delta?.content ?? "");
        }
        return finish;
      },
    };
  },

  tell(error) {
    const named = nameOf(error);
    if (!(error instanceof APIError)) return { ...named, rest: undefined };
    return {
      ...named,
      status: error.status,
      code: error.code ?? undefined,
      parameter: error.param ?? undefined,
      rest: { error: error.error, headers: Object.fromEntries(error.headers ?? []) },
    };
  },
};
