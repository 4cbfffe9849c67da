/** What every runtime gives, scenario by scenario of `program/scenarios.mjs`. */
export const expected = {
  "all routes": {
    info: "emulated-all",
    chat: 'You said "How far is the Moon?". The model emulated-all is emulated and repeats what it is told.',
    completion: "stop",
    embeddings: [4, 4],
    images: 1,
    http: [200, "emulated-all"],
    answered: 200,
  },
  "a chat stream, chunk by chunk and collected": { chunks: true, same: [true, true], finish: "stop" },
  "a stream of text completions": { same: true, usage: true },
  "calls of tools, whole and in fragments": { name: "weather", arguments: "object", same: true, finish: "tool_calls" },
  "aborted before, within a call, and a stream that is left": {
    before: ["AbortError", true],
    within: ["AbortError", true],
    halfway: ["AbortError", true],
    chunks: 3,
  },
  "tried again after a 429 and a 503, and not for ever": {
    attempts: 3,
    refused: { name: "ResponseError", status: 503, attempts: 4, kind: "unavailable" },
    dropped: ["ConnectionError", "network", 2],
  },
  "errors, narrowed": {
    400: [400, "content_filter", { filtered: true, severity: "high" }],
    401: { name: "ResponseError", status: 401, attempts: 1, kind: "authentication" },
    404: { name: "ResponseError", status: 404, attempts: 1, kind: "not_found" },
    422: [422, "unsupported_parameter", ["/tools"]],
    stream: ["StreamError", "interrupted"],
    configuration: ["ConfigurationError", "timeoutMs"],
  },
  validators: {
    same: true,
    request: ["ValidationError", ["/temperature"]],
    unsent: true,
    chunk: ["ValidationError", ["/created"]],
    alone: [true, false],
  },
  "embeddings as base64 are the numbers": { travelled: ["string", true], kind: true, same: true },
  "a compressed response": { same: true },
};
