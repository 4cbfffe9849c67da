import { narrowBody, type Problem } from "../client/errors/problem.ts";
import type {
  GetChatCompletions200Response,
  GetChatCompletionsDefaultResponse,
  GetEmbeddings200Response,
  GetEmbeddingsDefaultResponse,
  GetImageEmbeddings200Response,
  GetImageEmbeddingsDefaultResponse,
  GetModelInfo200Response,
  GetModelInfoDefaultResponse,
  HttpResponse,
} from "./types/responses.ts";

/** Whether a response is anything but a 200; of what is left, the body is the operation's response. */
export function isUnexpected(
  response: GetChatCompletions200Response | GetChatCompletionsDefaultResponse,
): response is GetChatCompletionsDefaultResponse;
export function isUnexpected(
  response: GetModelInfo200Response | GetModelInfoDefaultResponse,
): response is GetModelInfoDefaultResponse;
export function isUnexpected(
  response: GetEmbeddings200Response | GetEmbeddingsDefaultResponse,
): response is GetEmbeddingsDefaultResponse;
export function isUnexpected(
  response: GetImageEmbeddings200Response | GetImageEmbeddingsDefaultResponse,
): response is GetImageEmbeddingsDefaultResponse;
export function isUnexpected({ status }: { status: string }): boolean {
  return status !== "200";
}

/** What went wrong, whatever the form of the body: to `switch` over by `kind`. */
export const problemOf = ({ body, status, headers }: Pick<HttpResponse, "body" | "status" | "headers">): Problem =>
  narrowBody(body, Number(status), new Headers(headers));

/** Lets `body.error` be read of a flat body too, while the body's own properties stay what was sent. */
export function giveError(body: unknown, status: number, headers: Headers): void {
  if (typeof body !== "object" || body === null || "error" in body) return;
  const problem = narrowBody(body, status, headers);
  const { code = String(status), message } = problem;
  const [parameter] = "parameters" in problem ? (problem.parameters ?? []) : [];
  const target = parameter && { target: parameter.pointer.replace(/^\//, "") };
  Object.defineProperty(body, "error", { value: { code, message, ...target, details: [] }, enumerable: false });
}
