import { headers } from "../subject.ts";
import { byHand } from "./by-hand.ts";

/** The practical limit of the platform: global `fetch`, `JSON.parse` and a loop over events written by hand. */
export const connect = byHand(async (url, body) => {
  const response = await fetch(url, { method: "POST", headers, body });
  return {
    ok: response.ok,
    text: () => response.text(),
    get body() {
      return response.body as unknown as AsyncIterable<Uint8Array>;
    },
  };
});
