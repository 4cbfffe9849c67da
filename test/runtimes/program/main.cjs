const client = require("model-inference");
const validation = require("model-inference/validation");

async function main() {
  await import("./fetch-calls.mjs");
  const { runScenarios } = await import("./scenarios.mjs");
  console.log(JSON.stringify(await runScenarios({ client, validation }, process.argv.at(-1))));
}

main();
