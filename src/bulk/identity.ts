import { createHash } from "node:crypto";
import type { Client } from "../client/client.ts";
import { type Target, target } from "../client/target.ts";
import type { BulkOptions } from "./options.ts";

/** All that decides what an outcome is, part by part, each as a digest. */
export interface Identity {
  operation: string;
  endpoint: string;
  headers: string;
  options: string;
}

/** Headers that tell who asks, or that change with each run; none of them chooses a model. */
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

/** 132 bits of a SHA-256 of a value, whatever the order of its members. */
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
