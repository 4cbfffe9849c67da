import { onTestFinished } from "vitest";
import { type EmulatorOptions, startEmulator } from "../../src/emulator/index.ts";

export const version = "api-version=2024-05-01-preview";
export const messages = [{ role: "user", content: "Hello" }];

interface Call {
  method?: string;
  path: string;
  query?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** An emulator for one test, asked with plain `fetch`. */
export async function emulate(options: EmulatorOptions = {}) {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.stop());
  return async ({ method, path, query = version, headers, body }: Call) => {
    const response = await fetch(`${emulator.url}${path}?${query}`, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: { "api-key": "k", ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) };
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The events of a stream, `[DONE]` among them. */
export const eventsOf = (text: string): unknown[] =>
  text
    .split("\n\n")
    .filter((event) => event !== "")
    .map((event) => event.replace(/^data: /, ""))
    .map((data) => (data === "[DONE]" ? data : (JSON.parse(data) as unknown)));
