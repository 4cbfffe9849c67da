/** What an operation is asked and answers, as it travels. */
export interface Example {
  request?: object;
  answer: object;
  /** The chunks of a streamed answer. */
  events?: readonly object[];
}

const chunk = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1735689600, model: "mistral-large" };
const text = { id: "cmpl-1", object: "text_completion", created: 1735689600, model: "mistral-large" };
const vector = [0.0123, -0.0456, 0.0789];

/** By operation; a test checks each against the contract. */
export const examples: Readonly<Record<string, Example>> = {
  getModelInfo: {
    answer: { model_name: "mistral-large", model_type: "chat-completion", model_provider_name: "Mistral" },
  },
  getChatCompletions: {
    request: {
      messages: [
        { role: "system", content: "You answer in one sentence." },
        { role: "user", content: "How far is the Moon?" },
      ],
      max_tokens: 100,
      temperature: 0.2,
    },
    answer: {
      id: "chatcmpl-1",
      object: "chat.completion",
      created: 1735689600,
      model: "mistral-large",
      choices: [
        {
          index: 0,
          finish_reason: "stop",
          message: { role: "assistant", content: "About 384,400 km on average." },
        },
      ],
      usage: { prompt_tokens: 21, completion_tokens: 10, total_tokens: 31 },
    },
    events: [
      { ...chunk, choices: [{ index: 0, finish_reason: null, delta: { role: "assistant", content: "" } }] },
      { ...chunk, choices: [{ index: 0, finish_reason: null, delta: { content: "About 384,400 km" } }] },
      { ...chunk, choices: [{ index: 0, finish_reason: "stop", delta: { content: " on average." } }] },
    ],
  },
  getCompletions: {
    request: { prompt: "The Moon is", max_tokens: 20 },
    answer: {
      ...text,
      choices: [{ index: 0, finish_reason: "stop", text: " about 384,400 km away." }],
      usage: { prompt_tokens: 3, completion_tokens: 8, total_tokens: 11 },
    },
    events: [
      { ...text, choices: [{ index: 0, finish_reason: null, text: " about 384,400" }] },
      { ...text, choices: [{ index: 0, finish_reason: "stop", text: " km away." }] },
    ],
  },
  getEmbeddings: {
    request: { input: ["the Moon", "the Sun"], dimensions: 3 },
    answer: {
      object: "list",
      model: "cohere-embed",
      data: [
        { object: "embedding", index: 0, embedding: vector },
        { object: "embedding", index: 1, embedding: [0.0321, 0.0654, -0.0987] },
      ],
      usage: { prompt_tokens: 4, total_tokens: 4 },
    },
  },
  getImageEmbeddings: {
    request: { input: [{ image: "data:image/png;base64,iVBORw0KGgo=", text: "the Moon" }] },
    answer: {
      object: "list",
      model: "cohere-embed",
      data: [{ object: "embedding", index: 0, embedding: vector }],
      usage: { prompt_tokens: 2, total_tokens: 2 },
    },
  },
};

/** Bodies of failures, whatever the operation. */
export const failures: readonly { status: number; title: string; body: object }[] = [
  {
    status: 400,
    title: "the content filter stopped the prompt",
    body: {
      status: 400,
      code: "content_filter",
      message: "The response was filtered",
      param: "messages",
      type: null,
    },
  },
  {
    status: 401,
    title: "no key, or one that is not valid",
    body: {
      statusCode: 401,
      message: "Unauthorized. Access token is missing, invalid, audience is incorrect or expired.",
    },
  },
  {
    status: 422,
    title: "the model does not know a parameter",
    body: {
      status: 422,
      code: "parameter_not_supported",
      detail: { loc: ["body", "response_format"], input: "json_schema" },
      message: "One of the parameters contains an invalid value.",
    },
  },
  {
    status: 429,
    title: "too many requests",
    body: { error: { code: "RateLimitReached", message: "Rate limit is exceeded. Try again in 3 seconds." } },
  },
  {
    status: 503,
    title: "the service is not available",
    body: {
      error: { code: "ServiceUnavailable", message: "The service is temporarily unable to process the request." },
    },
  },
];
