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
import { AnswerError, exitCodes, UsageError } from "../exit.ts";
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
  if (error instanceof AnswerError) return { code: exitCodes.refused, lines: [error.message] };
  if (error instanceof AbortError) return { code: exitCodes.interrupted, lines: ["Cancelled."] };
  if (error instanceof ConfigurationError) return { code: exitCodes.usage, lines: [error.message] };
  if (error instanceof ConnectionError) {
    return { code: exitCodes.connection, lines: [error.message, connectionAdvice(error)] };
  }
  if (error instanceof ResponseError) {
    const { message, problem, retryAfterMs } = error;
    const wait = retryAfterMs === undefined ? "" : `The server asks to wait ${Math.ceil(retryAfterMs / 1000)} s.`;
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
  return { code: exitCodes.internal, lines: ["This is a fault of model-inference itself:", stack] };
}

export function connectionAdvice({ reason, cause, code }: ConnectionError): string {
  if (reason === "too_large") return "";
  if (reason !== "network") return "Give it longer with --timeout <seconds>, or see where it stops with doctor.";
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
      return "The host name is not known: check its spelling, and whether a private network or VPN is needed.";
    case "ECONNREFUSED":
      return "Nothing listens there: check the port, and whether the server runs.";
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "UND_ERR_CONNECT_TIMEOUT":
      return "The host does not answer: a firewall, a private network or a proxy may stand between.";
    case "CERT_HAS_EXPIRED":
      return "The server's certificate has expired: it has to be renewed there; check this machine's clock too.";
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return "The certificate is for another name: check the host in the URL.";
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
      return "The issuer of the certificate is not trusted here: name a file with it in NODE_EXTRA_CA_CERTS.";
    case "EPROTO":
    case "ERR_SSL_WRONG_VERSION_NUMBER":
    case "ERR_SSL_PACKET_LENGTH_TOO_LONG":
      return "The port does not speak TLS: check the port, or use http for a server on this machine.";
    default:
      return "";
  }
}

export function problemAdvice({ kind, code }: Problem): string {
  switch (kind) {
    case "authentication":
      return "The key is wrong, of another resource, or in the wrong header (see --key-header).";
    case "permission":
      return "The key or identity is known but may not do this: it may need the role Cognitive Services User.";
    case "not_found":
      return code === "unknown_model" || code === "DeploymentNotFound"
        ? "There is no such model: name one with --model."
        : "The URL, the api-version or the model is not known there; doctor tells which.";
    case "unsupported_parameter":
      return "Leave it out, or use --drop-unsupported.";
    case "extra_parameters_refused":
      return "The endpoint takes no members beside the contract's.";
    case "rate_limited":
      return "Wait, send less at a time, or ask for a higher quota.";
    case "retired":
      return "The service or model has been retired: use another endpoint.";
    default:
      return "";
  }
}
