/** What validators are given: bodies as they travel, of some length. */
import type { Sample } from "../programs/task.ts";

const tools = ["weather", "search", "calendar", "mail"].map((name) => ({
  type: "function",
  function: {
    name,
    description: `Asks the ${name} for what the user wants to know.`,
    parameters: { type: "object", properties: { query: { type: "string" } }, required: ["query"] },
  },
}));

/** Four messages of one turn: a question with a picture, a call of a tool, its outcome, the response. */
const turn = (index: number): object[] => [
  {
    role: "user",
    content: [
      { type: "text", text: `What is in this picture, and what is the weather there? ${index}` },
      { type: "image_url", image_url: { url: `data:image/png;base64,${"iVBORw0KGgo".repeat(20)}`, detail: "low" } },
    ],
  },
  {
    role: "assistant",
    content: null,
    tool_calls: [
      { id: `call_${index}`, type: "function", function: { name: "weather", arguments: '{"query":"Oslo"}' } },
    ],
  },
  { role: "tool", tool_call_id: `call_${index}`, content: '{"temperature":4,"sky":"clear"}' },
  { role: "assistant", content: "It is Oslo, at four degrees, under a clear sky." },
];

const safe = { filtered: false, severity: "safe" };
const common = { id: "chatcmpl-0123456789", created: 1_700_000_000, model: "model" };

export const values: { readonly [Name in Sample]: object } = {
  request: {
    messages: Array.from({ length: 5 }, (_, index) => turn(index)).flat(),
    tools,
    tool_choice: "auto",
    temperature: 0.7,
    top_p: 0.9,
    max_tokens: 1000,
    model: "model",
  },
  answer: {
    ...common,
    object: "chat.completion",
    choices: [
      {
        index: 0,
        finish_reason: "stop",
        message: { role: "assistant", content: "The sky scatters blue light. ".repeat(20), tool_calls: null },
        content_filter_results: { hate: safe, self_harm: safe, sexual: safe, violence: safe },
      },
    ],
    usage: { prompt_tokens: 20, completion_tokens: 120, total_tokens: 140 },
  },
  chunk: {
    ...common,
    object: "chat.completion.chunk",
    choices: [{ index: 0, delta: { content: " scattering" }, logprobs: null, finish_reason: null }],
  },
};

/** The same with one mistake, which a validator has to find. */
export const wrong: { readonly [Name in Sample]: object } = {
  request: { ...values.request, messages: [...turn(0), { role: "user", content: 7 }] },
  answer: {
    ...values.answer,
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: 7 } }],
  },
  chunk: { ...values.chunk, choices: [{ index: "0", delta: { content: "a" } }] },
};
