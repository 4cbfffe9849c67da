import type { Attempt } from "../transport/transport.ts";
import type { Problem, RefusedParameter } from "./problem.ts";

/** Hides what a server repeats of the request: credentials become `REDACTED`, content becomes `…`. */
export interface Mask {
  /** For identifiers: hides the credentials that were sent. */
  credentials(text: string): string;
  /** For sentences, which are cut to 1,024 characters: hides content too, and whatever looks like a key or token. */
  all(text: string): string;
}

/** Texts of a server are cut to this many characters. */
const mostText = 1_024;
/** As many characters in a row that the request holds too are a quotation; short common words are not. */
const quotation = 16;
/** A text of the request that is quoted as a whole is masked from this length. */
const shortest = 6;

/** What was sent -> what hides it. The body is not looked at before there is a text to mask. */
export function createMask({ headers, body }: Pick<Attempt, "headers" | "body">): Mask {
  let texts: readonly string[] | undefined;
  let content = "";
  const credentials = maskCredentials(headers);
  return {
    credentials,
    all: (text) => {
      if (texts === undefined) {
        texts = textsOf(body);
        content = texts.join("\0");
      }
      let masked = withoutQuotations(credentials(text).slice(0, mostText), content);
      for (const short of texts) {
        if (short.length < quotation && short.trim().length >= shortest) masked = masked.replaceAll(short, "…");
      }
      return withoutLookalikes(masked);
    },
  };
}

/** Hides the values of headers that may hold a credential. */
export function maskCredentials(headers: Attempt["headers"]): Mask["credentials"] {
  const secrets = [...headers]
    .filter(([name]) => /key|auth|token|secret|cookie/.test(name))
    .map(([, value]) => value.replace(/^(?:bearer|basic)\s+/i, ""))
    .filter((value) => value.length >= shortest);
  return (text) => secrets.reduce((masked, secret) => masked.replaceAll(secret, "REDACTED"), text);
}

/** A text without anything that looks like a key or a token, whoever it belongs to. */
export function withoutLookalikes(text: string): string {
  return text
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, "$1 REDACTED")
    .replace(/\bsk-[\w-]{8,}|\beyJ[\w-]{10,}(?:\.[\w-]+){0,2}/g, "REDACTED")
    .replace(/\b(?=\w*\d)(?=\w*[A-Za-z])\w{32,}|\b[A-Za-z0-9+/]{40,}={1,2}/g, "REDACTED")
    .replace(/\b(key|token|secret|password)((?: provided)?["']?\s*[:=]\s*["']?)[^\s"']{16,}/gi, "$1$2REDACTED");
}

/** One line of printable characters, at most 300. */
export function oneLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ").trim();
  return line.length <= 300 ? line : `${line.slice(0, 299).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Values under these names are words of the API, not content. */
const apiWords = new Set(
  "model role type detail format encoding_format input_type reasoning_effort tool_choice id tool_call_id required".split(
    " ",
  ),
);

/** Every text of a JSON body that is content. */
function textsOf(body: Attempt["body"]): string[] {
  const texts: string[] = [];
  const collect = (value: unknown, name: string, parent: string): void => {
    if (typeof value === "string") {
      if (apiWords.has(name) || (name === "name" && (parent === "function" || parent === "json_schema"))) return;
      texts.push(value.startsWith("data:") ? value.slice(0, 64) : value);
    } else if (Array.isArray(value)) for (const item of value) collect(item, name, parent);
    else if (typeof value === "object" && value !== null)
      for (const [key, item] of Object.entries(value)) collect(item, key, name);
  };
  const text = typeof body === "string" ? body : body === null ? "" : new TextDecoder().decode(body);
  try {
    collect(JSON.parse(text), "", "");
  } catch {
    texts.push(text);
  }
  return texts;
}

/**
 * Replaces every run of 16 characters or more that stands in the content too. A run of that length contains one of the parts
 * of 8 that begin at a multiple of 8, so only around those that are found are runs looked for.
 */
function withoutQuotations(text: string, content: string): string {
  const step = quotation / 2;
  const quoted = new Set<number>();
  for (let at = 0; at + step <= text.length; at += step) {
    if (!content.includes(text.slice(at, at + step))) continue;
    for (let begin = Math.max(0, at - step); begin <= at; begin += 1) {
      const run = text.slice(begin, begin + quotation);
      if (run.length < quotation || !content.includes(run)) continue;
      for (let index = begin; index < begin + quotation; index += 1) quoted.add(index);
    }
  }
  if (quoted.size === 0) return text;
  let masked = "";
  for (let index = 0; index < text.length; index += 1) {
    if (!quoted.has(index)) masked += text[index];
    else if (!quoted.has(index - 1)) masked += "…";
  }
  return masked;
}

/** What went wrong, fit to be printed: every text is masked, and the values of refused parameters do not show. */
export function maskProblem(problem: Problem, mask: Mask): Problem {
  const { kind, code, ...rest } = problem;
  const masked = Object.entries(rest).map(([name, value]) => [
    name,
    name === "parameters"
      ? (value as RefusedParameter[]).map((parameter) => withoutValue(parameter, mask))
      : maskAll(value, mask),
  ]);
  return { kind, code: code && identifier(code, mask), ...Object.fromEntries(masked) } as Problem;
}

/** The value can be read, but it is neither printed nor serialised: it may be a prompt. */
function withoutValue({ loc, pointer, value }: RefusedParameter, mask: Mask): RefusedParameter {
  const place = {
    loc: loc.map((step) => (typeof step === "string" ? identifier(step, mask) : step)),
    pointer: identifier(pointer, mask),
  };
  return Object.defineProperty({ ...place, value: undefined }, "value", { get: () => value, enumerable: false });
}

/** What looks like a name is one, though the content may hold the same word. */
const identifier = (text: string, mask: Mask): string =>
  /^[\w.$/~-]{1,128}$/.test(text) ? withoutLookalikes(mask.credentials(text)) : mask.all(text);

function maskAll(value: unknown, mask: Mask): unknown {
  if (typeof value === "string") return mask.all(value);
  if (typeof value !== "object" || value === null) return value;
  return Array.isArray(value)
    ? value.map((item) => maskAll(item, mask))
    : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, maskAll(item, mask)]));
}
