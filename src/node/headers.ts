import type { IncomingMessage } from "node:http";
import type { HeadersLike } from "../client/transport/transport.ts";

/** The headers of an answer, without holding on to its connection. */
export function headersOf(message: IncomingMessage): HeadersLike {
  const { headers } = message;
  return {
    get: (name) => {
      const key = name.toLowerCase();
      // A name such as `constructor` is an ordinary one.
      return Object.hasOwn(headers, key) ? textOf(headers[key]) : null;
    },
    [Symbol.iterator]: function* () {
      for (const [name, value] of Object.entries(headers)) {
        for (const each of [value].flat()) yield [name, each ?? ""] as [string, string];
      }
    },
  };
}

const textOf = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? value.join(", ") : (value ?? "");
