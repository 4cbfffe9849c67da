import {
  ConfigurationError,
  ConnectionError,
  type ProblemKind,
  ResponseError,
  StreamError,
} from "../../client/index.ts";

const others = ["configuration", "connection", "certificate", "proxy", "timeout", "stream"] as const;
/** The compiler keeps these names and those of the client the same. */
const problems: Record<ProblemKind, true> = {
  content_filter: true,
  unsupported_parameter: true,
  extra_parameters_refused: true,
  invalid_request: true,
  authentication: true,
  permission: true,
  not_found: true,
  rate_limited: true,
  too_large: true,
  model_failed: true,
  unavailable: true,
  retired: true,
  unknown: true,
};

/** A section of docs/troubleshooting.md, by its anchor. */
export type HelpTopic = ProblemKind | (typeof others)[number];
export const helpTopics: readonly HelpTopic[] = [...others, ...(Object.keys(problems) as ProblemKind[])];

/** The section that explains an error; `undefined` if there is none. */
export function helpTopicOf(error: unknown): HelpTopic | undefined {
  if (error instanceof ResponseError) return error.problem.kind;
  if (error instanceof StreamError) return error.problem?.kind ?? "stream";
  if (error instanceof ConfigurationError) return error.option === "endpoint" ? "configuration" : undefined;
  if (!(error instanceof ConnectionError)) return undefined;
  if (error.reason === "too_large") return "too_large";
  if (error.reason !== "network") return "timeout";
  return topicOfCode(error.code) ?? (/proxy/i.test(error.message) ? "proxy" : "connection");
}

const topicOfCode = (code: string | undefined): HelpTopic | undefined =>
  /CERT|ISSUER|LEAF_SIGNATURE|^ERR_SSL|^ERR_TLS|^EPROTO/.test(code ?? "") ? "certificate" : undefined;

export const helpLine = (topic: HelpTopic): string => `See troubleshooting.md#${topic} in the documentation.`;
