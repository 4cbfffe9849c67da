/** A test with the globals of happy-dom has a key. */
const { Window } = require("happy-dom");
globalThis.window = new Window();
globalThis.document = window.document;
const { createClient } = require("model-inference");
const client = createClient({ endpoint: process.argv.at(-1), credential: { key: "sesame" } });
client
  .getModelInfo()
  .then(({ model_name }) => console.log(model_name))
  .finally(() => window.close());
