import type { IncomingMessage } from "node:http";
import { AzureKeyCredential } from "@azure/core-auth";
import { createSseStream } from "@azure/core-sse";
import ModelClient, { isUnexpected } from "@azure-rest/ai-inference";
import { type ClientUnderTest, limitMs, nameOf, reading, textOf } from "./client.ts";

/** This client throws nothing for a status: the caller holds the response. */
class UnexpectedAnswer extends Error {
  readonly response: { status: string; headers: object; body: unknown };

  constructor(response: { status: string; headers: object; body: unknown }) {
    super(`an answer of status ${response.status}`);
    this.response = response;
  }
}

interface Chunk {
  choices: { delta?: { content?: string | null } | null; finish_reason?: string | null }[];
}

export const azure: ClientUnderTest = {
  title: "@azure-rest/ai-inference",
  name: "@azure-rest/ai-inference",
  helpers: ["@azure/core-sse", "@azure/core-auth"],
  beyondDefaults: "`allowInsecureConnection: true`, since the servers of this run speak http",
  ownLimits: { answer: "none", stream: "none" },
  remedies: { answerLimit: `timeout: ${limitMs}`, streamLimit: `timeout: ${limitMs}` },

  connect({ endpoint, key, model }, remedy) {
    const client = ModelClient(endpoint, new AzureKeyCredential(key), { allowInsecureConnection: true });
    const limit = remedy === undefined ? {} : { timeout: limitMs };
    return {
      async chat({ prompt, seed }) {
        const body = { model, seed, messages: [{ role: "user", content: prompt }] };
        const response = await client.path("/chat/completions").post({ body, ...limit });
        if (isUnexpected(response)) throw new UnexpectedAnswer(response);
        return reading(() => response.body.choices[0]?.message.content ?? "");
      },
      async *stream({ prompt, seed }) {
        const body = { model, seed, messages: [{ role: "user", content: prompt }], stream: true };
        const response = await client
          .path("/chat/completions")
          .post({ body, ...limit })
          .asNodeStream();
        const stream = response.body;
        if (!stream) throw new Error("The response stream is undefined");
        if (response.status !== "200") throw new Error("Failed to get chat completions");
        let finish: string | undefined;
        for await (const event of createSseStream(stream as IncomingMessage)) {
          if (event.data === "[DONE]") return finish;
          const choices = reading(() => [...(JSON.parse(event.data) as Chunk).choices]);
          for (const choice of choices) {
            finish = choice.finish_reason ?? finish;
            yield choice.delta?.content ?? "";
          }
        }
        return finish;
      },
    };
  },

  tell(error) {
    const named = nameOf(error);
    if (!(error instanceof UnexpectedAnswer)) return { ...named, rest: undefined };
    const { status, headers, body } = error.response;
    // The type of the body is `ErrorResponse`: `error` with `code`, `message` and `target`.
    const told = (body as { error?: { code?: unknown; target?: unknown } } | undefined)?.error;
    return {
      name: "nothing thrown",
      message: "",
      status: Number(status),
      code: textOf(told?.code),
      parameter: textOf(told?.target),
      rest: { headers, body },
    };
  },
};
