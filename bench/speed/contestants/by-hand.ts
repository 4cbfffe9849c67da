/** A contestant made of no more than a function that sends. */
import { ask, type Connect, hello, model, type Subject } from "../subject.ts";
import { type Answer, fromBase64, type Refusal, readEvents, textOf, type Vectors } from "./wire.ts";

export interface Reply {
  ok: boolean;
  text(): Promise<string>;
  body: AsyncIterable<Uint8Array>;
}

export type Send = (url: string, body: string) => Promise<Reply>;

export const byHand =
  (send: Send): Connect =>
  (endpoint): Subject => {
    const post = (route: string, body: object): Promise<Reply> => send(`${endpoint}${route}`, JSON.stringify(body));
    const read = async <Body>(reply: Reply): Promise<Body> => JSON.parse(await reply.text()) as Body;
    const vectors = async <Embedding>(input: string[], encoding_format: string): Promise<Embedding[]> => {
      const reply = await post("/embeddings", { model, input, encoding_format });
      return (await read<Vectors<Embedding>>(reply)).data.map(({ embedding }) => embedding);
    };
    return {
      chat: async (messages) => textOf(await read<Answer>(await post("/chat/completions", ask(messages)))),
      stream: async (onText) => {
        const { body } = await post("/chat/completions", { ...ask(hello), stream: true });
        await readEvents(body, onText);
      },
      embed: {
        float: (input) => vectors<number[]>(input, "float"),
        base64: async (input) => (await vectors<string>(input, "base64")).map(fromBase64),
      },
      refusal: async () => {
        const reply = await post("/chat/completions", ask(hello));
        return reply.ok ? "" : (await read<Refusal>(reply)).error.code;
      },
    };
  };
