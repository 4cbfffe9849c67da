// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

import type { OperationId } from "./operations.ts";

/** The first example of each operation, as `spec/examples` lists them: a request body, where there is one, and a response. */
export const examples: Readonly<Record<OperationId, { readonly request?: object; readonly response: object }>> = {
  getModelInfo: {
  "response": {
    "model_name": "mistral-large-2411",
    "model_type": "chat-completion",
    "model_provider_name": "mistralai"
  }
},
  getChatCompletions: {
  "request": {
    "messages": [
      {
        "role": "system",
        "content": "You answer in one sentence."
      },
      {
        "role": "user",
        "content": "How many feet are in a mile?"
      }
    ],
    "temperature": 0,
    "max_tokens": 64
  },
  "response": {
    "id": "1234567890",
    "object": "chat.completion",
    "created": 1718726371,
    "model": "mistral-large-2411",
    "choices": [
      {
        "index": 0,
        "finish_reason": "stop",
        "message": {
          "role": "assistant",
          "content": "A mile has 5,280 feet.",
          "tool_calls": null
        }
      }
    ],
    "usage": {
      "prompt_tokens": 24,
      "completion_tokens": 9,
      "total_tokens": 33
    }
  }
},
  getCompletions: {
  "request": {
    "prompt": "A mile has",
    "max_tokens": 8,
    "temperature": 0
  },
  "response": {
    "id": "cmpl-1",
    "object": "text_completion",
    "created": 1718726375,
    "model": "mistral-7b",
    "choices": [
      {
        "index": 0,
        "text": " 5,280 feet.",
        "finish_reason": "stop",
        "logprobs": null
      }
    ],
    "usage": {
      "prompt_tokens": 3,
      "completion_tokens": 6,
      "total_tokens": 9
    }
  }
},
  getEmbeddings: {
  "request": {
    "input": [
      "a boat",
      "a mile"
    ],
    "dimensions": 4,
    "input_type": "document"
  },
  "response": {
    "id": "emb-1",
    "object": "list",
    "model": "cohere-embed-v3-english",
    "data": [
      {
        "index": 0,
        "object": "embedding",
        "embedding": [
          0.5,
          -0.5,
          0.5,
          0.5
        ]
      },
      {
        "index": 1,
        "object": "embedding",
        "embedding": [
          0.5,
          0.5,
          -0.5,
          0.5
        ]
      }
    ],
    "usage": {
      "prompt_tokens": 4,
      "total_tokens": 4
    }
  }
},
  getImageEmbeddings: {
  "request": {
    "input": [
      {
        "image": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
        "text": "a dot"
      }
    ],
    "dimensions": 4
  },
  "response": {
    "object": "list",
    "model": "cohere-embed-v3-english",
    "data": [
      {
        "index": 0,
        "object": "embedding",
        "embedding": [
          0.5,
          -0.5,
          0.5,
          0.5
        ]
      }
    ],
    "usage": {
      "prompt_tokens": 2,
      "total_tokens": 3,
      "prompt_patches": 1,
      "total_patches": 1
    }
  }
},
};
