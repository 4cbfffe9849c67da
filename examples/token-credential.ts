/** A token of Entra ID in place of a key. */
import { createClient, type TokenCredential } from "model-inference";
import { target } from "./target.ts";

await using place = await target();
const { endpoint, model } = place;

// Every credential of @azure/identity fits: `new DefaultAzureCredential()`. This one takes a token from the environment, as
// `az account get-access-token --resource https://cognitiveservices.azure.com` gives it.
const credential: TokenCredential = {
  getToken: async (scopes) => {
    console.log(`asked for ${[scopes].flat().join(", ")}`);
    return { token: process.env["AZURE_INFERENCE_TOKEN"] ?? "any", expiresOnTimestamp: Date.now() + 3_600_000 };
  },
};

const client = createClient({ endpoint, credential });
const messages = [{ role: "user" as const, content: "Who may ask?" }];
for (let call = 1; call <= 2; call += 1) {
  const { choices } = await client.getChatCompletions({ ...model, messages });
  console.log(`call ${call}: ${choices[0]?.finish_reason}`);
}
