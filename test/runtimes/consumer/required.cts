/** CommonJS that requires the package. */
import client = require("model-inference");
import checks = require("model-inference/validation");

const options = { endpoint: "https://host/models", credential: { key: "k" }, validation: checks.validation() };
export = client.createClient(options);
