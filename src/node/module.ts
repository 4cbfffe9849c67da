import type { ClientRequest } from "node:http";
import type { RequestOptions } from "node:https";

export interface Http extends Pick<typeof import("node:http"), "Agent"> {
  request(options: RequestOptions): ClientRequest;
}

const loaded = new Map<string, Http>();

/** The modules are loaded when they are first needed, since `node:https` takes longer to load than all of the client; and kept, since asking Node anew costs 30 µs. */
export function moduleOf(protocol: string): Http {
  let module = loaded.get(protocol);
  if (module === undefined) {
    module = process.getBuiltinModule(protocol === "https:" ? "node:https" : "node:http") as Http;
    loaded.set(protocol, module);
  }
  return module;
}
