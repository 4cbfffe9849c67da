import { withoutQuery } from "../errors/errors.ts";

/**
 * Warns that a route is deprecated: once per route, and for at most 100 routes, because the path of another API may hold an id.
 *
 * @param deprecation - what the server says of it.
 */
export type NotifyDeprecation = (method: string, url: string, deprecation: string) => void;

export function createDeprecationNotice(warn: (message: string) => void): NotifyDeprecation {
  const notified = new Set<string>();
  return (method, url, deprecation) => {
    const route = `${method} ${withoutQuery(url)}`;
    if (notified.has(route) || notified.size > 99) return;
    notified.add(route);
    warn(`${route} will go away (${deprecation})`);
  };
}
