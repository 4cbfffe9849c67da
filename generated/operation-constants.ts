// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

/**
 * Tells which model the endpoint serves. Azure OpenAI deployments, OpenAI v1 endpoints and some Foundry resources do
 * not have this route and answer 404.
 */
export const getModelInfo = {"id":"getModelInfo","method":"GET","path":"/info","query":["model"],"members":[],"required":[],"list":null,"streams":false} as const;

/**
 * Answers a conversation. With `stream: true` the answer comes as server-sent events, each a
 * `ChatCompletionsChunk`, ended by `data: [DONE]`.
 */
export const getChatCompletions = {"id":"getChatCompletions","method":"POST","path":"/chat/completions","query":[],"members":["messages","model","frequency_penalty","presence_penalty","temperature","top_p","max_tokens","stream","stop","seed","response_format","tools","tool_choice","modalities"],"required":["messages"],"list":"choices","streams":true} as const;

/**
 * Continues a text. With `stream: true` the answer comes as server-sent events, each a `CompletionsChunk`, ended by
 * `data: [DONE]`. Chat-only models answer 404 or 405.
 */
export const getCompletions = {"id":"getCompletions","method":"POST","path":"/completions","query":[],"members":["prompt","model","frequency_penalty","presence_penalty","max_tokens","seed","stop","stream","temperature","top_p"],"required":["prompt"],"list":"choices","streams":true} as const;

/**
 * Embeds each text as a vector.
 */
export const getEmbeddings = {"id":"getEmbeddings","method":"POST","path":"/embeddings","query":[],"members":["input","model","dimensions","encoding_format","input_type"],"required":["input"],"list":"data","streams":false} as const;

/**
 * Embeds each image, alone or with a text, as a vector.
 */
export const getImageEmbeddings = {"id":"getImageEmbeddings","method":"POST","path":"/images/embeddings","query":[],"members":["input","model","dimensions","encoding_format","input_type"],"required":["input"],"list":"data","streams":false} as const;
