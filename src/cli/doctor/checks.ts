import type { Endpoint } from "../../client/index.ts";
import { problemAdvice } from "../output/explain.ts";
import type { HelpTopic } from "../output/help-topic.ts";
import { retirementOf } from "./correct-url.ts";
import { isAboutModel, isAboutVersion, type Probe, presenceOf } from "./probe.ts";

/** The result of one check. */
export interface Check {
  name: string;
  /** `skipped` if it does not apply, or if a check that it needs failed. */
  result: "ok" | "warning" | "failed" | "skipped";
  detail: string;
  /** What to do after a failure or a warning. */
  advice?: string;
  /** The section of the troubleshooting page that explains it. */
  help?: HelpTopic;
}

const topics: Readonly<Record<string, HelpTopic>> = {
  URL: "configuration",
  route: "retired",
  DNS: "connection",
  connect: "connection",
  proxy: "proxy",
  TLS: "certificate",
  "api-version": "invalid_request",
  routes: "not_found",
};

/** A check with its section of the troubleshooting page, if it failed or warns. */
export function withHelp(check: Check): Check {
  const help = check.help ?? topics[check.name];
  const isNoted = check.result === "failed" || check.result === "warning";
  return isNoted && help !== undefined ? { ...check, help } : check;
}

/** The URL fails if it had to be corrected; a retired route is a warning. A URL without problems needs no line. */
export function checkUrl(corrected: string, problems: readonly string[]): Check[] {
  const retired = retirementOf(corrected);
  return [
    ...(problems.length === 0
      ? []
      : [
          { name: "URL", result: "failed" as const, detail: problems.join("; "), advice: `Use this URL: ${corrected}` },
        ]),
    ...(retired === undefined
      ? []
      : [{ name: "route", result: "warning" as const, detail: retired.why, advice: `Use this URL: ${retired.url}` }]),
  ];
}

/** Whether any of the responses says that the credential is not taken. */
export function checkAuth(probes: readonly Probe[], { keyHeader }: Endpoint): Check {
  const name = "auth";
  const refusal = probes.find(({ problem }) => problem?.kind === "authentication" || problem?.kind === "permission");
  if (refusal?.problem !== undefined) {
    const advice = `${problemAdvice(refusal.problem)} It was sent as ${headerNames[keyHeader]}.`;
    return { name, result: "failed", detail: told(refusal), advice, help: refusal.problem.kind };
  }
  if (probes.some((probe) => presenceOf(probe) === "served"))
    return { name, result: "ok", detail: "the server accepts the key" };
  return { name, result: "skipped", detail: "unknown, because the server implements no operation" };
}

const headerNames = {
  bearer: "Authorization: Bearer",
  "api-key": "api-key",
  both: "api-key and Authorization: Bearer",
};

export function checkVersion(probes: readonly Probe[], version: string | undefined): Check {
  const name = "api-version";
  if (version === undefined) return { name, result: "skipped", detail: "not sent to this endpoint type" };
  const refusal = probes.find(isAboutVersion);
  if (refusal !== undefined) {
    return {
      name,
      result: "failed",
      detail: `${version}: ${told(refusal)}`,
      advice: `Use another with --api-version. The server says: ${refusal.problem?.message}`,
    };
  }
  if (probes.some((probe) => presenceOf(probe) === "served")) return { name, result: "ok", detail: version };
  return { name, result: "skipped", detail: `${version}: unknown, because the server implements no operation` };
}

/** One route at least must be there; which, depends on the model. */
export function checkRoutes(probes: readonly Probe[], kind: Endpoint["kind"]): Check {
  const name = "routes";
  const shown = { served: "yes", absent: "no", unknown: "cannot tell" };
  const detail = probes.map((probe) => `${probe.path} ${shown[presenceOf(probe)]} (${told(probe)})`).join(", ");
  const redirect = probes.find(({ redirectsTo }) => redirectsTo !== undefined);
  if (redirect !== undefined) {
    const advice = `Redirects are not followed, so that no key leaks. Use the URL of ${redirect.redirectsTo} itself.`;
    return { name, result: "failed", detail, advice };
  }
  if (probes.some(isAboutModel)) {
    return { name, result: "failed", detail, advice: "The model does not exist: set one with --model." };
  }
  if (probes.some((probe) => presenceOf(probe) === "served")) return { name, result: "ok", detail };
  return {
    name,
    result: "failed",
    detail,
    advice: routeAdvice[kind] ?? "The path of the URL or the api-version does not exist on this server.",
  };
}

const routeAdvice: Partial<Record<Endpoint["kind"], string>> = {
  foundry: "The hosted route /models was retired on 26 August 2026: use the resource's /openai/v1.",
  managed: "Models that were deployed before 24 June 2024 do not serve this API: deploy the model again.",
  "azure-openai": "Check the name of the deployment in the URL, and the api-version.",
};

/** The response in a word or two. */
function told({ status, problem, error }: Probe): string {
  if (error !== undefined) return error.reason;
  const code = problem?.code !== undefined && problem.code !== String(status) ? ` ${problem.code}` : "";
  return `${status}${code}`;
}
