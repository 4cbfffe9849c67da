/** A setup file of tests replaces `fetch`, and the package is imported afterwards. */
const urls = [];
globalThis.fetch = async (url) => {
  urls.push(String(url));
  return Response.json({ choices: [] });
};
const { createClient } = await import("model-inference");
const client = createClient({ endpoint: "http://127.0.0.1:1", credential: { key: "k" } });
await client.getChatCompletions({ messages: [{ role: "user", content: "Hello" }] });
console.log(JSON.stringify(urls.map((url) => new URL(url).pathname)));
