import { examples } from "../../../generated/examples.ts";
import type { OperationId, OperationTypes } from "../../../generated/operations.ts";
import type { Accepted, Content } from "./answer.ts";
import { respondToChat } from "./chat.ts";
import { textsOf } from "./chat-reply.ts";
import { promptsOf, respondToCompletions } from "./completions.ts";
import { respondToEmbeddings, respondToImageEmbeddings } from "./embeddings.ts";

/** What a model makes of one operation's requests. */
export interface Emulated<Body> {
  respond(request: Accepted<Body>): Content;
  /** The texts that the content filter and the token limits look at. */
  texts(body: Body): string[];
}

const emulated: { readonly [Id in OperationId]?: Emulated<OperationTypes[Id]["body"]> } = {
  getChatCompletions: { respond: respondToChat, texts: ({ messages }) => messages.flatMap(textsOf) },
  getCompletions: { respond: respondToCompletions, texts: ({ prompt }) => promptsOf(prompt, "prompt") },
  getEmbeddings: { respond: respondToEmbeddings, texts: ({ input }) => promptsOf(input, "input") },
  getImageEmbeddings: {
    respond: respondToImageEmbeddings,
    texts: ({ input }) => input.flatMap(({ text }) => text ?? []),
  },
};

/** An operation without a row above returns as its example in `spec/examples` does. */
export const emulatedAs = (id: OperationId): Emulated<unknown> =>
  (emulated[id] as Emulated<unknown> | undefined) ?? {
    respond: () => ({ body: examples[id].response, tokens: 0, written: 0 }),
    texts: () => [],
  };
