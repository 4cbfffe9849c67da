import { createHash } from "node:crypto";
import type { Client } from "../../client/client.ts";
import { type Target, target } from "../../client/endpoint/target.ts";
import type { BulkOptions } from "../options.ts";

/** Digests of everything that determines the results of a run. */
export interface Identity {
  operation: string;
  endpoint: string;
  headers: string;
  options: string;
}

/** Headers with credentials or per-run values. They do not select a model. */
const personal = /^(?:authorization|cookie|.*key|.*token|user-agent|traceparent|tracestate|x-ms-client-request-id)$/i;

export function identityOf(
  client: Client,
  operation: string,
  body: object | undefined,
  request: BulkOptions["request"],
): Identity {
  const [kind, base, search, own]: Target = (client as unknown as { [target]?: () => Target })[target]?.() ?? [
    "",
    "",
    "",
    {},
  ];
  const headers = Object.entries({ ...own, ...request?.headers }).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    operation,
    endpoint: digestOf([kind, base, search]),
    headers: digestOf(Object.fromEntries(headers.filter(([name = ""]) => !personal.test(name)))),
    options: digestOf([body ?? {}, request?.extras, request?.extraParameters]),
  };
}

/** Computes 132 bits of the SHA-256 of a value. The order of properties does not matter. */
export const digestOf = (value: unknown, salt = ""): string =>
  createHash("sha256")
    .update(salt)
    .update(JSON.stringify(value, sorted) ?? "")
    .digest("base64url")
    .slice(0, 22);

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
