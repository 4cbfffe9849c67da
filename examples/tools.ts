/** A tool that the model asks for, called, and its result handed back. */
import { type ChatRequestMessage, createClient } from "model-inference";
import { target } from "./target.ts";

await using place = await target("emulated-tools");
const { endpoint, credential, model } = place;

const tools = [
  {
    type: "function" as const,
    function: {
      name: "weather_of",
      description: "Tells the weather of a city",
      parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    },
  },
];
const weatherOf = ({ city }: { city: string }): string => `21 degrees and sunny in ${city}`;

const client = createClient({ endpoint, credential });
const messages: ChatRequestMessage[] = [{ role: "user", content: "What is the weather in Paris?" }];
const asked = await client.getChatCompletions({ ...model, messages, tools, tool_choice: "required" });
const [choice] = asked.choices;
if (choice !== undefined) messages.push(choice.message);
for (const { id, function: called } of choice?.message.tool_calls ?? []) {
  console.log(`${called.name}(${called.arguments})`);
  messages.push({ role: "tool", tool_call_id: id, content: weatherOf(JSON.parse(called.arguments)) });
}
const { choices } = await client.getChatCompletions({ ...model, messages, tools });
console.log(choices[0]?.message.content);
