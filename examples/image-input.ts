/** An image within a message. */
import { createClient } from "model-inference";
import { pixel, target } from "./target.ts";

await using place = await target("emulated-vision");
const { endpoint, credential, model } = place;

const client = createClient({ endpoint, credential });
const { choices, usage } = await client.getChatCompletions({
  ...model,
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "Which colour is this?" },
        { type: "image_url", image_url: { url: pixel, detail: "low" } },
      ],
    },
  ],
});
console.log(choices[0]?.message.content);
console.log(`tokens asked: ${usage?.prompt_tokens}`);
