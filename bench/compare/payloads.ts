/** What servers write. */

/** The text of a whole response. */
export const whole = "Hello, world";

export const answer = {
  id: "c-1",
  object: "chat.completion",
  created: 1,
  model: "model",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: whole } }],
  usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
};

export const html = "<!doctype html><html><body><h1>Please log in</h1></body></html>";
export const htmlType = { "content-type": "text/html" };

export const chunk = (choice: object): object => ({
  id: "c-1",
  object: "chat.completion.chunk",
  created: 1,
  model: "model",
  choices: [{ index: 0, ...choice }],
});
export const first = chunk({ delta: { role: "assistant", content: "Hello, " }, finish_reason: null });
export const second = chunk({ delta: { content: "world" }, finish_reason: null });
export const finish = chunk({ delta: {}, finish_reason: "stop" });

export const event = (value: object | string): string =>
  `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`;
export const done = event("[DONE]");

export const slowDown = { error: { code: "429", message: "Slow down" } };

export const overloaded = { message: "Out of capacity", code: "overloaded" };

export const nested = {
  message: "seed is not supported",
  type: "invalid_request_error",
  code: "unsupported_parameter",
};
export const filtered = { hate: { filtered: true, severity: "high" } };

/** The next whole second that is at least one away, since a date has no smaller parts. */
export const soon = (): string => new Date(Math.ceil(Date.now() / 1000 + 1) * 1000).toUTCString();
