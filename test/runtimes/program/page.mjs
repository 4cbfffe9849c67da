import "./fetch-calls.mjs";
import * as client from "model-inference";
import * as validation from "model-inference/validation";
import { runScenarios } from "./scenarios.mjs";

/** Called by the test, in a page. */
globalThis.runScenarios = (endpoint) => runScenarios({ client, validation }, endpoint);

/** A key without `dangerouslyAllowBrowser`. */
globalThis.refusedKey = (endpoint) => {
  try {
    client.createClient({ endpoint, credential: { key: "sesame" } });
    return "accepted";
  } catch (error) {
    return `${error.name}: ${error.option}`;
  }
};
