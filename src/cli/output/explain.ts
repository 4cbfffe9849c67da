import {
  AbortError,
  ConfigurationError,
  ConnectionError,
  isInferenceError,
  type Problem,
  ResponseError,
  StreamError,
  ValidationError,
} from "../../client/index.ts";
import { exitCodes, UnusableResponseError, UsageError } from "../exit.ts";
import { helpLine, helpTopicOf } from "./help-topic.ts";
import { withoutControls } from "./output.ts";

/** An error in words for people, and the code to exit with. */
export interface Explanation {
  code: number;
  lines: string[];
}

/** Any error -> the message to print, and the exit code. */
export function explain(error: unknown): Explanation {
  const { code, lines } = explanation(error);
  const topic = helpTopicOf(error);
  const all = [...lines, topic === undefined ? "" : helpLine(topic)];
  return { code, lines: all.filter((line) => line !== "").map(withoutControls) };
}

function explanation(error: unknown): Explanation {
  if (error instanceof UsageError) return { code: exitCodes.usage, lines: [error.message] };
  if (error instanceof UnusableResponseError) return { code: exitCodes.refused, lines: [error.message] };
  if (error instanceof AbortError) return { code: exitCodes.interrupted, lines: ["Cancelled."] };
  if (error instanceof ConfigurationError) return { code: exitCodes.usage, lines: [error.message] };
  if (error instanceof ConnectionError) {
    return { code: exitCodes.connection, lines: [error.message, connectionAdvice(error)] };
  }
  if (error instanceof ResponseError) {
    const { message, problem, retryAfterMs } = error;
    const wait =
      retryAfterMs === undefined ? "" : `The server asks for a delay of ${Math.ceil(retryAfterMs / 1000)} s.`;
    return { code: exitCodes.refused, lines: [message, problemAdvice(problem), wait] };
  }
  if (error instanceof StreamError) {
    const isCut = ["interrupted", "stalled", "deadline"].includes(error.reason);
    return {
      code: isCut ? exitCodes.connection : exitCodes.refused,
      lines: [error.message],
    };
  }
  if (error instanceof ValidationError) {
    return { code: error.stage === "request" ? exitCodes.usage : exitCodes.refused, lines: [error.message] };
  }
  if (isInferenceError(error)) return { code: exitCodes.refused, lines: [error.message] };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: exitCodes.internal, lines: ["This is a bug in model-inference:", stack] };
}

export function connectionAdvice({ reason, cause, code }: ConnectionError): string {
  if (reason === "too_large") return "";
  if (reason !== "network") return "Increase --timeout <seconds>, or run doctor to see what fails.";
  return code === undefined ? rootOf(cause) : codeAdvice(code);
}

/** The words of what lies at the bottom of an error. */
function rootOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return error.cause instanceof Error ? rootOf(error.cause) : error.message;
}

/** What to do about a code of the system or of TLS; empty when there is nothing to say. */
export function codeAdvice(code: string | undefined): string {
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "The host name does not resolve: check the spelling, and whether you need a VPN or a private network.";
    case "ECONNREFUSED":
      return "No server listens on this port: check the port, and whether the server runs.";
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "UND_ERR_CONNECT_TIMEOUT":
      return "The host does not respond: a firewall, a private network or a proxy may block the connection.";
    case "CERT_HAS_EXPIRED":
      return "The certificate of the server has expired: it must be renewed. Check the clock of this machine too.";
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return "The certificate is for another name: check the host in the URL.";
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
      return "The issuer of the certificate is not trusted: set NODE_EXTRA_CA_CERTS to a file with its certificate.";
    case "EPROTO":
    case "ERR_SSL_WRONG_VERSION_NUMBER":
    case "ERR_SSL_PACKET_LENGTH_TOO_LONG":
      return "The port does not support TLS: check the port, or use http for a server on this machine.";
    default:
      return "";
  }
}

export function problemAdvice({ kind, code }: Problem): string {
  switch (kind) {
    case "authentication":
      return "The key is wrong, of another resource, or in the wrong header (see --key-header).";
    case "permission":
      return "The key or identity is valid, but has no permission: assign the role Cognitive Services User.";
    case "not_found":
      return code === "unknown_model" || code === "DeploymentNotFound"
        ? "The model does not exist: set one with --model."
        : "The URL, the api-version or the model does not exist. Run doctor to see which.";
    case "unsupported_parameter":
      return "Remove it, or use --drop-unsupported.";
    case "extra_parameters_refused":
      return "The endpoint accepts no parameters outside the API.";
    case "rate_limited":
      return "Wait, send fewer requests at a time, or request a higher quota.";
    case "retired":
      return "The service or model has been retired: use another endpoint.";
    default:
      return "";
  }
}
