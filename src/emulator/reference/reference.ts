import "rapidoc";
import { apiVersions } from "../../../generated/operations.ts";

/** The version that the path names, such as `/_emulator/reference/2025-04-01.html`. */
const version = /([^/]+)\.html$/.exec(location.pathname)?.[1] ?? "";
const url = `/_emulator/openapi/${version}/openapi-3.1.json`;

const link = (href: string, text: string): HTMLAnchorElement => {
  const made = Object.assign(document.createElement("a"), { href, textContent: text });
  if (text === version) made.setAttribute("aria-current", "page");
  return made;
};
const versions = [...apiVersions].reverse().map((name) => link(`/_emulator/reference/${name}.html`, name));
document.getElementById("links")?.append(...versions, link(url, "OpenAPI document"));

const viewer = document.createElement("rapi-doc");
const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
const attributes = {
  "spec-url": url,
  "server-url": location.origin,
  "default-api-server": location.origin,
  "allow-server-selection": "false",
  "api-key-name": "api-key",
  "api-key-location": "header",
  // The emulator accepts any key unless it was started with keys.
  "api-key-value": "any-key",
  "show-header": "false",
  "load-fonts": "false",
  "render-style": "read",
  "schema-style": "table",
  "allow-spec-file-download": "false",
  theme: isDark ? "dark" : "light",
  "primary-color": isDark ? "#5ab0f5" : "#0b5fa5",
};
for (const [name, value] of Object.entries(attributes)) viewer.setAttribute(name, value);
document.getElementById("viewer")?.append(viewer);
