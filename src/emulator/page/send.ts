import type { Endpoints } from "../endpoints.ts";
import type { ModelProfile } from "../models.ts";
import { show } from "./answer.ts";
import { choose, find } from "./dom.ts";
import { type Asked, type Endpoint, exampleOf, type Operation, requestOf, streams, urlOf } from "./request.ts";

const select = (id: string): HTMLSelectElement => find<HTMLSelectElement>(id);
const input = (id: string): HTMLInputElement => find<HTMLInputElement>(id);

/** Sets the form up that sends a request. @param answered - called when an answer ended. */
export function setUpSend(
  { endpoints, auth, anyKey, operations }: Endpoints,
  models: readonly ModelProfile[],
  answered: () => void,
): void {
  const body = find<HTMLTextAreaElement>("body");
  const stop = find<HTMLButtonElement>("stop");
  let example = "";
  let leave: AbortController | undefined;
  let last: Promise<void> = Promise.resolve();

  const endpointOf = (): Endpoint => endpoints.find(({ flavour }) => flavour === select("endpoint").value) as Endpoint;
  const operationOf = (): Operation => operations[select("operation").value as Operation["id"]];
  const asked = (): Asked => ({
    endpoint: endpointOf(),
    operation: operationOf(),
    model: select("model").value,
    version: select("version").value,
    // Where any key does, none needs to be typed.
    key: auth === "none" ? "" : input("key").value || (anyKey && auth !== "token" ? "any-key" : ""),
    body: body.value,
    stream: input("stream").checked,
    fault: input("fault").value.trim(),
    latency: input("latency").value.trim(),
  });

  /** What one choice leaves of the others. */
  const settle = (): void => {
    const endpoint = endpointOf();
    choose(select("operation"), endpoint.operations);
    const operation = operationOf();
    const fitting = models.filter(({ operations }) => operations.includes(operation.id));
    choose(
      select("model"),
      (operation.method === "GET" ? models : fitting).map(({ name }) => name),
    );
    choose(select("version"), endpoint.versions);
    find("model-label").hidden = endpoint.modelIn.length === 0 && !endpoint.base.includes("*");
    find("version-label").hidden = endpoint.versions.length === 0;
    find("body-label").hidden = operation.method === "GET";
    find("stream-label").hidden = !streams(operation);
    if (body.value === example) body.value = exampleOf(operation);
    example = exampleOf(operation);
    find("method").textContent = operation.method;
    find("url").textContent = urlOf(asked());
  };

  choose(
    select("endpoint"),
    endpoints.map(({ flavour }) => flavour),
  );
  choose(select("operation"), endpointOf().operations);
  if (endpointOf().operations.includes("getChatCompletions")) select("operation").value = "getChatCompletions";
  find("key-label").hidden = auth === "none" || (anyKey && auth !== "token");
  find("key-name").textContent = auth === "token" ? "Token" : auth === "key" ? "Key" : "Key or token";
  settle();
  for (const id of ["endpoint", "operation", "model", "version"]) find(id).addEventListener("change", settle);

  find<HTMLFormElement>("send-form").addEventListener("submit", (event) => {
    event.preventDefault();
    leave?.abort();
    const mine = new AbortController();
    leave = mine;
    stop.disabled = false;
    last = last.then(async () => {
      const asking = fetch(urlOf(asked()), { ...requestOf(asked()), signal: mine.signal, redirect: "manual" });
      await show(asking, () => mine.signal.aborted);
      if (leave === mine) stop.disabled = true;
      answered();
    });
  });
  stop.addEventListener("click", () => leave?.abort());
}
