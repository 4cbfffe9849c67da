import { withoutQuery } from "../errors/errors.ts";
import type { ResponseLike } from "../transport/transport.ts";

/** Tells of what will go away: once for each route, of a hundred at most, since a route of another API may hold an id. */
export type Notify = (method: string, url: string, response: ResponseLike) => void;

/** Reads the headers `Deprecation` (RFC 9745) and `Sunset` (RFC 8594), of whatever form. */
export function createNotify(warn: (message: string) => void): Notify {
  const told = new Set<string>();
  return (method, url, { headers }) => {
    if (headers.get("deprecation") === null && headers.get("sunset") === null) return;
    const signs = ["deprecation", "sunset"].flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [`${name}: ${value.slice(0, 100)}`];
    });
    const route = `${method} ${withoutQuery(url)}`;
    if (told.has(route) || told.size > 99) return;
    told.add(route);
    warn(`${route} will go away (${signs.join(", ")})`);
  };
}
