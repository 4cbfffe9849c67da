import type { ErrorBody } from "./generated/orval.ts";

const [endpoint = "", key = ""] = process.argv.slice(2);

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
  ) {
    super(`refused with ${status}`);
  }
}

/** What orval's client sends by: the endpoint and its key are not in the document. */
export async function carry<Answer>(path: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(endpoint + path, { ...init, headers: { ...init.headers, "api-key": key } });
  if (!response.ok) throw new Refused(response.status, (await response.json()) as ErrorBody);
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  return (isStream ? await response.text() : await response.json()) as Answer;
}
