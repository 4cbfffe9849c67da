/** @jest-environment jsdom */
const { createClient } = require("model-inference");

test("a test with a DOM is no page, so it may have a key", () => {
  expect(document.body).toBeDefined();
  const client = createClient({
    endpoint: "https://host.example/models",
    credential: { key: "k" },
    fetch: async () => {},
  });
  expect(client.getModelInfo).toBeInstanceOf(Function);
});
