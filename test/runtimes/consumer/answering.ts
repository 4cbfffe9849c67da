/** A program as a stranger writes it, which is compiled and run: it calls the endpoint that its environment names. */
import { createClient, isResponseError } from "model-inference";
import ModelClient, { isUnexpected } from "model-inference/azure-rest";
import { validateChatCompletionsOptions } from "model-inference/validation";

async function main(): Promise<void> {
  const endpoint = process.env["ENDPOINT"] ?? "";
  const credential = { key: "k" };
  const messages = [{ role: "user" as const, content: "Hi" }];
  const client = createClient({ endpoint, credential });
  const { choices } = await client.getChatCompletions({ messages });
  const refused = await client.getCompletions({ prompt: "Hi" }).catch((error: unknown) => isResponseError(error));
  const response = await ModelClient(endpoint, credential).path("/chat/completions").post({ body: { messages } });
  console.log(
    choices[0]?.message.content,
    refused,
    isUnexpected(response),
    validateChatCompletionsOptions({ messages }),
  );
}

void main();
