/** A parameter that the model does not know: told by its place, or left out. */
import { createClient, isResponseError, responseInfo } from "model-inference";
import { target } from "./target.ts";

await using place = await target("emulated-chat-small");
const { endpoint, credential, model } = place;

const client = createClient({ endpoint, credential });
const body = {
  ...model,
  messages: [{ role: "user" as const, content: "Name three colours as JSON." }],
  response_format: { type: "json_object" as const },
};

try {
  const { choices } = await client.getChatCompletions(body);
  console.log(`the model knows it: ${choices[0]?.message.content}`);
} catch (error) {
  if (!isResponseError(error) || error.problem.kind !== "unsupported_parameter") throw error;
  for (const { pointer, value } of error.problem.parameters) {
    console.log(`${error.status}: ${pointer} was ${JSON.stringify(value)}`);
  }
}

const lenient = createClient({ endpoint, credential, onUnsupported: "drop" });
const answer = await lenient.getChatCompletions(body);
console.log(`answered without: ${responseInfo(answer)?.dropped.join(", ") || "nothing"}`);
