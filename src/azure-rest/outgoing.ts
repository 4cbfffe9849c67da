import { ConfigurationError } from "../client/errors/errors.ts";
import type { OutgoingRequest } from "../client/request/request.ts";
import { checkHeaders, type ResolvedClientOptions } from "../client/resolve-options.ts";
import type { GetChatCompletionsParameters, RequestParameters } from "./types/parameters.ts";

export type CallParameters = RequestParameters & Pick<GetChatCompletionsParameters, "extra-parameters">;

/** @throws {ConfigurationError} for a header that cannot be sent and a body that cannot be sent again. */
export const outgoing = (
  method: string,
  url: string,
  options: Pick<ResolvedClientOptions, "headers" | "endpoint">,
  parameters: CallParameters,
): OutgoingRequest => ({ method, url, headers: headersOf(parameters, options), body: bodyOf(parameters.body) });

function headersOf(
  parameters: CallParameters,
  { headers: defaults, endpoint }: Pick<ResolvedClientOptions, "headers" | "endpoint">,
): Map<string, string> {
  const { headers = {}, accept, contentType, body } = parameters;
  const given = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  const all = new Map(Object.entries(defaults));
  const policy = parameters["extra-parameters"];
  if (policy !== undefined && endpoint.knowsExtraParameters) all.set("extra-parameters", policy);
  const type = contentType ?? typeOf(body);
  if (type !== undefined) all.set("content-type", type);
  for (const [name, value] of Object.entries(checkHeaders(Object.fromEntries(given)))) all.set(name, value);
  // The two named parameters win over headers of those names.
  if (contentType !== undefined) all.set("content-type", contentType);
  if (accept !== undefined) all.set("accept", accept);
  return all;
}

function typeOf(body: unknown): string | undefined {
  if (body === undefined) return undefined;
  if (ArrayBuffer.isView(body) || body instanceof ArrayBuffer) return "application/octet-stream";
  return typeof body === "string" && !isJson(body) ? "text/plain" : "application/json";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What can be sent again as it is: a stream or a form cannot. */
function bodyOf(body: unknown): OutgoingRequest["body"] {
  if (body === undefined || typeof body === "string") return body;
  if (body instanceof ArrayBuffer) return body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice().buffer;
  const isForm = [globalThis.FormData, globalThis.Blob, globalThis.ReadableStream].some(
    (type) => type !== undefined && body instanceof type,
  );
  const text = isForm || typeof body === "function" || isReadable(body) ? undefined : JSON.stringify(body);
  if (text === undefined) throw new ConfigurationError("body", "must be a JSON value, a text or bytes");
  return text;
}

const isReadable = (body: unknown): boolean => typeof (body as { pipe?: unknown } | null)?.pipe === "function";
