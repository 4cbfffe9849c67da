import "./fetch-calls.mjs";
import * as client from "model-inference";
import * as validation from "model-inference/validation";
import { runScenarios } from "./scenarios.mjs";

const endpoint = new URLSearchParams(location.search).get("endpoint");

const failure = (action) => {
  try {
    return `no failure but ${action()}`;
  } catch (error) {
    return error.name;
  }
};

/** Read by the test, once it is settled. It begins here, since what a debugger calls may make code of text. */
globalThis.outcome = (async () => ({
  keyInPage: failure(() => client.createClient({ endpoint, credential: { key: "sesame" } })),
  codeFromText: failure(() => new Function("return 1")()),
  // The emulator tells its counts to no page of another origin; the page's own server does.
  suite: await runScenarios({ client, validation }, endpoint, "/metrics"),
}))();
