import { Agent, type IncomingMessage, request } from "node:http";
import { headers } from "../subject.ts";
import { byHand, type Reply } from "./by-hand.ts";

// By default 256 are kept, so that a thousand calls in flight would open hundreds anew each time.
const agent = new Agent({ keepAlive: true, maxFreeSockets: Number.POSITIVE_INFINITY });

/** The practical limit of Node. */
export const connect = byHand(
  (url, body) =>
    new Promise<Reply>((resolve, reject) => {
      const done = (response: IncomingMessage): void =>
        resolve({ ok: response.statusCode === 200, text: () => textOf(response), body: response });
      request(url, { method: "POST", headers, agent }, done).on("error", reject).end(body);
    }),
);

/** Listeners are cheaper than `node:stream/consumers`, which iterates. */
function textOf(response: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let all = "";
    response
      .setEncoding("utf8")
      .on("data", (part: string) => {
        all += part;
      })
      .on("end", () => resolve(all))
      .on("error", reject);
  });
}
