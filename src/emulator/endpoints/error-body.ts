import { STATUS_CODES } from "node:http";

/** What is wrong with one field of a request. */
export interface ErrorPosition {
  /** Its path within the body. */
  loc: readonly (string | number)[];
  msg: string;
  type: string;
  /** What stands there, where something does. */
  input?: unknown;
}

/** The content of an error, whatever the format of its body. */
export interface Failure {
  status: number;
  code: string;
  message: string;
  places?: readonly ErrorPosition[];
  /** The parameter that OpenAI forms name. */
  param?: string | undefined;
  innererror?: object;
  /** The body, instead of any form. */
  asIs?: object | string;
}

/** The forms in which real servers and gateways write a failure. An object travels as JSON, a text as it is. */
const writers = {
  /** Foundry: `details` is a text. */
  nested: ({ code, message, innererror }) => ({
    error: { code, message, details: message, ...(innererror && { innererror }) },
  }),
  /** Azure OpenAI and API management. */
  azure: ({ code, message, innererror }) => ({ error: { code, message, ...(innererror && { innererror }) } }),
  "azure-core": ({ code, message }) => ({
    error: { code, message, target: "body", details: [{ code, message }], innererror: { code } },
  }),
  openai: ({ status, code, message, innererror, ...rest }) => ({
    error: {
      message,
      type: innererror ? null : status >= 500 ? "server_error" : status === 429 ? "requests" : "invalid_request_error",
      param: paramOf(rest),
      code: /^\d+$/.test(code) ? null : code,
      ...(innererror && { status, innererror }),
    },
  }),
  flat: ({ status, code, message, ...rest }) => ({ status, code, message, param: paramOf(rest), type: null }),
  "detail-object": ({ status, code, message, places }) => ({
    status,
    code,
    detail: { loc: ["body", ...(places?.[0]?.loc ?? [])], input: places?.[0]?.input ?? null },
    message,
  }),
  "detail-list": ({ message, places = [{ type: "value_error", loc: [], msg: message }] }) => ({
    detail: places.map(({ type, loc, msg, input }) => ({
      type,
      loc: ["body", ...loc],
      msg,
      ...(input !== undefined && { input }),
    })),
  }),
  "detail-text": ({ message }) => ({ detail: message }),
  "error-list": ({ message, places }) => ({ error: places?.map(({ msg }) => msg) ?? [message] }),
  "error-text": ({ status, message }) => ({ status, error: STATUS_CODES[status] ?? "Error", message }),
  "status-code": ({ status, message }) => ({ statusCode: status, message }),
  "status-text": ({ message }) => ({ status: message }),
  "numeric-code": ({ status, message }) => ({ error: { requestid: "0", code: status, message } }),
  vllm: (failure) => vllm(failure),
  "vllm-wrapped": (failure) => ({
    error: {
      code: STATUS_CODES[failure.status] ?? "Error",
      message: JSON.stringify(vllm(failure)),
      status: failure.status,
    },
  }),
  tgi: ({ status, message }) => ({
    error: message,
    error_type: status === 429 || status === 503 ? "overloaded" : status < 500 ? "validation" : "generation",
  }),
  text: ({ message }) => message,
  html: ({ status }) =>
    `<html><head><title>${status}</title></head><body><h1>${STATUS_CODES[status]}</h1></body></html>`,
  empty: () => "",
} satisfies Record<string, (failure: Failure) => object | string>;

/**
 * The forms in which servers write errors.
 *
 * @example
 * const form: ErrorForm = "html"; // as a proxy in front of the server writes it
 * emulator.faults.add({ kind: "status", status: 502, form });
 */
export type ErrorForm = keyof typeof writers;
export const errorForms = Object.keys(writers) as ErrorForm[];

/** A failure as the body of a response. */
export const bodyOf = (failure: Failure, form: ErrorForm): object | string =>
  failure.asIs ?? (writers[form] as (failure: Failure) => object | string)(failure);

export const contentTypeOf = (form: ErrorForm): string =>
  ({ text: "text/plain", html: "text/html", empty: "text/plain" })[form as string] ?? "application/json";

const paramOf = ({ param, places }: Pick<Failure, "param" | "places">): string | null =>
  param ??
  places?.[0]?.loc.reduce<string>(
    (path, step) => (typeof step === "number" ? `${path}[${step}]` : path === "" ? step : `${path}.${step}`),
    "",
  ) ??
  null;

function vllm({ status, message, places }: Failure): object {
  const texts = places?.map(
    ({ type, loc }) => `{'type': '${type}', 'loc': (${["body", ...loc].map(quoted).join(", ")})}`,
  );
  return {
    object: "error",
    message: texts === undefined ? message : `[${texts.join(", ")}]`,
    type: status >= 500 ? "InternalServerError" : "BadRequestError",
    param: null,
    code: status,
  };
}

const quoted = (step: string | number): string => (typeof step === "number" ? String(step) : `'${step}'`);
