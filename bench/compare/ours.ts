import { createClient, ResponseError, StreamError } from "model-inference";
import { type ClientUnderTest, limitMs, nameOf, reading } from "./client.ts";

const remedies = {
  answerLimit: `timeoutMs: ${limitMs}`,
  streamLimit: `stream: { idleTimeoutMs: ${limitMs} }`,
};

export const ours: ClientUnderTest = {
  title: "model-inference",
  name: "model-inference",
  helpers: [],
  beyondDefaults: "nothing",
  ownLimits: { answer: "300 s (`timeoutMs`)", stream: "120 s of silence (`stream.idleTimeoutMs`)" },
  remedies,

  connect({ endpoint, key, model }, remedy) {
    const client = createClient({
      endpoint,
      credential: { key },
      ...(remedy === "answerLimit" && { timeoutMs: limitMs }),
      ...(remedy === "streamLimit" && { stream: { idleTimeoutMs: limitMs } }),
    });
    return {
      async chat({ prompt, seed }) {
        const answer = await client.getChatCompletions({ model, seed, messages: [{ role: "user", content: prompt }] });
        return reading(() => answer.choices[0]?.message.content ?? "");
      },
      async *stream({ prompt, seed }) {
        let finish: string | undefined;
        const messages = [{ role: "user" as const, content: prompt }];
        for await (const chunk of client.streamChatCompletions({ model, seed, messages })) {
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
    if (error instanceof ResponseError) {
      const { status, problem, body, info } = error;
      return {
        ...named,
        status,
        code: problem.code,
        parameter: problem.kind === "unsupported_parameter" ? problem.parameters[0]?.pointer.slice(1) : undefined,
        categories: problem.kind === "content_filter" ? Object.keys(problem.categories) : undefined,
        rest: { problem, body, headers: Object.fromEntries(info.headers) },
      };
    }
    if (error instanceof StreamError) {
      const { reason, problem } = error;
      return { ...named, name: `${named.name} (${reason})`, code: problem?.code, rest: problem };
    }
    return { ...named, rest: undefined };
  },
};
