import { redact } from "./secrets.ts";

type Style = "bold" | "dim" | "red" | "green" | "yellow";
const codes: Record<Style, [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
};

/** Whether a stream shows colours: a terminal that is not dumb, and `NO_COLOR` is not set (no-color.org). */
export const isColoured = (stream: NodeJS.WriteStream): boolean =>
  stream.isTTY === true && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";

export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  const [on, off] = codes[style];
  return isColoured(stream) && text !== "" ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}

/** Writes to stdout as it is; resolves when there is room for more, so that a slow reader slows the command. */
export async function write(text: string): Promise<void> {
  if (process.stdout.write(text)) return;
  await new Promise<void>((resolve) => process.stdout.once("drain", resolve));
}

/** Writes a line for people to stderr, without secrets. */
export function notify(line: string): void {
  process.stderr.write(`${redact(line)}\n`);
}

/**
 * A text without control characters, save for tabs and line feeds: words of a server may not move the cursor, hide text or
 * rename the window.
 */
export function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
}

/** JSON for people on a terminal, and on one line for programs. */
export const writeJson = (value: unknown): Promise<void> =>
  write(`${redact(JSON.stringify(value, undefined, process.stdout.isTTY ? 2 : undefined))}\n`);
