import "./fetch-calls.mjs";
import * as client from "model-inference";
import * as validation from "model-inference/validation";
import { runScenarios } from "./scenarios.mjs";

console.log(JSON.stringify(await runScenarios({ client, validation }, process.argv.at(-1))));
