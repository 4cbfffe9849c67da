import type { OperationId } from "../../../generated/operations.ts";
import { isObject } from "../check.ts";
import type { ErrorPosition } from "../endpoints/error-body.ts";
import type { Flavour } from "../endpoints/flavour.ts";
import { usualForm } from "../endpoints/flavour-response.ts";
import { nested, Refusal, unsupported, valueAt } from "../endpoints/refusal.ts";
import type { ResolvedUpstream } from "./upstream-option.ts";

/** What the upstream was asked. */
export interface SentRequest {
  operation: OperationId;
  model: string;
  flavour: Flavour;
  body: Readonly<Record<string, unknown>>;
  upstream: ResolvedUpstream;
}

const hint = /^(?:retry-after|retry-after-ms|x-ms-retry-after-ms|x-ratelimit-[\w-]+)$/;

/** Headers of an upstream that callers go by. */
export const hintsOf = (headers: Headers): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => hint.test(name)));

/** Longer bodies of failures are cut. */
const longestFailure = 64 * 1024;

/** A response that is no success -> a refusal in the contract's words. */
export async function refusalOf(response: Response, asked: SentRequest): Promise<Refusal> {
  const { status, headers } = response;
  const text = (await response.text()).slice(0, longestFailure);
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // A gateway's page or text.
  }
  return refusalFrom({ status, body }, asked, hintsOf(headers));
}

/** A failure as an upstream writes it, in whatever form -> a refusal in the contract's words. */
export function refusalFrom(
  { status, body }: { status: number; body: unknown },
  asked: SentRequest,
  headers: Record<string, string> = {},
): Refusal {
  const { code, message, param, innererror, places } = read(body, asked.upstream);
  const summary = `The upstream answered ${status}${message === undefined ? "" : `: ${message}`}`;
  const words = message ?? summary;
  const usual = (status: number, code: string, message: string, more: Record<string, string> = {}): Refusal =>
    new Refusal({ status, code, message, param }, usualForm(asked), { ...headers, ...more });
  // Another try would meet the same settings.
  const final = { "x-should-retry": "false" };
  if (status < 400) return usual(502, "UpstreamRedirect", `${summary}; redirects are not followed`, final);
  // The caller's key is good: that of the emulator is not.
  if (status === 401 || status === 407)
    return usual(502, "UpstreamUnauthorized", `${summary}; see the key of the upstream`, final);
  if (code === "content_filter")
    return new Refusal(
      { status: 400, code, message: words, param: param ?? "prompt", innererror: innererror ?? {} },
      "openai",
    );
  if (code !== undefined && tooLong.test(code)) return nested(413, "tokens_limit_reached", words);
  if (code !== undefined && notSupported.test(code) && param !== undefined) {
    const loc = param.split(/[.[\]]+/).filter((step) => step !== "");
    const steps = loc.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    return unsupported(steps, valueAt(asked.body, steps) ?? null, words);
  }
  if (status === 404 && (/model/i.test(code ?? "") || /\bmodel\b/i.test(words)))
    return nested(404, "unknown_model", words);
  if (status === 404 || status === 405 || status === 501) return nested(404, "api_not_supported", words);
  if (status === 422)
    return new Refusal({ status, code: code ?? "422", message: words, ...(places && { places }) }, "detail-list");
  if (status === 400) return new Refusal({ status, code: code ?? "BadRequest", message: words, param }, "nested");
  return usual(status, code ?? (status === 429 ? "RateLimitReached" : String(status)), words);
}

const tooLong = /^(?:context_length_exceeded|exceed_context_size_error|tokens_limit_reached)$/;
const notSupported = /^(?:unsupported_parameter|unsupported_value|unknown_parameter|parameter_not_supported)$/;

interface UpstreamError {
  code: string | undefined;
  message: string | undefined;
  param: string | undefined;
  innererror: object | undefined;
  places: ErrorPosition[] | undefined;
}

/** The forms of failures are many: nested under `error`, flat, with `detail`, a text. */
function read(body: unknown, { key }: ResolvedUpstream): UpstreamError {
  const flat = isObject(body) ? body : {};
  const inner = isObject(flat["error"]) ? flat["error"] : {};
  const { detail } = flat;
  const places = Array.isArray(detail) ? detail.filter(isObject).map(positionOf) : undefined;
  const listed = places?.map(({ msg }) => msg).join("; ");
  const texts = [inner["message"], flat["message"], flat["error"], detail, listed, body];
  const message = texts.find((text) => typeof text === "string" && text.trim() !== "") as string | undefined;
  // Servers like to repeat the key that they refuse.
  const safe = key === undefined ? message : message?.replaceAll(key, "REDACTED");
  const codes = [inner["code"], flat["code"], inner["type"], flat["type"]];
  const isCode = (code: unknown): boolean => typeof code === "string" && /^[\w.-]+$/.test(code) && !/^\d+$/.test(code);
  const param = [inner["param"], flat["param"]].find((name) => typeof name === "string");
  const innererror = inner["innererror"] ?? flat["innererror"];
  return {
    code: codes.find(isCode) as string | undefined,
    message: /^\s*</.test(safe ?? "") ? undefined : safe?.slice(0, 4_000),
    param: param as string | undefined,
    innererror: isObject(innererror) ? innererror : undefined,
    places: places?.length === 0 ? undefined : places,
  };
}

function positionOf({ loc, msg, type, input }: Readonly<Record<string, unknown>>): ErrorPosition {
  const steps = Array.isArray(loc) ? loc.filter((step) => typeof step === "string" || typeof step === "number") : [];
  return {
    loc: steps[0] === "body" ? steps.slice(1) : steps,
    msg: typeof msg === "string" ? msg : "is not accepted",
    type: typeof type === "string" ? type : "value_error",
    ...(input !== undefined && { input }),
  };
}
