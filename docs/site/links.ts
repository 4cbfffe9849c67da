/** Checks the built site: every link leads to a page of it, and every anchor to a place on that page. */
import { readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";

const decode = (text: string): string => decodeURIComponent(text.replaceAll("&amp;", "&"));

/** @returns a line for each dead link. */
export async function deadLinks(folder: string): Promise<string[]> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith(".html"));
  const pages = new Map<string, string>();
  for (const path of paths) pages.set(`/${path}`, await readFile(join(folder, path), "utf8"));
  const dead = new Set<string>();
  for (const [path, html] of pages) {
    for (const [, link = ""] of html.matchAll(/<a [^>]*?href="([^"]+)"/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const [target = "", anchor = ""] = decode(link).split("#");
      const place =
        target === ""
          ? path
          : posix.join(
              posix.dirname(path),
              target.startsWith("/") ? posix.relative(posix.dirname(path), target) : target,
            );
      const page = pages.get(place.endsWith("/") ? `${place}index.html` : place);
      const isThere = page !== undefined && (anchor === "" || page.includes(`id="${anchor}"`));
      if (!isThere && page !== undefined) dead.add(`${path}: no ${anchor} on ${place}`);
      else if (!isThere) dead.add(`${path}: no page ${place}`);
    }
  }
  return [...dead];
}
