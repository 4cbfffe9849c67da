import { request } from "undici";
import { headers } from "../subject.ts";
import { byHand } from "./by-hand.ts";

export const connect = byHand(async (url, body) => {
  const response = await request(url, { method: "POST", headers, body });
  return { ok: response.statusCode === 200, text: () => response.body.text(), body: response.body };
});
