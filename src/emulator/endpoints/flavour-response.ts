import { STATUS_CODES } from "node:http";
import { idOf } from "../api/answer.ts";
import type { EmulatedResponse } from "../http/call.ts";
import type { EmulatedRequest } from "../http/request.ts";
import { bodyOf, contentTypeOf, type ErrorForm, type Failure } from "./error-body.ts";
import type { Refusal } from "./refusal.ts";
import type { Target } from "./target.ts";

/** Headers of every response of a flavour. */
export function headersOf(
  { method, path, headers, body }: EmulatedRequest,
  { flavour }: Pick<Target, "flavour">,
  model?: string,
): Record<string, string> {
  const echo = headers["x-ms-client-request-id"];
  const id = idOf("req", method, path, body);
  const own = { "x-request-id": id, ...(echo !== undefined && { "x-ms-client-request-id": echo }) };
  switch (flavour) {
    case "managed":
      return { ...own, ...(model !== undefined && { "azureml-model-deployment": ascii(model) }) };
    case "foundry":
    case "openai-v1":
      return { ...own, "apim-request-id": id, "x-ms-region": "Emulated" };
    case "azure-openai":
      return {
        ...own,
        "apim-request-id": id,
        "x-ms-region": "Emulated",
        "x-ms-rai-invoked": "true",
        ...(model !== undefined && { "x-ms-deployment-name": ascii(model) }),
      };
    default:
      return own;
  }
}

/** The limits of a Foundry deployment, as if no request came before: nothing is counted over time. */
export function limitsAfter(tokens: number, { flavour }: Target): Record<string, string> {
  if (flavour === "serverless" || flavour === "managed") return {};
  const [requests, all] = [1_000, 200_000];
  return {
    "x-ratelimit-limit-requests": `${requests}`,
    "x-ratelimit-remaining-requests": `${requests - 1}`,
    "x-ratelimit-limit-tokens": `${all}`,
    "x-ratelimit-remaining-tokens": `${Math.max(all - tokens, 0)}`,
  };
}

/** A refusal as the flavour writes it. */
export function refuse(
  request: EmulatedRequest,
  target: Pick<Target, "flavour">,
  refusal: Refusal,
  form?: ErrorForm,
): EmulatedResponse {
  const told = refusal.verbatim ? refusal : inFlavour(refusal, target);
  const headers = { ...headersOf(request, target), ...refusal.headers, "x-ms-error-code": told.failure.code };
  const settled = refusal.verbatim ? told.form : (form ?? told.form);
  const body = bodyOf(told.failure, settled);
  const isText = told.failure.asIs !== undefined && typeof body === "string";
  const response = { body, contentType: isText ? "text/plain" : contentTypeOf(settled) };
  if (refusal.verbatim || target.flavour !== "managed" || !isOfModel(told.failure))
    return { status: told.failure.status, headers, ...response };
  const { status } = told.failure;
  const reason = STATUS_CODES[status] ?? "Error";
  const inner = { "ms-azureml-model-error-statuscode": `${status}`, "ms-azureml-model-error-reason": reason };
  return { status: 424, headers: { ...headers, ...inner }, ...response };
}

/** The form of a failure that is none of the contract's, such as one that was asked for. */
export const usualForm = ({ flavour }: Pick<Target, "flavour">): ErrorForm =>
  (({ "azure-openai": "azure", "openai-v1": "openai", managed: "detail-text", serverless: "error-text" }) as const)[
    flavour as string
  ] ?? "nested";

const ofGateway = [
  "UnsupportedApiVersion",
  "unknown_model",
  "InvalidFault",
  "InvalidLatency",
  "no_rule_matched",
  "RuleFailed",
];

/** Whether the container of a managed model returns it: its status travels within a 424. */
const isOfModel = ({ status, code }: Failure): boolean =>
  [400, 404, 405, 415, 422].includes(status) && !ofGateway.includes(code);

interface ErrorResponse {
  failure: Failure;
  form: ErrorForm;
}

function inFlavour({ failure, form }: Refusal, { flavour }: Pick<Target, "flavour">): ErrorResponse {
  switch (flavour) {
    case "serverless":
      // A route that the model does not serve is none of the endpoint's, and returns nothing.
      if (failure.code === "api_not_supported")
        return { failure: { ...failure, status: 405, code: "405" }, form: "empty" };
      if (failure.status === 401 || failure.status === 405) return { failure, form: "empty" };
      return { failure, form: failure.status === 404 ? "detail-text" : form };
    case "managed":
      if (failure.status === 401) return { failure, form: "status-text" };
      if (failure.status === 404 && isOfModel(failure))
        return { failure: { ...failure, message: "Not Found" }, form: "detail-text" };
      return { failure, form };
    case "azure-openai":
    case "openai-v1":
      return inOpenai(failure, form, flavour === "azure-openai" ? "azure" : "openai");
    default:
      return { failure, form };
  }
}

/** OpenAI returns 400 where the contract says 422, and has codes of its own. */
function inOpenai(failure: Failure, form: ErrorForm, gateway: "azure" | "openai"): ErrorResponse {
  const { status, code } = failure;
  if (code === "content_filter") return { failure, form };
  if (code === "parameter_not_supported")
    return { failure: { ...failure, status: 400, code: "unsupported_parameter" }, form: "openai" };
  if (status === 422) return { failure: { ...failure, status: 400, code: "400" }, form: "openai" };
  if (code === "api_not_supported")
    return { failure: { ...failure, status: 400, code: "OperationNotSupported" }, form: gateway };
  if (code === "tokens_limit_reached")
    return { failure: { ...failure, status: 400, code: "context_length_exceeded" }, form: "openai" };
  if (code === "unknown_model")
    return {
      failure: { ...failure, code: gateway === "azure" ? "DeploymentNotFound" : "model_not_found" },
      form: gateway,
    };
  if (status === 401) return { failure, form: "azure" };
  return { failure, form: status === 400 && !ofGateway.includes(code) ? "openai" : gateway };
}

/** Headers hold Latin-1; names of models may hold more. */
const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, "?");
