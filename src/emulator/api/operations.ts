import { examples } from "../../../generated/examples.ts";
import type { OperationId, OperationTypes } from "../../../generated/operations.ts";
import type { Accepted, Content } from "./answer.ts";
import { answerChat } from "./chat.ts";
import { textsOf } from "./chat-reply.ts";
import { answerCompletions, promptsOf } from "./completions.ts";
import { answerEmbeddings, answerImageEmbeddings } from "./embeddings.ts";

/** What a model makes of one operation's requests. */
export interface Emulated<Body> {
  answer(request: Accepted<Body>): Content;
  /** The texts that the content filter and the token limits look at. */
  texts(body: Body): string[];
}

const emulated: { readonly [Id in OperationId]?: Emulated<OperationTypes[Id]["body"]> } = {
  getChatCompletions: { answer: answerChat, texts: ({ messages }) => messages.flatMap(textsOf) },
  getCompletions: { answer: answerCompletions, texts: ({ prompt }) => promptsOf(prompt, "prompt") },
  getEmbeddings: { answer: answerEmbeddings, texts: ({ input }) => promptsOf(input, "input") },
  getImageEmbeddings: {
    answer: answerImageEmbeddings,
    texts: ({ input }) => input.flatMap(({ text }) => text ?? []),
  },
};

/** An operation without a row above returns as its example in `spec/examples` does. */
export const emulatedAs = (id: OperationId): Emulated<unknown> =>
  (emulated[id] as Emulated<unknown> | undefined) ?? {
    answer: () => ({ body: examples[id].response, tokens: 0, written: 0 }),
    texts: () => [],
  };
