import { validation } from "model-inference/validation";
import { ourClient } from "./our-client.ts";

export const connect = ourClient({
  fetch: (url, init) => globalThis.fetch(url, init),
  validation: validation({ request: "error", response: "error", stream: "error" }),
});
