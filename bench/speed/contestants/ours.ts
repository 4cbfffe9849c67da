import { ourClient } from "./our-client.ts";

export const connect = ourClient();
