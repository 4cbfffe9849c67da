import type { OutgoingRequest } from "./exchange.ts";
import { parsed } from "./json.ts";

export const languages = ["curl", "TypeScript", "Python"] as const;
export type Language = (typeof languages)[number];

/** A program that sends a request, without libraries. Keys are those of the request. */
export function snippetOf(request: OutgoingRequest, origin: string, language: Language): string {
  const url = new URL(request.url, origin).href;
  return { curl, TypeScript: typescript, Python: python }[language]({ ...request, url });
}

function curl({ method, url, headers, body }: OutgoingRequest): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const parts = [
    `curl --no-buffer -X ${method} ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`]),
  ];
  return `${parts.join(" \\\n  ")}\n`;
}

function typescript({ method, url, headers, body }: OutgoingRequest): string {
  const sent = body === undefined ? "" : `\n  body: ${indent(bodyOf(body))},`;
  return `const response = await fetch(${JSON.stringify(url)}, {
  method: ${JSON.stringify(method)},
  headers: ${indent(JSON.stringify(headers, null, 2))},${sent}
});
console.log(response.status, await response.text());
`;
}

function python({ method, url, headers, body }: OutgoingRequest): string {
  const value = body === undefined ? undefined : parsed(body);
  const data =
    body === undefined
      ? ""
      : `\n    data=${value === undefined ? `${quotedInPython(body)}.encode()` : `json.dumps(${inPython(value, 4)}).encode()`},`;
  return `import json
import urllib.request

request = urllib.request.Request(
    ${quotedInPython(url)},
    method=${quotedInPython(method)},
    headers=${inPython(headers, 4)},${data}
)
with urllib.request.urlopen(request) as response:
    for line in response:
        print(line.decode(), end="")
`;
}

const indent = (text: string): string => text.replaceAll("\n", "\n  ");

/** A body as an expression of JavaScript; one that is not JSON is sent as it is. */
function bodyOf(body: string): string {
  const value = parsed(body);
  return value === undefined ? JSON.stringify(body) : `JSON.stringify(${JSON.stringify(value, null, 2)})`;
}

/** A string of Python: JSON's escapes are among its own, and surrogate pairs are written as they are. */
const quotedInPython = (text: string): string => JSON.stringify(text);

function inPython(value: unknown, indentation: number): string {
  const inner = indentation + 4;
  const [open, close] = [" ".repeat(inner), " ".repeat(indentation)];
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") return quotedInPython(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((item) => `${open}${inPython(item, inner)},\n`).join("")}${close}]`;
  }
  if (typeof value !== "object") return String(value);
  const lines = Object.entries(value).map(
    ([name, item]) => `${open}${quotedInPython(name)}: ${inPython(item, inner)},\n`,
  );
  return lines.length === 0 ? "{}" : `{\n${lines.join("")}${close}}`;
}
