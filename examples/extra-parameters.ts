/** Members of a body that the contract does not know: passed on to the model, or refused. */
import { createClient, isResponseError } from "model-inference";
import { target } from "./target.ts";

await using place = await target();
const { endpoint, credential, model } = place;

const client = createClient({ endpoint, credential });
const body = { ...model, messages: [{ role: "user" as const, content: "Hello" }] };
const extras = { logprobs: true, safe_mode: true };

// With extras, `extra-parameters: pass-through` is sent unless another policy is asked for.
const { choices } = await client.getChatCompletions(body, { extras });
console.log(`passed through: ${choices[0]?.finish_reason}`);

try {
  await client.getChatCompletions(body, { extras, extraParameters: "error" });
} catch (error) {
  if (!isResponseError(error)) throw error;
  console.log(`refused: ${error.problem.kind}`);
}
