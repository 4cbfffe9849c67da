import { validation } from "model-inference/validation";
import { ourClient } from "./our-client.ts";

/** Every request, response and chunk is checked. */
export const connect = ourClient({ validation: validation({ request: "error", response: "error", stream: "error" }) });
