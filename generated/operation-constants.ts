// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

/**
 * Returns information about the deployed model. Azure OpenAI deployments, OpenAI v1 endpoints and some Foundry resources do
 * not have this route and return 404.
 *
 * @example
 * const response = await send(connection, getModelInfo);
 */
export const getModelInfo = {"id":"getModelInfo","method":"GET","path":"/info","query":["model"],"members":[],"required":[],"list":null,"streams":false} as const;

/**
 * Generates a response to a conversation. With `stream: true`, the response is a stream of server-sent events. Each event
 * is a `ChatCompletionsChunk`; `data: [DONE]` ends the stream.
 *
 * @example
 * const response = await send(connection, getChatCompletions, { messages: [{ role: "system", content: "You answer in one sentence." }, { role: "user", content: "How many feet are in a mile?" }] });
 */
export const getChatCompletions = {"id":"getChatCompletions","method":"POST","path":"/chat/completions","query":[],"members":["messages","model","frequency_penalty","presence_penalty","temperature","top_p","max_tokens","stream","stop","seed","response_format","tools","tool_choice","modalities"],"required":["messages"],"list":"choices","streams":true} as const;

/**
 * Generates a completion of a text. With `stream: true`, the response is a stream of server-sent events. Each event is a
 * `CompletionsChunk`; `data: [DONE]` ends the stream. Chat-only models return 404 or 405.
 *
 * @example
 * const response = await send(connection, getCompletions, { prompt: "A mile has" });
 */
export const getCompletions = {"id":"getCompletions","method":"POST","path":"/completions","query":[],"members":["prompt","model","frequency_penalty","presence_penalty","max_tokens","seed","stop","stream","temperature","top_p"],"required":["prompt"],"list":"choices","streams":true} as const;

/**
 * Creates an embedding vector for each text.
 *
 * @example
 * const response = await send(connection, getEmbeddings, { input: ["a boat", "a mile"] });
 */
export const getEmbeddings = {"id":"getEmbeddings","method":"POST","path":"/embeddings","query":[],"members":["input","model","dimensions","encoding_format","input_type"],"required":["input"],"list":"data","streams":false} as const;

/**
 * Creates an embedding vector for each image, alone or with a text.
 *
 * @example
 * const response = await send(connection, getImageEmbeddings, { input: [{ image: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", text: "a dot" }] });
 */
export const getImageEmbeddings = {"id":"getImageEmbeddings","method":"POST","path":"/images/embeddings","query":[],"members":["input","model","dimensions","encoding_format","input_type"],"required":["input"],"list":"data","streams":false} as const;
