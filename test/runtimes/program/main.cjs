require("./fetch-calls.mjs");
const { runScenarios } = require("./scenarios.mjs");
const client = require("model-inference");
const validation = require("model-inference/validation");

runScenarios({ client, validation }, process.argv.at(-1)).then((results) => console.log(JSON.stringify(results)));
