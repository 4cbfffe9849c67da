/**
 * The client as functions, for programs that are bundled for a page or an edge worker: what a program does not import is left out.
 * On a server use `createClient` of `model-inference`, which does the same.
 *
 * @example
 * const connection = connect({ endpoint, credential: { key } });
 * const { choices } = await send(connection, getChatCompletions, { messages: [{ role: "user", content: "Hello" }] });
 *
 * @module model-inference/functions
 */
export * from "../../generated/operation-constants.ts";
export type { Connection } from "../client/send.ts";
export { connect, send, sendStream } from "../client/send.ts";
