const { Agent } = require("node:http");

/** Makes three calls with the packed package, and prints what came of them and what the tool saw. */
const messages = [{ role: "user", content: "Hi" }];

async function calls(client, responseInfo) {
  const answer = await client.getChatCompletions({ messages });
  const stream = await client.streamChatCompletions({ messages }).collect();
  const retried = await client.getChatCompletions({ messages, user: "retried" });
  return {
    texts: [answer, stream, retried].map(({ choices }) => choices[0].message.content),
    attempts: responseInfo(retried).attempts,
  };
}

/** Tools hear of the end of a request a little later than the program, and send what they have now and then. */
async function settled(seen, wanted) {
  const end = Date.now() + 5_000;
  for (;;) {
    const count = await seen?.();
    if (count === undefined || count >= wanted || Date.now() > end) return count;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

exports.run = async ({ createClient, responseInfo, createNodeFetch, openTelemetry }) => {
  const { around = (calls) => calls(), seen, agent, telemetry } = globalThis.tool ?? {};
  const client = createClient({
    endpoint: process.env.ENDPOINT,
    credential: { key: process.env.KEY },
    retry: { delayMs: 1 },
    ...(process.env.TRANSPORT === "fetch" && { fetch: globalThis.fetch }),
    ...(process.env.TRANSPORT === "agent" && { fetch: createNodeFetch({ agent: new Agent({ keepAlive: true }) }) }),
    ...(agent !== undefined && { fetch: createNodeFetch({ agent }) }),
    ...(telemetry && { observe: openTelemetry() }),
  });
  const result = await around(() => calls(client, responseInfo));
  console.log(JSON.stringify({ ...result, seen: await settled(seen, Number(process.env.SEES)) }));
  // Agents hold timers and connections of their own.
  process.exit(0);
};
