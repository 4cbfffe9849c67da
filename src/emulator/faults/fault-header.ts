import { checkFaults, type Fault, type FaultKind, faultKinds } from "./fault.ts";

/**
 * The header that asks for faults of one request.
 *
 * @example
 * await client.getChatCompletions({ messages }, { headers: { [faultHeader]: "status=429;hint=retry-after-ms;waitMs=5" } });
 */
export const faultHeader = "x-emulator-fault";

/**
 * Reads the faults that one request asks for: `none`, JSON (a fault or a list), or faults parted by commas, each a kind
 * with properties: `delay=200, status=429;hint=retry-after-ms;waitMs=50`. The value after a kind is that of its main
 * property. A value with commas or semicolons stands in double quotes, with JSON's escapes.
 *
 * @throws {RangeError} that names what is wrong and what is allowed.
 *
 * @example
 * parseFaults("delay=200, status=429;waitMs=50"); // two faults: `delay` and `status`
 */
export function parseFaults(text: string): readonly Fault[] {
  const given = text.trim();
  if (given === "none") return [];
  if (/^[[{]/.test(given)) return checkFaults(faultHeader, [parseJson(faultHeader, given)].flat());
  return checkFaults(faultHeader, split(given, ",").map(parseFault));
}

function parseFault(text: string): object {
  const [first = "", ...rest] = split(text, ";");
  const [kind, main] = pair(first);
  const { short } = (Object.hasOwn(faultKinds, kind) && faultKinds[kind as FaultKind]) || {};
  if (main !== undefined && short === undefined && Object.hasOwn(faultKinds, kind))
    throw new RangeError(`${faultHeader}: ${kind} takes no value`);
  return {
    kind,
    ...(main !== undefined && { [short ?? kind]: readValue(faultHeader, main) }),
    ...propertiesOf(faultHeader, rest),
  };
}

/** Reads JSON, or properties parted by semicolons. @throws {RangeError} for JSON that is none. */
export const parseProperties = (header: string, text: string): unknown =>
  text.startsWith("{") ? parseJson(header, text) : propertiesOf(header, split(text, ";"));

const propertiesOf = (header: string, texts: readonly string[]): object =>
  Object.fromEntries(
    texts.map(pair).map(([name, value]) => [name, value === undefined ? true : readValue(header, value)]),
  );

function pair(text: string): [name: string, value: string | undefined] {
  const mark = text.indexOf("=");
  return mark < 0 ? [text.trim(), undefined] : [text.slice(0, mark).trim(), text.slice(mark + 1).trim()];
}

function readValue(header: string, text: string): unknown {
  if (text.startsWith('"')) return parseJson(header, text);
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
}

/** Parts a text at a sign, save within double quotes. */
function split(text: string, sign: "," | ";"): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (isQuoted && text[at] === "\\") at += 1;
    else if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === sign && !isQuoted) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

function parseJson(header: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RangeError(`${header}: is not JSON that can be read: ${text.slice(0, 200)}`);
  }
}
