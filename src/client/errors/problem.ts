import type { ContentFilterResults } from "../../../generated/types.ts";
import type { HeadersLike } from "../transport/transport.ts";

/**
 * Path and value of a parameter that a server rejects, as it reports them.
 *
 * @example
 * if (isResponseError(error) && error.problem.kind === "unsupported_parameter")
 *   for (const { pointer, value } of error.problem.parameters) console.log(pointer, value); // /top_p 0.5
 */
export interface RefusedParameter {
  /** Path of the parameter as the server reports it, including `body`. */
  loc: readonly (string | number)[];
  /** The same as a JSON pointer into the request body. */
  pointer: string;
  /** The value that was refused, where the server repeats it. */
  value: unknown;
}

interface ProblemBase {
  /** The machine code that the server gave, as text; absent when it gave none. */
  code: string | undefined;
  /** What the server says, for people; it may repeat parts of the request. */
  message: string;
}

/**
 * What went wrong, discriminated by `kind`.
 *
 * | kind | when |
 * | --- | --- |
 * | `content_filter` | the prompt was stopped; `categories` say for what |
 * | `unsupported_parameter` | the model does not support a parameter or its value; `parameters` say which |
 * | `extra_parameters_refused` | the body has fields outside the contract and `extra-parameters` does not allow them; `parameters` say which, where the server does |
 * | `invalid_request` | the request is otherwise invalid: a field is missing, has the wrong type or is out of range; `parameters` say which, where the server does |
 * | `authentication` | 401: no key, a wrong key, or a token for another audience |
 * | `permission` | 403, or a code that says so under another status |
 * | `not_found` | 404 or 405, or a code that says so under another status: no such route, version, deployment or model |
 * | `rate_limited` | 429 |
 * | `too_large` | 413 or 431, or more tokens than the model takes |
 * | `model_failed` | 424: the model's container returned `innerStatus` |
 * | `unavailable` | 408 or 5xx |
 * | `retired` | 410 |
 * | `unknown` | anything else |
 */
export type Problem =
  | (ProblemBase & { kind: "content_filter"; categories: ContentFilterResults; parameter: string | undefined })
  | (ProblemBase & { kind: "unsupported_parameter"; parameters: readonly RefusedParameter[] })
  | (ProblemBase & { kind: "extra_parameters_refused"; parameters: readonly RefusedParameter[] })
  | (ProblemBase & { kind: "invalid_request"; parameters?: readonly RefusedParameter[] })
  | (ProblemBase & { kind: "model_failed"; innerStatus: number | undefined })
  | (ProblemBase & { kind: StatusKind });

/** Kinds that the status or the code decides. */
type StatusKind =
  | "authentication"
  | "permission"
  | "not_found"
  | "rate_limited"
  | "too_large"
  | "unavailable"
  | "retired"
  | "unknown";

/**
 * The kinds of problems, see `Problem`.
 *
 * @example
 * const advice: Partial<Record<ProblemKind, string>> = { rate_limited: "Try again in a minute." };
 * if (isResponseError(error)) console.log(advice[error.problem.kind] ?? "The request failed.");
 */
export type ProblemKind = Problem["kind"];

const kindsByStatus: Readonly<Record<number, StatusKind | "invalid_request">> = {
  400: "invalid_request",
  401: "authentication",
  403: "permission",
  404: "not_found",
  405: "not_found",
  408: "unavailable",
  409: "invalid_request",
  410: "retired",
  413: "too_large",
  415: "invalid_request",
  422: "invalid_request",
  429: "rate_limited",
  431: "too_large",
};

type Properties = Readonly<Record<string, unknown>>;

/**
 * Any body of a failure -> what went wrong.
 *
 * Servers, gateways and model containers write failures in many forms: nested under `error`, flat, with `detail` as an
 * object, a list or a text, as bare text. All are read; none is required.
 *
 * @param body - the parsed body, or its text where it is not JSON.
 * @param status - 0 for a failure inside a stream.
 */
export function narrowBody(body: unknown, status: number, headers?: HeadersLike): Problem {
  const flat = asProperties(body);
  const nested = asProperties(flat["error"]);
  const code = textOf(nested["code"]) ?? textOf(flat["code"]) ?? headers?.get("x-ms-error-code") ?? undefined;
  const base = { code, message: messageOf(body, flat, nested, status) };

  // Gateways hand on what a model server said as text: what went wrong stands in there.
  const wrapped = parseObject(base.message);
  if (wrapped !== undefined) {
    const inner = narrowBody(wrapped, status, headers);
    return { ...inner, code: code ?? inner.code };
  }
  if (code === "content_filter") {
    const inner = asProperties(nested["innererror"] ?? flat["innererror"]);
    const found = [inner, nested, flat].map((part) => part["content_filter_result"] ?? part["content_filter_results"]);
    return {
      ...base,
      kind: "content_filter",
      categories: asProperties(found.find((results) => results !== undefined)) as ContentFilterResults,
      parameter: textOf(nested["param"]) ?? textOf(flat["param"]),
    };
  }
  const kind = kindsByCode[normalized(code)];
  if (kind !== undefined && (kind === "not_found" || status < 500)) return { ...base, kind };
  // 424 stands around whatever the model's container refused with.
  if (status === 400 || status === 422 || status === 424) {
    const extras = extraParametersOf(flat, base.message);
    if (extras !== undefined) return { ...base, kind: "extra_parameters_refused", parameters: extras };
    const { parameters, isMistake } = parametersOf(flat, nested, base);
    if (parameters.length > 0)
      return { ...base, kind: isMistake ? "invalid_request" : "unsupported_parameter", parameters };
  }
  if (status === 424) {
    const inner = Number(headers?.get("ms-azureml-model-error-statuscode") ?? Number.NaN);
    return { ...base, kind: "model_failed", innerStatus: Number.isInteger(inner) ? inner : undefined };
  }
  return { ...base, kind: status >= 500 ? "unavailable" : (kindsByStatus[status] ?? "unknown") };
}

/** Codes that say what went wrong, whatever the status; 5xx with any but the first kind is a failure of the server. */
const kindsByCode: Readonly<Record<string, StatusKind>> = {
  unknownmodel: "not_found",
  unavailablemodel: "not_found",
  modelnotfound: "not_found",
  deploymentnotfound: "not_found",
  permissiondenied: "permission",
  noaccess: "permission",
  tokenslimitreached: "too_large",
  contextlengthexceeded: "too_large",
};

const normalized = (code = ""): string => code.toLowerCase().replace(/[^a-z]/g, "");

const namesParameter = new Set([
  "parameter_not_supported",
  "unsupported_parameter",
  "unsupported_value",
  "unknown_parameter",
]);

/**
 * What went wrong, from the `error` and `response` of a call of `client.http`.
 *
 * @example
 * const { data, error, response } = await client.http.GET("/info");
 * if (!response.ok) console.log(narrow(error, response).kind);
 */
export const narrow = (error: unknown, { status, headers }: Response): Problem => narrowBody(error, status, headers);

function messageOf(body: unknown, flat: Properties, nested: Properties, status: number): string {
  const { error, detail, status: statusText } = flat;
  const texts = Array.isArray(error)
    ? error
    : Array.isArray(detail)
      ? detail.map((item) => asProperties(item)["msg"])
      : [];
  return (
    textOf(nested["message"]) ??
    textOf(flat["message"]) ??
    textOf(error) ??
    textOf(detail) ??
    textOf(nested["details"]) ??
    (typeof statusText === "string" && /[a-z]/i.test(statusText) ? statusText : undefined) ??
    (texts.filter((text) => typeof text === "string").join("; ") || undefined) ??
    (typeof body === "string" && body.trim() !== "" ? body.slice(0, 1024) : noReason(status))
  );
}

/** Stands in for the message of a server that gave none. */
export const noReason = (status: number): string => `The server answered ${status} and gave no reason.`;

/** The parameters that `extra-parameters` did not let pass; `undefined` when the refusal is about something else. */
function extraParametersOf({ detail }: Properties, message: string): RefusedParameter[] | undefined {
  const at = message.search(/\bextra[- ]parameters\b/i);
  if (at < 0) return undefined;
  const said = message.slice(at);
  // A text alone under `detail` may be about a wrong value of the header.
  if (
    typeof detail === "string" &&
    !/^extra[- ]parameters\b.{0,200}?\bnot (?:allowed|permitted|accepted|supported)\b/is.test(said)
  )
    return undefined;
  const quoted = /^extra[- ]parameters\s*\[([^\]]{0,500})\]/i.exec(said)?.[1];
  const listed = /\bnot (?:allowed|permitted|accepted|supported):\s*((?:[\w$-]+(?:,\s*)?){1,50})/i.exec(said)?.[1];
  const names = (quoted ?? listed ?? "").split(",").map((name) => name.trim().replace(/^['"]|['"]$/g, ""));
  return names.filter((name) => name !== "").map((name) => parameterAt([name], undefined));
}

/** The parameters that an error names by path, by name, or in the Python text of a validation error; and whose fault it is. */
function parametersOf(
  flat: Properties,
  nested: Properties,
  { code, message }: ProblemBase,
): { parameters: RefusedParameter[]; isMistake: boolean } {
  const detail = flat["detail"] ?? flat["details"] ?? nested["detail"];
  const items = (Array.isArray(detail) ? detail : [detail]).map(asProperties);
  const placed = items.flatMap((item) => {
    const { loc } = item;
    const steps = typeof loc === "string" ? [loc] : Array.isArray(loc) ? loc.filter(isStep) : [];
    return steps.length === 0 ? [] : [parameterAt(steps, item["input"] ?? item["value"])];
  });
  if (placed.length > 0) {
    // A code that says so outright counts for more than the type of an item.
    const isMistake = !namesParameter.has(String(code)) && items.some(({ type }) => mistake.test(String(type)));
    return { parameters: placed, isMistake };
  }
  const name = textOf(nested["param"]) ?? textOf(flat["param"]);
  if (name !== undefined && namesParameter.has(String(code)))
    return { parameters: [parameterAt(name.split("."), undefined)], isMistake: false };
  const parameters = [...message.matchAll(/'loc': \(([^()]{1,200})\)/g)].map(([, steps = ""]) =>
    parameterAt(
      [...steps.matchAll(/'([^']*)'|(\d+)/g)].map(([, name, index]) => name ?? Number(index)),
      undefined,
    ),
  );
  const types = [...message.matchAll(/'type': '([^']{1,100})'/g)];
  return { parameters, isMistake: types.some(([, type = ""]) => mistake.test(type)) };
}

/** Types of pydantic's errors, of both its versions, for a value that no model would take: it is missing, of another type, or out of range. */
const mistake =
  /^(?:missing|.*_(?:type|parsing|missing)|(?:.*_)?too_(?:short|long)|(?:greater|less)_than.*|multiple_of|finite_number|string_pattern_mismatch|int_from_float|value_error(?!\.(?:extra|const)$).*|type_error(?!\.enum$).*)$/;

function parameterAt(loc: readonly (string | number)[], value: unknown): RefusedParameter {
  const inBody = loc[0] === "body" ? loc.slice(1) : loc;
  return { loc, pointer: inBody.map(toPointerStep).join(""), value };
}

function parseObject(text: string): Properties | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return asProperties(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const isStep = (step: unknown): step is string | number => typeof step === "string" || typeof step === "number";

const toPointerStep = (step: string | number): string => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;

const asProperties = (value: unknown): Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
