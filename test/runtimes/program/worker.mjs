import "./fetch-calls.mjs";
import * as client from "model-inference";
import * as validation from "model-inference/validation";
import { runScenarios } from "./scenarios.mjs";

export default {
  async fetch(request) {
    return Response.json(await runScenarios({ client, validation }, await request.text()));
  },
};
