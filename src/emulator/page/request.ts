import { examples } from "../../../generated/examples.ts";
import type { Endpoints } from "../endpoints.ts";

export type Endpoint = Endpoints["endpoints"][number];
export type Operation = Endpoints["operations"][keyof Endpoints["operations"]];

/** What the form says. */
export interface Asked {
  endpoint: Endpoint;
  operation: Operation;
  model: string;
  version: string;
  key: string;
  body: string;
  stream: boolean;
  fault: string;
  latency: string;
}

/** Whether the operation's answer can stream. */
export const streams = ({ streams }: Operation): boolean => streams;

/** Where the request goes. */
export function urlOf({
  endpoint,
  operation,
  model,
  version,
}: Omit<Asked, "key" | "body" | "stream" | "fault" | "latency">): string {
  const query = new URLSearchParams();
  if (endpoint.versions.length > 0) query.set("api-version", version);
  if (operation.method === "GET" && endpoint.modelIn.includes("body")) query.set("model", model);
  const path = endpoint.base.replace("*", encodeURIComponent(model)) + operation.path;
  return [path, query.toString()].filter((part) => part !== "").join("?");
}

/** What `fetch` is given. A body that is no JSON object is sent as it is: the answer tells what is wrong with it. */
export function requestOf(asked: Asked): RequestInit {
  const { endpoint, operation, model, key, fault, latency } = asked;
  const headers: Record<string, string> = {};
  if (key !== "") headers["authorization"] = `Bearer ${key}`;
  if (fault !== "") headers["x-emulator-fault"] = fault;
  if (latency !== "") headers["x-emulator-latency"] = latency;
  if (endpoint.modelIn.includes("azureml-model-deployment")) headers["azureml-model-deployment"] = model;
  if (operation.method === "GET") return { method: "GET", headers };
  headers["content-type"] = "application/json";
  return { method: operation.method, headers, body: bodyOf(asked) };
}

function bodyOf({ endpoint, operation, model, body, stream }: Asked): string {
  try {
    const given: unknown = JSON.parse(body);
    if (typeof given !== "object" || given === null || Array.isArray(given)) return body;
    return JSON.stringify({
      ...(endpoint.modelIn.includes("body") && { model }),
      ...given,
      ...(streams(operation) && stream && { stream }),
    });
  } catch {
    return body;
  }
}

/** A body to begin with; empty where there is none. */
export const exampleOf = ({ id }: Operation): string =>
  examples[id].request === undefined ? "" : JSON.stringify(examples[id].request, null, 2);
