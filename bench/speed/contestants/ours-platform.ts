import { ourClient } from "./our-client.ts";

export const connect = ourClient({ fetch: (url, init) => globalThis.fetch(url, init) });
