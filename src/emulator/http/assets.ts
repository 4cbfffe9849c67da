import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { apiVersions } from "../../../generated/operations.ts";
import { controlPrefix } from "../control/control.ts";
import { nested } from "../endpoints/refusal.ts";
import type { EmulatedResponse } from "./call.ts";
import type { EmulatedRequest } from "./request.ts";

/** Where a path's file stands in the package, and what it is. */
interface Asset {
  file: string;
  type: string;
  isViewer?: true;
}

const text = (type: string, file: string): Asset => ({ file, type: `${type}; charset=utf-8` });
/** One page for all versions: its script reads the version from the path. */
const viewer: Asset = { ...text("text/html", "src/emulator/reference/reference.html"), isViewer: true };
const newest = apiVersions[apiVersions.length - 1];
const assets: ReadonlyMap<string, Asset> = new Map([
  ["page/page.css", text("text/css", "dist/src/emulator/page/page.css.br")],
  ["page/main.js", text("text/javascript", "dist/src/emulator/page/main.js.br")],
  ["page/icon.svg", text("image/svg+xml", "src/emulator/page/icon.svg")],
  ["reference/reference.css", text("text/css", "src/emulator/reference/reference.css")],
  ["reference/reference.js", text("text/javascript", "dist/src/emulator/reference/reference.js.br")],
  ...apiVersions.flatMap((version): [string, Asset][] => [
    [`reference/${version}.html`, viewer],
    [`openapi/${version}/openapi-3.1.json`, text("application/json", `dist/openapi/${version}/openapi-3.1.json`)],
  ]),
]);
const page = text("text/html", "src/emulator/page/page.html");

/** Nothing but what this server sends is loaded, nothing is made from text, and no page may frame it. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // The icons of the style sheet, and images that a person attaches.
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** The viewer of the reference, RapiDoc, has inline styles, and makes its templates from text. */
const viewerPolicy = policy
  .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
  .replace("trusted-types 'none'", "trusted-types lit-html");

const headers = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-cache",
};

/** Whether the request is for a person's browser: the page, or a file that it links to. */
export const isAsset = ({ method, path, headers }: EmulatedRequest): boolean =>
  path === "/"
    ? (method === "GET" || method === "HEAD") && wantsPage(headers["accept"])
    : path === reference || folders.some((folder) => path.startsWith(folder));

const reference = `${controlPrefix}/reference`;
const folders = [`${controlPrefix}/page/`, `${reference}/`, `${controlPrefix}/openapi/`];

/** A client of the API asks for JSON or says nothing, a browser asks for HTML; who says to take anything gets the page. */
const wantsPage = (accept = ""): boolean =>
  /\btext\/html\b/i.test(accept) || (/\*\/\*/.test(accept) && !/\bjson\b/i.test(accept));

/** Serves the page and its files. @throws {Refusal} 404, 405 */
export async function asset({ method, path }: EmulatedRequest): Promise<EmulatedResponse> {
  if (path === reference || path === `${reference}/`)
    return { status: 302, headers: { ...headers, location: `${reference}/${newest}.html` }, body: "" };
  const found = path === "/" ? page : assets.get(path.slice(controlPrefix.length + 1));
  if (found === undefined) throw nested(404, "404", "There is no such file");
  if (method !== "GET" && method !== "HEAD") throw nested(405, "405", "This takes GET, HEAD", { allow: "GET, HEAD" });
  const body = await read(found.file);
  const settled = found.isViewer ? { ...headers, "content-security-policy": viewerPolicy } : headers;
  return { status: 200, headers: settled, body, contentType: found.type };
}

/**
 * Scripts and styles are compressed in the package, which makes it 0.8 MB smaller. The folder of the package is the same whether
 * this file runs from `src` or from `dist`.
 */
async function read(file: string): Promise<string> {
  try {
    const manifest = createRequire(import.meta.url).resolve("model-inference/package.json");
    const bytes = await readFile(new URL(file, pathToFileURL(manifest)));
    return (file.endsWith(".br") ? brotliDecompressSync(bytes) : bytes).toString("utf8");
  } catch {
    throw nested(404, "PageMissing", `The package's file ${file} is not there; in a clone, npm run build makes it`);
  }
}
