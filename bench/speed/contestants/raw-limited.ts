import { headers, key } from "../subject.ts";
import { byHand } from "./by-hand.ts";

/** `raw` with all that ours asks of the platform's `fetch`: a signal that ends it after five minutes, an id, the key in both headers. */
export const connect = byHand(async (url, body) => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 300_000);
  const more = { "api-key": key, "x-ms-client-request-id": crypto.randomUUID() };
  const { signal } = controller;
  const response = await fetch(url, { method: "POST", headers: { ...headers, ...more }, body, signal });
  return {
    ok: response.ok,
    text: async () => {
      const text = await response.text();
      clearTimeout(timer);
      return text;
    },
    get body() {
      clearTimeout(timer);
      return response.body as unknown as AsyncIterable<Uint8Array>;
    },
  };
});
