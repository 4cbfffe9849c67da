import type { Endpoints } from "../../endpoints/endpoints.ts";
import type { OutgoingRequest } from "./exchange.ts";
import { parsed } from "./json.ts";
import type { Choices, Settings } from "./settings.ts";

/** Path and query of a request. */
export function urlOf({ endpoint, operation }: Choices, { model, version }: Settings): string {
  const query = new URLSearchParams();
  if (endpoint.versions.length > 0) query.set("api-version", version);
  if (operation.method === "GET" && endpoint.modelIn.includes("body")) query.set("model", model);
  const path = endpoint.base.replace("*", encodeURIComponent(model)) + operation.path;
  return [path, query.toString()].filter((part) => part !== "").join("?");
}

/** @param body - JSON. One that is not an object is sent as it is: the response says what is wrong with it. */
export function requestOf(
  choices: Choices,
  settings: Settings,
  { auth, anyKey }: Pick<Endpoints, "auth" | "anyKey">,
  body: string,
): OutgoingRequest {
  const { endpoint, operation } = choices;
  const { model, fault, latency } = settings;
  // Where any key is accepted, none needs to be typed.
  const key = auth === "none" ? "" : settings.key || (anyKey && auth !== "token" ? "any-key" : "");
  const headers: Record<string, string> = {};
  if (key !== "") headers["authorization"] = `Bearer ${key}`;
  if (fault.trim() !== "") headers["x-emulator-fault"] = fault.trim();
  if (latency.trim() !== "") headers["x-emulator-latency"] = latency.trim();
  if (endpoint.modelIn.includes("azureml-model-deployment")) headers["azureml-model-deployment"] = model;
  const url = urlOf(choices, settings);
  if (operation.method === "GET") return { method: "GET", url, headers, body: undefined };
  headers["content-type"] = "application/json";
  return { method: operation.method, url, headers, body: completed(choices, settings, body) };
}

/** Adds the model and `stream`. */
function completed({ endpoint, operation }: Choices, { model, stream }: Settings, body: string): string {
  const given = parsed(body);
  if (typeof given !== "object" || given === null || Array.isArray(given)) return body;
  return JSON.stringify({
    ...(endpoint.modelIn.includes("body") && { model }),
    ...given,
    ...(operation.streams && stream && { stream }),
  });
}
