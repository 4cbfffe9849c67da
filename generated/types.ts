// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

export interface paths {
    "/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what the endpoint says of its model
         * @description Tells which model the endpoint serves. Azure OpenAI deployments, OpenAI v1 endpoints and some Foundry resources do
         *     not have this route and answer 404. [info]
         */
        get: operations["getModelInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a conversation
         * @description Answers a conversation. With `stream: true` the answer comes as server-sent events, each a
         *     `ChatCompletionsChunk`, ended by `data: [DONE]`. [chat]
         */
        post: operations["getChatCompletions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Continue a text
         * @description Continues a text. With `stream: true` the answer comes as server-sent events, each a `CompletionsChunk`, ended by
         *     `data: [DONE]`. Chat-only models answer 404 or 405. [completions]
         */
        post: operations["getCompletions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Embed texts
         * @description Embeds each text as a vector. [embeddings]
         */
        post: operations["getEmbeddings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Embed images
         * @description Embeds each image, alone or with a text, as a vector. [image-embeddings]
         */
        post: operations["getImageEmbeddings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Sound and its format. [how-to] */
        AudioData: {
            /** @description The bytes as base64. [how-to] */
            data: string;
            /** @description The format of the bytes. [how-to] */
            format: components["schemas"]["AudioFormat"];
        };
        /** @description Sound in the message itself. [how-to] */
        AudioDataContentItem: {
            /**
             * @description Names this kind of part. [how-to] (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "input_audio";
            /** @description The sound. [how-to] */
            input_audio: components["schemas"]["AudioData"];
        };
        /**
         * @description A format of sound. [how-to]
         * @enum {string}
         */
        AudioFormat: "wav" | "mp3";
        /** @description Sound of an earlier answer, by its id. [openapi] */
        AudioReference: {
            /** @description The id that the answer gave. [openapi] */
            id: string;
        };
        /** @description Where sound is. [how-to] */
        AudioUrl: {
            /** @description An http(s) URL, or a data URL. [how-to] */
            url: string;
        };
        /** @description Sound at a URL. [how-to] */
        AudioUrlContentItem: {
            /**
             * @description Names this kind of part. [how-to] (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "audio_url";
            /** @description Where the sound is. [how-to] */
            audio_url: components["schemas"]["AudioUrl"];
        };
        /** @description One answer. [chat] */
        ChatChoice: {
            /**
             * Format: int32
             * @description The answer, counted from 0. [chat]
             */
            index: number;
            /** @description Why the answer ends. [chat] */
            finish_reason: components["schemas"]["FinishReason"];
            /** @description The answer itself. [chat] */
            message: components["schemas"]["ChatResponseMessage"];
            /** @description How likely the tokens were. [how-to] */
            logprobs?: components["schemas"]["Logprobs"];
            /** @description What the content filter found in the answer. [filter] */
            content_filter_results?: components["schemas"]["ContentFilterResults"];
            /** @description What the content filter found in the answer, in the other spelling. [filter] */
            content_filter_result?: components["schemas"]["ContentFilterResults"];
        } & {
            [key: string]: unknown;
        };
        /** @description The answer to a conversation. [chat] */
        ChatCompletions: {
            /** @description An id of this answer; empty on chunks that only annotate. [chat] */
            id: string;
            /** @description `chat.completion`, or `chat.completion.chunk` for a chunk. [chat] */
            object?: string;
            /**
             * Format: int64
             * @description When the answer was made, in Unix seconds; 0 on chunks that only annotate. [chat]
             */
            created: number;
            /** @description The model that answered; empty on chunks that only annotate. [chat] */
            model: string;
            /** @description What the answer cost; null or absent on most chunks. [chat] */
            usage?: components["schemas"]["CompletionsUsage"];
            /** @description The configuration of the backend. [chat] */
            system_fingerprint?: string | null;
            /** @description The tier that served the request. [wire] */
            service_tier?: string | null;
            /** @description What the content filter found in the prompts. [filter] */
            prompt_filter_results?: components["schemas"]["PromptFilterResult"][];
            /** @description What the content filter found in the prompts, under its older name. [filter] */
            prompt_annotations?: components["schemas"]["PromptFilterResult"][];
            /** @description The answers; one unless more were asked for. [chat] */
            choices: components["schemas"]["ChatChoice"][];
        } & {
            [key: string]: unknown;
        };
        /** @description A piece of an answer that comes as server-sent events. [chat] */
        ChatCompletionsChunk: {
            /** @description An id of this answer; empty on chunks that only annotate. [chat] */
            id: string;
            /** @description `chat.completion`, or `chat.completion.chunk` for a chunk. [chat] */
            object?: string;
            /**
             * Format: int64
             * @description When the answer was made, in Unix seconds; 0 on chunks that only annotate. [chat]
             */
            created: number;
            /** @description The model that answered; empty on chunks that only annotate. [chat] */
            model: string;
            /** @description What the answer cost; null or absent on most chunks. [chat] */
            usage?: components["schemas"]["CompletionsUsage"];
            /** @description The configuration of the backend. [chat] */
            system_fingerprint?: string | null;
            /** @description The tier that served the request. [wire] */
            service_tier?: string | null;
            /** @description What the content filter found in the prompts. [filter] */
            prompt_filter_results?: components["schemas"]["PromptFilterResult"][];
            /** @description What the content filter found in the prompts, under its older name. [filter] */
            prompt_annotations?: components["schemas"]["PromptFilterResult"][];
            /** @description What is new; empty on chunks that only annotate or count. [chat] */
            choices: components["schemas"]["StreamingChatChoice"][];
            /** @description What went wrong after the stream had begun. [observed] */
            error?: components["schemas"]["ErrorValue"];
        } & {
            [key: string]: unknown;
        };
        /** @description A conversation, and how to answer it. [chat] */
        ChatCompletionsOptions: {
            /** @description The conversation so far, oldest message first. [chat] */
            messages: components["schemas"]["ChatRequestMessage"][];
            /** @description The model, on an endpoint that serves several; ignored by others. [openapi] */
            model?: string;
            /**
             * Format: float
             * @description Presses words down the more often they have come, -2 to 2; the service's default is 0. [chat]
             */
            frequency_penalty?: number;
            /**
             * Format: float
             * @description Presses words down once they have come, -2 to 2; the service's default is 0. [chat]
             */
            presence_penalty?: number;
            /**
             * Format: float
             * @description How freely to choose words, 0 or more; the highest value is the model's own. [chat]
             */
            temperature?: number;
            /**
             * Format: float
             * @description The share of likeliest words to choose among, 0 to 1; the service's default is 1. [chat]
             */
            top_p?: number;
            /**
             * Format: int32
             * @description The most tokens to write; null or absent means the model's maximum. [chat]
             */
            max_tokens?: number | null;
            /** @description Whether the answer comes as server-sent events. [chat] */
            stream?: boolean;
            /** @description Texts to end at; they are not part of the answer. [chat] */
            stop?: components["schemas"]["StopSequences"];
            /**
             * Format: int64
             * @description Asks for the same answer to the same request, as far as the model can. [chat]
             */
            seed?: number;
            /** @description The form of the answer; 422 when the model cannot. [chat] */
            response_format?: components["schemas"]["ResponseFormat"];
            /** @description Functions that the model may ask to be called; 422 when the model cannot. [chat] */
            tools?: components["schemas"]["ToolDefinition"][];
            /** @description Whether the model may, must or must not call tools; the default is `auto` with tools, `none` without. [chat] */
            tool_choice?: components["schemas"]["ToolChoice"];
            /** @description The kinds of content wanted in the answer; the service's default is text alone. [openapi] */
            modalities?: components["schemas"]["Modality"][];
        } & {
            [key: string]: unknown;
        };
        /** @description What is new of a message. [chat] */
        ChatMessageDelta: ({
            /** @description Who speaks; on the first chunk only. [chat] */
            role?: components["schemas"]["ChatRole"];
            /** @description What is new of the text. [chat] */
            content?: string | null;
            /** @description What is new of the reasoning. [openapi] */
            reasoning_content?: string | null;
            /** @description What is new of the calls. [chat] */
            tool_calls?: components["schemas"]["ToolCallDelta"][] | null;
            /** @description What is new of the refusal. [wire] */
            refusal?: string | null;
        } & {
            [key: string]: unknown;
        }) | null;
        /** @description What the model said before. Reasoning is left out of the history. [chat] */
        ChatRequestAssistantMessage: {
            /**
             * @description Names this kind of message. [chat] (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            role: "assistant";
            /** @description The text; null, empty or absent beside tool calls. [chat] */
            content?: string | null;
            /** @description The calls that the model asked for. [chat] */
            tool_calls?: components["schemas"]["ToolCall"][];
            /** @description Sound that the model made before. [openapi] */
            audio?: components["schemas"]["AudioReference"];
        };
        /** @description Instructions that hold for the whole conversation, as newer models name them. [typespec] */
        ChatRequestDeveloperMessage: {
            /**
             * @description Names this kind of message. [typespec] (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            role: "developer";
            /** @description The instructions. [typespec] */
            content: string;
        };
        /** @description A message of the conversation, told apart by its `role`. [chat] */
        ChatRequestMessage: components["schemas"]["ChatRequestSystemMessage"] | components["schemas"]["ChatRequestDeveloperMessage"] | components["schemas"]["ChatRequestUserMessage"] | components["schemas"]["ChatRequestAssistantMessage"] | components["schemas"]["ChatRequestToolMessage"];
        /** @description Instructions that hold for the whole conversation. [chat] */
        ChatRequestSystemMessage: {
            /**
             * @description Names this kind of message. [chat] (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            role: "system";
            /** @description The instructions. [chat] */
            content: string;
        };
        /** @description What a tool gave back. [chat] */
        ChatRequestToolMessage: {
            /**
             * @description Names this kind of message. [chat] (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            role: "tool";
            /** @description The id of the call that this answers. [chat] */
            tool_call_id: string;
            /** @description The tool's output; some models want JSON text. [chat] */
            content?: string | null;
        };
        /** @description What the user says. [chat] */
        ChatRequestUserMessage: {
            /**
             * @description Names this kind of message. [chat] (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            role: "user";
            /** @description A text, or parts of several kinds. [chat] */
            content: components["schemas"]["UserMessageContent"];
        };
        /** @description Sound of an answer. [openapi] */
        ChatResponseAudio: {
            /** @description An id to refer to the sound by. [openapi] */
            id: string;
            /** @description The bytes as base64. [openapi] */
            data: string;
            /** @description What is said. [openapi] */
            transcript: string;
            /**
             * Format: int64
             * @description Until when the id is good, in Unix seconds. [openapi]
             */
            expires_at: number;
            /** @description The format of the bytes, `wav` or `mp3` as a rule. [openapi] */
            format?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What the model says. [chat] */
        ChatResponseMessage: {
            /** @description Who speaks; `assistant` as a rule. [chat] */
            role: components["schemas"]["ChatRole"];
            /** @description The text; null or empty beside tool calls. [chat] */
            content: string | null;
            /** @description The calls that the model asks for. [chat] */
            tool_calls?: components["schemas"]["ToolCall"][] | null;
            /** @description How the model came to its answer; not to be sent back. [openapi] */
            reasoning_content?: string | null;
            /** @description Sound of the answer. [openapi] */
            audio?: components["schemas"]["ChatResponseAudio"];
            /** @description Why the model declines to answer. [wire] */
            refusal?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description Who speaks. [chat]
         *
         *     Known values: `system`, `developer`, `user`, `assistant`, `tool`; others may come.
         */
        ChatRole: "system" | "developer" | "user" | "assistant" | "tool" | (string & {});
        /** @description Where known code stands, and under which licence. [filter] */
        CodeCitation: {
            /** @description The repository or file. [filter] */
            URL?: string;
            /** @description The licence. [filter] */
            license?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description An answer's tokens by kind. [openapi] */
        CompletionTokensDetails: {
            /**
             * Format: int32
             * @description Tokens of sound. [openapi]
             */
            audio_tokens?: number;
            /**
             * Format: int32
             * @description Tokens of reasoning. [openapi]
             */
            reasoning_tokens?: number;
            /**
             * Format: int32
             * @description All tokens. [openapi]
             */
            total_tokens?: number;
        } & {
            [key: string]: unknown;
        };
        /** @description The continuation of each prompt. [completions] */
        Completions: {
            /** @description An id of this answer. [completions] */
            id: string;
            /** @description `text_completion`. [completions] */
            object?: string;
            /**
             * Format: int64
             * @description When the answer was made, in Unix seconds. [completions]
             */
            created: number;
            /** @description The model that answered. [completions] */
            model: string;
            /** @description What the answer cost; absent from most chunks. [completions] */
            usage?: components["schemas"]["CompletionsUsage"];
            /** @description The configuration of the backend. [completions] */
            system_fingerprint?: string | null;
            /** @description What the content filter found in the prompts. [filter] */
            prompt_filter_results?: components["schemas"]["PromptFilterResult"][];
            /** @description The continuations. [completions] */
            choices: components["schemas"]["CompletionsChoice"][];
        } & {
            [key: string]: unknown;
        };
        /** @description One continuation, or a piece of one. [completions] */
        CompletionsChoice: {
            /**
             * Format: int32
             * @description The continuation, counted from 0. [completions]
             */
            index: number;
            /** @description The text. [completions] */
            text: string;
            /** @description Why the text ends; null while it goes on. [completions] */
            finish_reason?: components["schemas"]["FinishReason"];
            /** @description How likely the tokens were. [wire] */
            logprobs?: components["schemas"]["Logprobs"];
            /** @description What the content filter found in the text. [filter] */
            content_filter_results?: components["schemas"]["ContentFilterResults"];
            /** @description What the content filter found in the text, in the other spelling. [filter] */
            content_filter_result?: components["schemas"]["ContentFilterResults"];
        } & {
            [key: string]: unknown;
        };
        /** @description A piece of an answer that comes as server-sent events. [completions] */
        CompletionsChunk: {
            /** @description An id of this answer. [completions] */
            id: string;
            /** @description `text_completion`. [completions] */
            object?: string;
            /**
             * Format: int64
             * @description When the answer was made, in Unix seconds. [completions]
             */
            created: number;
            /** @description The model that answered. [completions] */
            model: string;
            /** @description What the answer cost; absent from most chunks. [completions] */
            usage?: components["schemas"]["CompletionsUsage"];
            /** @description The configuration of the backend. [completions] */
            system_fingerprint?: string | null;
            /** @description What the content filter found in the prompts. [filter] */
            prompt_filter_results?: components["schemas"]["PromptFilterResult"][];
            /** @description What is new; empty on chunks that only annotate or count. [completions] */
            choices: components["schemas"]["CompletionsChoice"][];
            /** @description What went wrong after the stream had begun. [observed] */
            error?: components["schemas"]["ErrorValue"];
        } & {
            [key: string]: unknown;
        };
        /** @description A text, and how to continue it. [completions] */
        CompletionsOptions: {
            /** @description The text or texts, or token ids in place of them. [completions] */
            prompt: components["schemas"]["CompletionsPrompt"];
            /** @description The model, on an endpoint that serves several; ignored by others. [wire] */
            model?: string;
            /**
             * Format: float
             * @description Presses words down the more often they have come, -2 to 2; the service's default is 0. [completions]
             */
            frequency_penalty?: number;
            /**
             * Format: float
             * @description Presses words down once they have come, -2 to 2; the service's default is 0. [completions]
             */
            presence_penalty?: number;
            /**
             * Format: int32
             * @description The most tokens to write; the service's default is 256. [completions]
             */
            max_tokens?: number | null;
            /**
             * Format: int64
             * @description Asks for the same answer to the same request, as far as the model can. [completions]
             */
            seed?: number;
            /** @description Texts to end at; they are not part of the answer. [completions] */
            stop?: components["schemas"]["StopSequences"];
            /** @description Whether the answer comes as server-sent events. [completions] */
            stream?: boolean;
            /**
             * Format: float
             * @description How freely to choose words, 0 or more; the service's default is 1. [completions]
             */
            temperature?: number;
            /**
             * Format: float
             * @description The share of likeliest words to choose among, 0 to 1; the service's default is 1. [completions]
             */
            top_p?: number;
        } & {
            [key: string]: unknown;
        };
        /** @description One text, several texts, the token ids of one text, or of several; one kind for all items. [completions] */
        CompletionsPrompt: string | components["schemas"]["TextOrTokens"][];
        /** @description Tokens counted. [chat] */
        CompletionsUsage: ({
            /**
             * Format: int32
             * @description Tokens of the answer. [chat]
             */
            completion_tokens: number;
            /**
             * Format: int32
             * @description Tokens of the prompt. [chat]
             */
            prompt_tokens: number;
            /**
             * Format: int32
             * @description All tokens. [chat]
             */
            total_tokens: number;
            /** @description The answer's tokens by kind. [openapi] */
            completion_tokens_details?: components["schemas"]["CompletionTokensDetails"];
            /** @description The prompt's tokens by kind. [openapi] */
            prompt_tokens_details?: components["schemas"]["PromptTokensDetails"];
        } & {
            [key: string]: unknown;
        }) | null;
        /** @description The verdict on a category that is there or not. [filter] */
        ContentFilterDetectionResult: {
            /** @description Whether the content was stopped for it. [filter] */
            filtered: boolean;
            /** @description Whether it was found. [filter] */
            detected?: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description The documented body of a 400 for a prompt that the content filter stopped. [chat] */
        ContentFilterError: {
            /**
             * Format: int32
             * @description The status once more. [chat]
             */
            status?: number;
            /**
             * @description The machine code of the failure. [chat]
             * @enum {string}
             */
            code: "content_filter";
            /** @description What went wrong, for people. [chat] */
            message?: string;
            /** @description The part of the request at fault. [chat] */
            param?: string | null;
            /** @description The family of the failure. [chat] */
            type?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Why the content filter did not run. [filter] */
        ContentFilterFailure: {
            /** @description `content_filter_error`. [filter] */
            code?: string;
            /** @description The reason, for people. [filter] */
            message?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description How far the asynchronous filter has come in a stream. [filter] */
        ContentFilterOffsets: {
            /**
             * Format: int32
             * @description All characters before this one are judged. [filter]
             */
            check_offset?: number;
            /**
             * Format: int32
             * @description The first character that this verdict is about. [filter]
             */
            start_offset?: number;
            /**
             * Format: int32
             * @description The character after the last that this verdict is about. [filter]
             */
            end_offset?: number;
        } & {
            [key: string]: unknown;
        };
        /** @description What the content filter found, by category; a category that was not judged is absent. [filter] */
        ContentFilterResults: {
            /** @description Hate and unfairness. [filter] */
            hate?: components["schemas"]["ContentFilterSeverityResult"];
            /** @description Harm to oneself. Some servers spell it `self-harm`. [filter] */
            self_harm?: components["schemas"]["ContentFilterSeverityResult"];
            /** @description Sexual content. [filter] */
            sexual?: components["schemas"]["ContentFilterSeverityResult"];
            /** @description Violence. [filter] */
            violence?: components["schemas"]["ContentFilterSeverityResult"];
            /** @description An attempt of the user to get around the rules. [filter] */
            jailbreak?: components["schemas"]["ContentFilterDetectionResult"];
            /** @description Instructions hidden in a document. [filter] */
            indirect_attack?: components["schemas"]["ContentFilterDetectionResult"];
            /** @description Profanity. [filter] */
            profanity?: components["schemas"]["ContentFilterDetectionResult"];
            /** @description Known text of others. [filter] */
            protected_material_text?: components["schemas"]["ContentFilterDetectionResult"];
            /** @description Known code of others. [filter] */
            protected_material_code?: components["schemas"]["ProtectedMaterialCodeResult"];
            /** @description Statements that the sources do not bear out. [filter] */
            ungrounded_material?: components["schemas"]["UngroundedMaterialResult"];
            /** @description Blocklists of the customer, as an object or a list. [filter] */
            custom_blocklists?: unknown;
            /** @description Why the filter did not run; the answer then came unfiltered. [filter] */
            error?: components["schemas"]["ContentFilterFailure"];
        } & {
            [key: string]: unknown;
        };
        /**
         * @description How severe a category of harm is. [filter]
         *
         *     Known values: `safe`, `low`, `medium`, `high`; others may come.
         */
        ContentFilterSeverity: "safe" | "low" | "medium" | "high" | (string & {});
        /** @description The verdict on a category that is graded. [filter] */
        ContentFilterSeverityResult: {
            /** @description Whether the content was stopped for it. [filter] */
            filtered: boolean;
            /** @description The grade. [filter] */
            severity?: components["schemas"]["ContentFilterSeverity"];
        } & {
            [key: string]: unknown;
        };
        /** @description A part of a user's message, told apart by its `type`. [how-to] */
        ContentItem: components["schemas"]["TextContentItem"] | components["schemas"]["ImageContentItem"] | components["schemas"]["AudioUrlContentItem"] | components["schemas"]["AudioDataContentItem"];
        /**
         * @description How the numbers of a vector travel. [embeddings]
         *
         *     Known values: `base64`, `binary`, `float`, `int8`, `ubinary`, `uint8`; others may come.
         */
        EmbeddingEncodingFormat: "base64" | "binary" | "float" | "int8" | "ubinary" | "uint8" | (string & {});
        /**
         * @description What a vector is for. [embeddings]
         *
         *     Known values: `text`, `query`, `document`; others may come.
         */
        EmbeddingInputType: "text" | "query" | "document" | (string & {});
        /** @description The vector of one input. [embeddings] */
        EmbeddingItem: {
            /**
             * Format: int32
             * @description The input, counted from 0. [embeddings]
             */
            index: number;
            /** @description `embedding`. [embeddings] */
            object?: string;
            /** @description The vector. [embeddings] */
            embedding: components["schemas"]["EmbeddingVector"];
        } & {
            [key: string]: unknown;
        };
        /** @description Numbers, or their base64 text, as `encoding_format` asked. [embeddings] */
        EmbeddingVector: string | number[];
        /** @description One text, several texts, the token ids of one text, or of several; one kind for all items. [embeddings] */
        EmbeddingsInput: string | components["schemas"]["TextOrTokens"][];
        /** @description Texts to embed, and the vectors wanted of them. [embeddings] */
        EmbeddingsOptions: {
            /** @description The texts, or token ids in place of them. [embeddings] */
            input: components["schemas"]["EmbeddingsInput"];
            /** @description The model, on an endpoint that serves several; ignored by others. [openapi] */
            model?: string;
            /**
             * Format: int32
             * @description Numbers in each vector; null or absent means the model's own. 422 when the model cannot. [embeddings]
             */
            dimensions?: number | null;
            /** @description How the numbers travel; the service's default is `float`. 422 when the model cannot. [embeddings] */
            encoding_format?: components["schemas"]["EmbeddingEncodingFormat"];
            /** @description What the vectors are for; the service's default is `text`. 422 when the model cannot. [embeddings] */
            input_type?: components["schemas"]["EmbeddingInputType"];
        } & {
            [key: string]: unknown;
        };
        /** @description One vector an input, and what it cost. [embeddings] */
        EmbeddingsResult: {
            /** @description An id of this answer. [openapi] */
            id?: string;
            /** @description `list`. [embeddings] */
            object?: string;
            /** @description The model that answered. [embeddings] */
            model: string;
            /** @description The vectors. [embeddings] */
            data: components["schemas"]["EmbeddingItem"][];
            /** @description What the answer cost. [embeddings] */
            usage?: components["schemas"]["EmbeddingsUsage"];
        } & {
            [key: string]: unknown;
        };
        /** @description Tokens and image patches counted. [embeddings] */
        EmbeddingsUsage: {
            /**
             * Format: int32
             * @description Tokens of the input. [embeddings]
             */
            prompt_tokens: number;
            /**
             * Format: int32
             * @description All tokens. [embeddings]
             */
            total_tokens: number;
            /**
             * Format: int32
             * @description Patches of the input's images. [image-embeddings]
             */
            prompt_patches?: number;
            /**
             * Format: int32
             * @description All patches. [image-embeddings]
             */
            total_patches?: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description The body of a failure. Servers, gateways and model containers each have a form of their own; every member that any
         *     of them sends is listed, none is sure to be there. `UnsupportedParameterError` and `ContentFilterError` are the two
         *     forms that the reference documents. [observed]
         */
        ErrorBody: {
            /** @description The status once more, or a word for it. [observed] */
            status?: components["schemas"]["ErrorStatus"];
            /**
             * Format: int32
             * @description The status once more, as the API gateway writes it. [observed]
             */
            statusCode?: number;
            /** @description The machine code of the failure. [api] */
            code?: components["schemas"]["ErrorCode"];
            /** @description What went wrong, for people; at times it is JSON text itself. [api] */
            message?: string;
            /** @description The failure in nested form, its text, or several texts. [observed] */
            error?: components["schemas"]["ErrorValue"];
            /** @description The parameter at fault. [chat] */
            param?: string | null;
            /** @description The family of the failure. [chat] */
            type?: string | null;
            /** @description What the server could not validate. [chat] */
            detail?: components["schemas"]["ErrorDetail"];
            /** @description More about the failure. [observed] */
            details?: components["schemas"]["ErrorDetails"];
            /** @description `error` when a model server sends its failure in flat form. [observed] */
            object?: string;
            /** @description The family of the failure, as text generation servers write it. [observed] */
            error_type?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A machine code: a word, a number, or null. [observed] */
        ErrorCode: (string | null) | number;
        /** @description What the server could not validate: one parameter, several, or a text. [observed] */
        ErrorDetail: string | components["schemas"]["ParameterDetail"][] | components["schemas"]["ParameterDetail"];
        /** @description More about a failure: a text, or failures of their own. [observed] */
        ErrorDetails: string | components["schemas"]["NestedError"][];
        /** @description The way to a parameter, outermost first, or a text that tells it. [chat] */
        ErrorLocation: string | components["schemas"]["ErrorLocationStep"][];
        /** @description The name of a member or the position in a list. [observed] */
        ErrorLocationStep: string | number;
        /** @description A status as a number or as a word. [observed] */
        ErrorStatus: string | number;
        /** @description A failure in nested form, its text, or several texts. [observed] */
        ErrorValue: string | string[] | components["schemas"]["NestedError"];
        /**
         * @description What to do with body members that the contract does not know. [chat]
         *
         *     Known values: `error`, `drop`, `pass-through`; others may come.
         */
        ExtraParameters: "error" | "drop" | "pass-through" | (string & {});
        /**
         * @description Why an answer ends. [chat]
         *
         *     Known values: `stop`, `length`, `content_filter`, `tool_calls`; others may come.
         */
        FinishReason: "stop" | "length" | "content_filter" | "tool_calls" | (string & {}) | null;
        /** @description A function and its arguments. [chat] */
        FunctionCall: {
            /** @description The function's name. [chat] */
            name: string;
            /** @description The arguments as JSON text; a model may write broken JSON or invent parameters. [chat] */
            arguments: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A piece of a function's name and arguments. [wire] */
        FunctionCallDelta: {
            /** @description The function's name, on the first piece. [wire] */
            name?: string | null;
            /** @description What is new of the arguments' JSON text. [wire] */
            arguments?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A function that the model may ask to be called. [chat] */
        FunctionDefinition: {
            /** @description Its name: letters, digits, `_` and `-`, at most 64. [chat] */
            name: string;
            /** @description What it does; the model reads it. [chat] */
            description?: string;
            /** @description Its parameters, as JSON Schema; absent means that it has none. [chat] */
            parameters?: {
                [key: string]: unknown;
            };
        };
        /** @description An image. [how-to] */
        ImageContentItem: {
            /**
             * @description Names this kind of part. [how-to] (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "image_url";
            /** @description Where the image is. [how-to] */
            image_url: components["schemas"]["ImageUrl"];
        };
        /**
         * @description How closely to look at an image. [typespec]
         * @enum {string}
         */
        ImageDetail: "auto" | "low" | "high";
        /** @description An image to embed. [image-embeddings] */
        ImageEmbeddingInput: {
            /** @description The image as a data URL, `data:image/<format>;base64,<data>`. [image-embeddings] */
            image: string;
            /** @description A text to embed with the image; 422 when the model cannot. [image-embeddings] */
            text?: string;
        };
        /** @description Images to embed, and the vectors wanted of them. [image-embeddings] */
        ImageEmbeddingsOptions: {
            /** @description The images; some models take one at a time. [image-embeddings] */
            input: components["schemas"]["ImageEmbeddingInput"][];
            /** @description The model, on an endpoint that serves several; ignored by others. [openapi] */
            model?: string;
            /**
             * Format: int32
             * @description Numbers in each vector; null or absent means the model's own. 422 when the model cannot. [embeddings]
             */
            dimensions?: number | null;
            /** @description How the numbers travel; the service's default is `float`. 422 when the model cannot. [embeddings] */
            encoding_format?: components["schemas"]["EmbeddingEncodingFormat"];
            /** @description What the vectors are for; the service's default is `text`. 422 when the model cannot. [embeddings] */
            input_type?: components["schemas"]["EmbeddingInputType"];
        } & {
            [key: string]: unknown;
        };
        /** @description Where an image is, and how closely to look. [how-to] */
        ImageUrl: {
            /** @description An http(s) URL, or `data:image/<format>;base64,<data>`. [how-to] */
            url: string;
            /** @description How closely to look; the service's default is `auto`. [typespec] */
            detail?: components["schemas"]["ImageDetail"];
        };
        /** @description The failure behind a failure. [typespec] */
        InnerError: {
            /** @description The machine code; `ResponsibleAIPolicyViolation` for a content filter. [filter] */
            code?: components["schemas"]["ErrorCode"];
            /** @description The failure behind this one. [typespec] */
            innererror?: components["schemas"]["InnerError"];
            /** @description The categories that the content filter judged. [filter] */
            content_filter_result?: components["schemas"]["ContentFilterResults"];
            /** @description The categories that the content filter judged, in the other spelling. [filter] */
            content_filter_results?: components["schemas"]["ContentFilterResults"];
        } & {
            [key: string]: unknown;
        };
        /** @description A JSON object. The prompt must ask for JSON too, and `finish_reason` `length` means that it is cut. [chat] */
        JsonObjectResponseFormat: {
            /**
             * @description Names this form. [chat] (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "json_object";
        };
        /** @description A schema for an answer. [typespec] */
        JsonSchemaFormat: {
            /** @description A name for the schema: letters, digits, `_` and `-`, at most 64. [typespec] */
            name: string;
            /** @description The schema itself, as JSON Schema. [typespec] */
            schema: {
                [key: string]: unknown;
            };
            /** @description What the form is for; the model reads it. [typespec] */
            description?: string;
            /** @description Whether the answer must fit the schema exactly; the service's default is false. [typespec] */
            strict?: boolean | null;
        };
        /** @description JSON that fits a schema. [chat] */
        JsonSchemaResponseFormat: {
            /**
             * @description Names this form. [chat] (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "json_schema";
            /** @description The schema. [chat] */
            json_schema: components["schemas"]["JsonSchemaFormat"];
        };
        /** @description How likely tokens were, as the model reports it. [wire] */
        Logprobs: {
            [key: string]: unknown;
        } | null;
        /**
         * @description A kind of content. [openapi]
         *
         *     Known values: `text`, `audio`; others may come.
         */
        Modality: "text" | "audio" | (string & {});
        /** @description What the endpoint serves. [info] */
        ModelInfo: {
            /** @description The name of the model. [info] */
            model_name: string;
            /** @description What the model does. [info] */
            model_type: components["schemas"]["ModelType"];
            /** @description Who made the model. [info] */
            model_provider_name: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description What a model does; each edition of the contract spells it in its own way. [info]
         *
         *     Known values: `chat-completions`, `chat-completion`, `chat_completion`, `chat`, `embeddings`, `image-embeddings`, `image_embeddings`, `text-generation`, `text_generation`, `image-generation`, `image_generation`, `audio-generation`, `audio_generation`; others may come.
         */
        ModelType: "chat-completions" | "chat-completion" | "chat_completion" | "chat" | "embeddings" | "image-embeddings" | "image_embeddings" | "text-generation" | "text_generation" | "image-generation" | "image_generation" | "audio-generation" | "audio_generation" | (string & {});
        /** @description A function by its name. [chat] */
        NamedFunction: {
            /** @description The name, as in the definition. [chat] */
            name: string;
        };
        /** @description The one tool that must be called. [chat] */
        NamedToolChoice: {
            /**
             * @description The kind of tool; functions are the only one. [chat]
             * @enum {string}
             */
            type: "function";
            /** @description The function. [chat] */
            function: components["schemas"]["NamedFunction"];
        };
        /** @description A failure in nested form. [observed] */
        NestedError: {
            /** @description The machine code of the failure. [observed] */
            code?: components["schemas"]["ErrorCode"];
            /** @description What went wrong, for people; at times it is JSON text itself. [observed] */
            message?: string;
            /** @description The status once more. [observed] */
            status?: components["schemas"]["ErrorStatus"];
            /** @description The parameter at fault. [wire] */
            param?: string | null;
            /** @description The family of the failure. [wire] */
            type?: string | null;
            /** @description What the failure is about. [typespec] */
            target?: string | null;
            /** @description More about the failure. [typespec] */
            details?: components["schemas"]["ErrorDetails"];
            /** @description The failure behind this one. [typespec] */
            innererror?: components["schemas"]["InnerError"];
        } & {
            [key: string]: unknown;
        };
        /** @description One parameter that a server could not validate. [chat] */
        ParameterDetail: {
            /** @description Where the parameter stands. [chat] */
            loc?: components["schemas"]["ErrorLocation"];
            /** @description The value that was refused. [chat] */
            input?: unknown;
            /** @description The value that was refused, in the other spelling. [chat] */
            value?: unknown;
            /** @description The kind of the problem, as validation frameworks name it. [observed] */
            type?: string;
            /** @description What is wrong with the value. [observed] */
            msg?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What the content filter found in one prompt. [filter] */
        PromptFilterResult: {
            /**
             * Format: int32
             * @description The prompt, counted from 0. [filter]
             */
            prompt_index: number;
            /** @description The categories that were judged. [filter] */
            content_filter_results?: components["schemas"]["ContentFilterResults"];
        } & {
            [key: string]: unknown;
        };
        /** @description A prompt's tokens by kind. [openapi] */
        PromptTokensDetails: {
            /**
             * Format: int32
             * @description Tokens of sound. [openapi]
             */
            audio_tokens?: number;
            /**
             * Format: int32
             * @description Tokens that were cached. [openapi]
             */
            cached_tokens?: number;
        } & {
            [key: string]: unknown;
        };
        /** @description The verdict on known code. [filter] */
        ProtectedMaterialCodeResult: {
            /** @description Whether the content was stopped for it. [filter] */
            filtered: boolean;
            /** @description Whether it was found. [filter] */
            detected?: boolean;
            /** @description Where the code stands. [filter] */
            citation?: components["schemas"]["CodeCitation"];
        } & {
            [key: string]: unknown;
        };
        /** @description The form of an answer. [chat] */
        ResponseFormat: components["schemas"]["TextResponseFormat"] | components["schemas"]["JsonObjectResponseFormat"] | components["schemas"]["JsonSchemaResponseFormat"];
        /** @description Texts to end at. [chat] */
        StopSequenceList: string[];
        /** @description A text to end at, or several. [chat] */
        StopSequences: string | components["schemas"]["StopSequenceList"];
        /** @description A piece of one answer. [chat] */
        StreamingChatChoice: {
            /**
             * Format: int32
             * @description The answer, counted from 0. [chat]
             */
            index: number;
            /** @description Why the answer ends; null or absent while it goes on. [chat] */
            finish_reason?: components["schemas"]["FinishReason"];
            /** @description What is new; absent or null when the chunk only annotates. [filter] */
            delta?: components["schemas"]["ChatMessageDelta"];
            /** @description How likely the tokens were. [how-to] */
            logprobs?: components["schemas"]["Logprobs"];
            /** @description What the content filter found so far. [filter] */
            content_filter_results?: components["schemas"]["ContentFilterResults"];
            /** @description The stretch of text that the verdict is about. [filter] */
            content_filter_offsets?: components["schemas"]["ContentFilterOffsets"];
            /** @description The verdicts as the filter gave them. [filter] */
            content_filter_raw?: unknown[];
        } & {
            [key: string]: unknown;
        };
        /** @description Text. [how-to] */
        TextContentItem: {
            /**
             * @description Names this kind of part. [how-to] (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "text";
            /** @description The text. [how-to] */
            text: string;
        };
        /** @description A text, a token id, or the token ids of a text. [wire] */
        TextOrTokens: string | number | number[];
        /** @description Plain text; the default. [chat] */
        TextResponseFormat: {
            /**
             * @description Names this form. [chat] (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "text";
        };
        /** @description A call that the model asks for. It is open on both sides, since a conversation hands it back as it came. [chat] */
        ToolCall: {
            /** @description An id that the tool's message refers to. [chat] */
            id: string;
            /** @description The kind of tool. [chat] */
            type: components["schemas"]["ToolCallType"];
            /** @description The function and its arguments. [chat] */
            function: components["schemas"]["FunctionCall"];
        } & {
            [key: string]: unknown;
        };
        /** @description A piece of a call. Pieces with one `index` belong together. [wire] */
        ToolCallDelta: {
            /**
             * Format: int32
             * @description The call, counted from 0; the one key that ties its pieces together. [wire]
             */
            index?: number;
            /** @description The call's id, on its first piece; empty, null or absent later. [wire] */
            id?: string | null;
            /** @description The kind of tool, on the first piece. [wire] */
            type?: string | null;
            /** @description What is new of the function and its arguments. [wire] */
            function?: components["schemas"]["FunctionCallDelta"];
        } & {
            [key: string]: unknown;
        };
        /**
         * @description A kind of tool. [chat]
         *
         *     Known values: `function`; others may come.
         */
        ToolCallType: "function" | (string & {});
        /** @description Whether tools are called: by a word, or by the name of the one to call. [chat] */
        ToolChoice: components["schemas"]["ToolChoiceMode"] | components["schemas"]["NamedToolChoice"];
        /**
         * @description Whether the model may, must or must not call tools. [chat]
         *
         *     Known values: `auto`, `none`, `required`; others may come.
         */
        ToolChoiceMode: "auto" | "none" | "required" | (string & {});
        /** @description A tool that the model may ask to be called. [chat] */
        ToolDefinition: {
            /**
             * @description The kind of tool; functions are the only one. [chat]
             * @enum {string}
             */
            type: "function";
            /** @description The function. [chat] */
            function: components["schemas"]["FunctionDefinition"];
        };
        /** @description The verdict on statements without a source. [filter] */
        UngroundedMaterialResult: {
            /** @description Whether the content was stopped for it. [filter] */
            filtered: boolean;
            /** @description Whether any was found. [filter] */
            detected?: boolean;
            /** @description The passages. [filter] */
            details?: components["schemas"]["UngroundedPassage"][];
        } & {
            [key: string]: unknown;
        };
        /** @description A passage without a source. [filter] */
        UngroundedPassage: {
            /**
             * Format: int32
             * @description Its first character in the answer. [filter]
             */
            completion_start_offset?: number;
            /**
             * Format: int32
             * @description The character after its last. [filter]
             */
            completion_end_offset?: number;
        } & {
            [key: string]: unknown;
        };
        /** @description The documented body of a 422: the model does not know a parameter or its value. [chat] */
        UnsupportedParameterError: {
            /**
             * Format: int32
             * @description The status once more. [chat]
             */
            status?: number;
            /**
             * @description The machine code of the failure. [chat]
             * @enum {string}
             */
            code: "parameter_not_supported";
            /** @description The parameter and its value. [chat] */
            detail: components["schemas"]["ParameterDetail"];
            /** @description What went wrong, for people. [chat] */
            message?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A text, or parts of several kinds. [chat] */
        UserMessageContent: string | components["schemas"]["ContentItem"][];
    };
    responses: {
        /** @description The request cannot be served as it is: the caller, the limits or the chosen model stand in the way. [api] */
        ClientError: {
            headers: {
                "apim-request-id": components["headers"]["ApimRequestId"];
                "x-request-id": components["headers"]["XRequestId"];
                "x-ms-request-id": components["headers"]["XMsRequestId"];
                "x-ms-client-request-id": components["headers"]["XMsClientRequestId"];
                "x-ratelimit-limit-requests": components["headers"]["XRatelimitLimitRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["XRatelimitLimitTokens"];
                "x-ratelimit-remaining-requests": components["headers"]["XRatelimitRemainingRequests"];
                "x-ratelimit-remaining-tokens": components["headers"]["XRatelimitRemainingTokens"];
                "x-ratelimit-reset-requests": components["headers"]["XRatelimitResetRequests"];
                "x-ratelimit-reset-tokens": components["headers"]["XRatelimitResetTokens"];
                "x-ratelimit-renewalperiod-requests": components["headers"]["XRatelimitRenewalperiodRequests"];
                "x-ms-region": components["headers"]["XMsRegion"];
                "x-ms-rai-invoked": components["headers"]["XMsRaiInvoked"];
                "x-ms-deployment-name": components["headers"]["XMsDeploymentName"];
                "x-ms-spillover-from-deployment": components["headers"]["XMsSpilloverFromDeployment"];
                "x-ms-spillover-error": components["headers"]["XMsSpilloverError"];
                "azureml-model-session": components["headers"]["AzuremlModelSession"];
                "azureml-model-group": components["headers"]["AzuremlModelGroup"];
                "ms-azureml-model-time": components["headers"]["MsAzuremlModelTime"];
                "x-envoy-upstream-service-time": components["headers"]["XEnvoyUpstreamServiceTime"];
                "ms-azureml-bandwidth-request-delay-ms": components["headers"]["MsAzuremlBandwidthRequestDelayMs"];
                "ms-azureml-bandwidth-response-delay-ms": components["headers"]["MsAzuremlBandwidthResponseDelayMs"];
                "x-ms-error-code": components["headers"]["XMsErrorCode"];
                "retry-after": components["headers"]["RetryAfter"];
                "retry-after-ms": components["headers"]["RetryAfterMs"];
                "x-ratelimit-type": components["headers"]["XRatelimitType"];
                "x-ratelimit-timeremaining": components["headers"]["XRatelimitTimeremaining"];
                "ms-azureml-model-error-statuscode": components["headers"]["MsAzuremlModelErrorStatuscode"];
                "ms-azureml-model-error-reason": components["headers"]["MsAzuremlModelErrorReason"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The service or the model behind it failed. [api] */
        ServerError: {
            headers: {
                "apim-request-id": components["headers"]["ApimRequestId"];
                "x-request-id": components["headers"]["XRequestId"];
                "x-ms-request-id": components["headers"]["XMsRequestId"];
                "x-ms-client-request-id": components["headers"]["XMsClientRequestId"];
                "x-ratelimit-limit-requests": components["headers"]["XRatelimitLimitRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["XRatelimitLimitTokens"];
                "x-ratelimit-remaining-requests": components["headers"]["XRatelimitRemainingRequests"];
                "x-ratelimit-remaining-tokens": components["headers"]["XRatelimitRemainingTokens"];
                "x-ratelimit-reset-requests": components["headers"]["XRatelimitResetRequests"];
                "x-ratelimit-reset-tokens": components["headers"]["XRatelimitResetTokens"];
                "x-ratelimit-renewalperiod-requests": components["headers"]["XRatelimitRenewalperiodRequests"];
                "x-ms-region": components["headers"]["XMsRegion"];
                "x-ms-rai-invoked": components["headers"]["XMsRaiInvoked"];
                "x-ms-deployment-name": components["headers"]["XMsDeploymentName"];
                "x-ms-spillover-from-deployment": components["headers"]["XMsSpilloverFromDeployment"];
                "x-ms-spillover-error": components["headers"]["XMsSpilloverError"];
                "azureml-model-session": components["headers"]["AzuremlModelSession"];
                "azureml-model-group": components["headers"]["AzuremlModelGroup"];
                "ms-azureml-model-time": components["headers"]["MsAzuremlModelTime"];
                "x-envoy-upstream-service-time": components["headers"]["XEnvoyUpstreamServiceTime"];
                "ms-azureml-bandwidth-request-delay-ms": components["headers"]["MsAzuremlBandwidthRequestDelayMs"];
                "ms-azureml-bandwidth-response-delay-ms": components["headers"]["MsAzuremlBandwidthResponseDelayMs"];
                "x-ms-error-code": components["headers"]["XMsErrorCode"];
                "retry-after": components["headers"]["RetryAfter"];
                "retry-after-ms": components["headers"]["RetryAfterMs"];
                "x-ratelimit-type": components["headers"]["XRatelimitType"];
                "x-ratelimit-timeremaining": components["headers"]["XRatelimitTimeremaining"];
                "ms-azureml-model-error-statuscode": components["headers"]["MsAzuremlModelErrorStatuscode"];
                "ms-azureml-model-error-reason": components["headers"]["MsAzuremlModelErrorReason"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
    };
    parameters: {
        /**
         * @description The version of the contract, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`. [api]
         * @example 2025-04-01
         */
        ApiVersion: string;
        /** @description The one deployment of a managed compute endpoint that is to answer. [chat] */
        AzuremlModelDeployment: string;
        /** @description The deployment of a multi-model endpoint that is to answer, in place of the body's `model`. [observed] */
        XMsModelMeshModelName: string;
        /** @description An id of the caller's choice, a GUID as a rule, that the answer repeats. [observed] */
        XMsClientRequestId: string;
        /** @description The caller's place in a trace, as W3C Trace Context writes it. [observed] */
        Traceparent: string;
        /** @description The deployment asked about, on an endpoint that serves several. [openapi] */
        Model: string;
        /** @description What to do with body members that the contract does not know; the service's default is `error`. [chat] */
        ExtraParameters: components["schemas"]["ExtraParameters"];
    };
    requestBodies: never;
    headers: {
        /** @description The gateway's id of the request, for support. [observed] */
        ApimRequestId: string;
        /** @description The server's id of the request, for support. [observed] */
        XRequestId: string;
        /** @description The service's id of the request, for support. [observed] */
        XMsRequestId: string;
        /** @description The id that the caller gave. [observed] */
        XMsClientRequestId: string;
        /** @description Requests allowed in the current window. [observed] */
        XRatelimitLimitRequests: number;
        /** @description Tokens allowed in the current window. [observed] */
        XRatelimitLimitTokens: number;
        /** @description Requests left in the current window; -1 when the service does not know. [observed] */
        XRatelimitRemainingRequests: number;
        /** @description Tokens left in the current window; -1 when the service does not know. [observed] */
        XRatelimitRemainingTokens: number;
        /** @description Seconds until the request window starts anew. [observed] */
        XRatelimitResetRequests: number;
        /** @description Seconds until the token window starts anew. [observed] */
        XRatelimitResetTokens: number;
        /** @description Length of the request window in seconds. [observed] */
        XRatelimitRenewalperiodRequests: number;
        /** @description The region that served the request. [observed] */
        XMsRegion: string;
        /** @description Whether the content filter looked at the request. [observed] */
        XMsRaiInvoked: string;
        /** @description The deployment that served the request. [observed] */
        XMsDeploymentName: string;
        /** @description The deployment that had no room and passed the request on. [observed] */
        XMsSpilloverFromDeployment: string;
        /** @description Why a request could not be passed on. [observed] */
        XMsSpilloverError: string;
        /** @description The session of the model's container. [observed] */
        AzuremlModelSession: string;
        /** @description The group of the model's container. [observed] */
        AzuremlModelGroup: string;
        /** @description Milliseconds that the model took. [endpoints] */
        MsAzuremlModelTime: number;
        /** @description Milliseconds that the server behind the gateway took. [observed] */
        XEnvoyUpstreamServiceTime: number;
        /** @description Milliseconds that the request was held back for bandwidth; sent as a trailer. [endpoints] */
        MsAzuremlBandwidthRequestDelayMs: number;
        /** @description Milliseconds that the answer was held back for bandwidth; sent as a trailer. [endpoints] */
        MsAzuremlBandwidthResponseDelayMs: number;
        /** @description The machine code of the failure. [api] */
        XMsErrorCode: string;
        /** @description Seconds to wait before the next try, or an HTTP date. [observed] */
        RetryAfter: string;
        /** @description Milliseconds to wait before the next try. [observed] */
        RetryAfterMs: number;
        /** @description Which limit was reached, such as `UserByModelByMinute`. [observed] */
        XRatelimitType: string;
        /** @description Seconds until the limit that was reached starts anew. [observed] */
        XRatelimitTimeremaining: number;
        /** @description The status that the model's container answered with, beside a 424 of managed compute. [endpoints] */
        MsAzuremlModelErrorStatuscode: number;
        /** @description The reason that the model's container gave, beside a 424 of managed compute. [endpoints] */
        MsAzuremlModelErrorReason: string;
    };
    pathItems: never;
}
export type AudioData = components['schemas']['AudioData'];
export type AudioDataContentItem = components['schemas']['AudioDataContentItem'];
export type AudioFormat = components['schemas']['AudioFormat'];
export type AudioReference = components['schemas']['AudioReference'];
export type AudioUrl = components['schemas']['AudioUrl'];
export type AudioUrlContentItem = components['schemas']['AudioUrlContentItem'];
export type ChatChoice = components['schemas']['ChatChoice'];
export type ChatCompletions = components['schemas']['ChatCompletions'];
export type ChatCompletionsChunk = components['schemas']['ChatCompletionsChunk'];
export type ChatCompletionsOptions = components['schemas']['ChatCompletionsOptions'];
export type ChatMessageDelta = components['schemas']['ChatMessageDelta'];
export type ChatRequestAssistantMessage = components['schemas']['ChatRequestAssistantMessage'];
export type ChatRequestDeveloperMessage = components['schemas']['ChatRequestDeveloperMessage'];
export type ChatRequestMessage = components['schemas']['ChatRequestMessage'];
export type ChatRequestSystemMessage = components['schemas']['ChatRequestSystemMessage'];
export type ChatRequestToolMessage = components['schemas']['ChatRequestToolMessage'];
export type ChatRequestUserMessage = components['schemas']['ChatRequestUserMessage'];
export type ChatResponseAudio = components['schemas']['ChatResponseAudio'];
export type ChatResponseMessage = components['schemas']['ChatResponseMessage'];
export type ChatRole = components['schemas']['ChatRole'];
export type CodeCitation = components['schemas']['CodeCitation'];
export type CompletionTokensDetails = components['schemas']['CompletionTokensDetails'];
export type Completions = components['schemas']['Completions'];
export type CompletionsChoice = components['schemas']['CompletionsChoice'];
export type CompletionsChunk = components['schemas']['CompletionsChunk'];
export type CompletionsOptions = components['schemas']['CompletionsOptions'];
export type CompletionsPrompt = components['schemas']['CompletionsPrompt'];
export type CompletionsUsage = components['schemas']['CompletionsUsage'];
export type ContentFilterDetectionResult = components['schemas']['ContentFilterDetectionResult'];
export type ContentFilterError = components['schemas']['ContentFilterError'];
export type ContentFilterFailure = components['schemas']['ContentFilterFailure'];
export type ContentFilterOffsets = components['schemas']['ContentFilterOffsets'];
export type ContentFilterResults = components['schemas']['ContentFilterResults'];
export type ContentFilterSeverity = components['schemas']['ContentFilterSeverity'];
export type ContentFilterSeverityResult = components['schemas']['ContentFilterSeverityResult'];
export type ContentItem = components['schemas']['ContentItem'];
export type EmbeddingEncodingFormat = components['schemas']['EmbeddingEncodingFormat'];
export type EmbeddingInputType = components['schemas']['EmbeddingInputType'];
export type EmbeddingItem = components['schemas']['EmbeddingItem'];
export type EmbeddingVector = components['schemas']['EmbeddingVector'];
export type EmbeddingsInput = components['schemas']['EmbeddingsInput'];
export type EmbeddingsOptions = components['schemas']['EmbeddingsOptions'];
export type EmbeddingsResult = components['schemas']['EmbeddingsResult'];
export type EmbeddingsUsage = components['schemas']['EmbeddingsUsage'];
export type ErrorBody = components['schemas']['ErrorBody'];
export type ErrorCode = components['schemas']['ErrorCode'];
export type ErrorDetail = components['schemas']['ErrorDetail'];
export type ErrorDetails = components['schemas']['ErrorDetails'];
export type ErrorLocation = components['schemas']['ErrorLocation'];
export type ErrorLocationStep = components['schemas']['ErrorLocationStep'];
export type ErrorStatus = components['schemas']['ErrorStatus'];
export type ErrorValue = components['schemas']['ErrorValue'];
export type ExtraParameters = components['schemas']['ExtraParameters'];
export type FinishReason = components['schemas']['FinishReason'];
export type FunctionCall = components['schemas']['FunctionCall'];
export type FunctionCallDelta = components['schemas']['FunctionCallDelta'];
export type FunctionDefinition = components['schemas']['FunctionDefinition'];
export type ImageContentItem = components['schemas']['ImageContentItem'];
export type ImageDetail = components['schemas']['ImageDetail'];
export type ImageEmbeddingInput = components['schemas']['ImageEmbeddingInput'];
export type ImageEmbeddingsOptions = components['schemas']['ImageEmbeddingsOptions'];
export type ImageUrl = components['schemas']['ImageUrl'];
export type InnerError = components['schemas']['InnerError'];
export type JsonObjectResponseFormat = components['schemas']['JsonObjectResponseFormat'];
export type JsonSchemaFormat = components['schemas']['JsonSchemaFormat'];
export type JsonSchemaResponseFormat = components['schemas']['JsonSchemaResponseFormat'];
export type Logprobs = components['schemas']['Logprobs'];
export type Modality = components['schemas']['Modality'];
export type ModelInfo = components['schemas']['ModelInfo'];
export type ModelType = components['schemas']['ModelType'];
export type NamedFunction = components['schemas']['NamedFunction'];
export type NamedToolChoice = components['schemas']['NamedToolChoice'];
export type NestedError = components['schemas']['NestedError'];
export type ParameterDetail = components['schemas']['ParameterDetail'];
export type PromptFilterResult = components['schemas']['PromptFilterResult'];
export type PromptTokensDetails = components['schemas']['PromptTokensDetails'];
export type ProtectedMaterialCodeResult = components['schemas']['ProtectedMaterialCodeResult'];
export type ResponseFormat = components['schemas']['ResponseFormat'];
export type StopSequenceList = components['schemas']['StopSequenceList'];
export type StopSequences = components['schemas']['StopSequences'];
export type StreamingChatChoice = components['schemas']['StreamingChatChoice'];
export type TextContentItem = components['schemas']['TextContentItem'];
export type TextOrTokens = components['schemas']['TextOrTokens'];
export type TextResponseFormat = components['schemas']['TextResponseFormat'];
export type ToolCall = components['schemas']['ToolCall'];
export type ToolCallDelta = components['schemas']['ToolCallDelta'];
export type ToolCallType = components['schemas']['ToolCallType'];
export type ToolChoice = components['schemas']['ToolChoice'];
export type ToolChoiceMode = components['schemas']['ToolChoiceMode'];
export type ToolDefinition = components['schemas']['ToolDefinition'];
export type UngroundedMaterialResult = components['schemas']['UngroundedMaterialResult'];
export type UngroundedPassage = components['schemas']['UngroundedPassage'];
export type UnsupportedParameterError = components['schemas']['UnsupportedParameterError'];
export type UserMessageContent = components['schemas']['UserMessageContent'];
export type ResponseClientError = components['responses']['ClientError'];
export type ResponseServerError = components['responses']['ServerError'];
export type ParameterApiVersion = components['parameters']['ApiVersion'];
export type ParameterAzuremlModelDeployment = components['parameters']['AzuremlModelDeployment'];
export type ParameterXMsModelMeshModelName = components['parameters']['XMsModelMeshModelName'];
export type ParameterXMsClientRequestId = components['parameters']['XMsClientRequestId'];
export type ParameterTraceparent = components['parameters']['Traceparent'];
export type ParameterModel = components['parameters']['Model'];
export type ParameterExtraParameters = components['parameters']['ExtraParameters'];
export type HeaderApimRequestId = components['headers']['ApimRequestId'];
export type HeaderXRequestId = components['headers']['XRequestId'];
export type HeaderXMsRequestId = components['headers']['XMsRequestId'];
export type HeaderXMsClientRequestId = components['headers']['XMsClientRequestId'];
export type HeaderXRatelimitLimitRequests = components['headers']['XRatelimitLimitRequests'];
export type HeaderXRatelimitLimitTokens = components['headers']['XRatelimitLimitTokens'];
export type HeaderXRatelimitRemainingRequests = components['headers']['XRatelimitRemainingRequests'];
export type HeaderXRatelimitRemainingTokens = components['headers']['XRatelimitRemainingTokens'];
export type HeaderXRatelimitResetRequests = components['headers']['XRatelimitResetRequests'];
export type HeaderXRatelimitResetTokens = components['headers']['XRatelimitResetTokens'];
export type HeaderXRatelimitRenewalperiodRequests = components['headers']['XRatelimitRenewalperiodRequests'];
export type HeaderXMsRegion = components['headers']['XMsRegion'];
export type HeaderXMsRaiInvoked = components['headers']['XMsRaiInvoked'];
export type HeaderXMsDeploymentName = components['headers']['XMsDeploymentName'];
export type HeaderXMsSpilloverFromDeployment = components['headers']['XMsSpilloverFromDeployment'];
export type HeaderXMsSpilloverError = components['headers']['XMsSpilloverError'];
export type HeaderAzuremlModelSession = components['headers']['AzuremlModelSession'];
export type HeaderAzuremlModelGroup = components['headers']['AzuremlModelGroup'];
export type HeaderMsAzuremlModelTime = components['headers']['MsAzuremlModelTime'];
export type HeaderXEnvoyUpstreamServiceTime = components['headers']['XEnvoyUpstreamServiceTime'];
export type HeaderMsAzuremlBandwidthRequestDelayMs = components['headers']['MsAzuremlBandwidthRequestDelayMs'];
export type HeaderMsAzuremlBandwidthResponseDelayMs = components['headers']['MsAzuremlBandwidthResponseDelayMs'];
export type HeaderXMsErrorCode = components['headers']['XMsErrorCode'];
export type HeaderRetryAfter = components['headers']['RetryAfter'];
export type HeaderRetryAfterMs = components['headers']['RetryAfterMs'];
export type HeaderXRatelimitType = components['headers']['XRatelimitType'];
export type HeaderXRatelimitTimeremaining = components['headers']['XRatelimitTimeremaining'];
export type HeaderMsAzuremlModelErrorStatuscode = components['headers']['MsAzuremlModelErrorStatuscode'];
export type HeaderMsAzuremlModelErrorReason = components['headers']['MsAzuremlModelErrorReason'];
export type $defs = Record<string, never>;
export interface operations {
    getModelInfo: {
        parameters: {
            query: {
                /**
                 * @description The version of the contract, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`. [api]
                 * @example 2025-04-01
                 */
                "api-version": components["parameters"]["ApiVersion"];
                /** @description The deployment asked about, on an endpoint that serves several. [openapi] */
                model?: components["parameters"]["Model"];
            };
            header?: {
                /** @description The one deployment of a managed compute endpoint that is to answer. [chat] */
                "azureml-model-deployment"?: components["parameters"]["AzuremlModelDeployment"];
                /** @description The deployment of a multi-model endpoint that is to answer, in place of the body's `model`. [observed] */
                "x-ms-model-mesh-model-name"?: components["parameters"]["XMsModelMeshModelName"];
                /** @description An id of the caller's choice, a GUID as a rule, that the answer repeats. [observed] */
                "x-ms-client-request-id"?: components["parameters"]["XMsClientRequestId"];
                /** @description The caller's place in a trace, as W3C Trace Context writes it. [observed] */
                traceparent?: components["parameters"]["Traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. [api] */
            200: {
                headers: {
                    "apim-request-id": components["headers"]["ApimRequestId"];
                    "x-request-id": components["headers"]["XRequestId"];
                    "x-ms-request-id": components["headers"]["XMsRequestId"];
                    "x-ms-client-request-id": components["headers"]["XMsClientRequestId"];
                    "x-ratelimit-limit-requests": components["headers"]["XRatelimitLimitRequests"];
                    "x-ratelimit-limit-tokens": components["headers"]["XRatelimitLimitTokens"];
                    "x-ratelimit-remaining-requests": components["headers"]["XRatelimitRemainingRequests"];
                    "x-ratelimit-remaining-tokens": components["headers"]["XRatelimitRemainingTokens"];
                    "x-ratelimit-reset-requests": components["headers"]["XRatelimitResetRequests"];
                    "x-ratelimit-reset-tokens": components["headers"]["XRatelimitResetTokens"];
                    "x-ratelimit-renewalperiod-requests": components["headers"]["XRatelimitRenewalperiodRequests"];
                    "x-ms-region": components["headers"]["XMsRegion"];
                    "x-ms-rai-invoked": components["headers"]["XMsRaiInvoked"];
                    "x-ms-deployment-name": components["headers"]["XMsDeploymentName"];
                    "x-ms-spillover-from-deployment": components["headers"]["XMsSpilloverFromDeployment"];
                    "x-ms-spillover-error": components["headers"]["XMsSpilloverError"];
                    "azureml-model-session": components["headers"]["AzuremlModelSession"];
                    "azureml-model-group": components["headers"]["AzuremlModelGroup"];
                    "ms-azureml-model-time": components["headers"]["MsAzuremlModelTime"];
                    "x-envoy-upstream-service-time": components["headers"]["XEnvoyUpstreamServiceTime"];
                    "ms-azureml-bandwidth-request-delay-ms": components["headers"]["MsAzuremlBandwidthRequestDelayMs"];
                    "ms-azureml-bandwidth-response-delay-ms": components["headers"]["MsAzuremlBandwidthResponseDelayMs"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelInfo"];
                };
            };
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getChatCompletions: {
        parameters: {
            query: {
                /**
                 * @description The version of the contract, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`. [api]
                 * @example 2025-04-01
                 */
                "api-version": components["parameters"]["ApiVersion"];
            };
            header?: {
                /** @description The one deployment of a managed compute endpoint that is to answer. [chat] */
                "azureml-model-deployment"?: components["parameters"]["AzuremlModelDeployment"];
                /** @description The deployment of a multi-model endpoint that is to answer, in place of the body's `model`. [observed] */
                "x-ms-model-mesh-model-name"?: components["parameters"]["XMsModelMeshModelName"];
                /** @description An id of the caller's choice, a GUID as a rule, that the answer repeats. [observed] */
                "x-ms-client-request-id"?: components["parameters"]["XMsClientRequestId"];
                /** @description The caller's place in a trace, as W3C Trace Context writes it. [observed] */
                traceparent?: components["parameters"]["Traceparent"];
                /** @description What to do with body members that the contract does not know; the service's default is `error`. [chat] */
                "extra-parameters"?: components["parameters"]["ExtraParameters"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The conversation, and how to answer it. [chat] */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatCompletionsOptions"];
            };
        };
        responses: {
            /** @description The answer. [api] */
            200: {
                headers: {
                    "apim-request-id": components["headers"]["ApimRequestId"];
                    "x-request-id": components["headers"]["XRequestId"];
                    "x-ms-request-id": components["headers"]["XMsRequestId"];
                    "x-ms-client-request-id": components["headers"]["XMsClientRequestId"];
                    "x-ratelimit-limit-requests": components["headers"]["XRatelimitLimitRequests"];
                    "x-ratelimit-limit-tokens": components["headers"]["XRatelimitLimitTokens"];
                    "x-ratelimit-remaining-requests": components["headers"]["XRatelimitRemainingRequests"];
                    "x-ratelimit-remaining-tokens": components["headers"]["XRatelimitRemainingTokens"];
                    "x-ratelimit-reset-requests": components["headers"]["XRatelimitResetRequests"];
                    "x-ratelimit-reset-tokens": components["headers"]["XRatelimitResetTokens"];
                    "x-ratelimit-renewalperiod-requests": components["headers"]["XRatelimitRenewalperiodRequests"];
                    "x-ms-region": components["headers"]["XMsRegion"];
                    "x-ms-rai-invoked": components["headers"]["XMsRaiInvoked"];
                    "x-ms-deployment-name": components["headers"]["XMsDeploymentName"];
                    "x-ms-spillover-from-deployment": components["headers"]["XMsSpilloverFromDeployment"];
                    "x-ms-spillover-error": components["headers"]["XMsSpilloverError"];
                    "azureml-model-session": components["headers"]["AzuremlModelSession"];
                    "azureml-model-group": components["headers"]["AzuremlModelGroup"];
                    "ms-azureml-model-time": components["headers"]["MsAzuremlModelTime"];
                    "x-envoy-upstream-service-time": components["headers"]["XEnvoyUpstreamServiceTime"];
                    "ms-azureml-bandwidth-request-delay-ms": components["headers"]["MsAzuremlBandwidthRequestDelayMs"];
                    "ms-azureml-bandwidth-response-delay-ms": components["headers"]["MsAzuremlBandwidthResponseDelayMs"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatCompletions"];
                    "text/event-stream": string;
                };
            };
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getCompletions: {
        parameters: {
            query: {
                /**
                 * @description The version of the contract, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`. [api]
                 * @example 2025-04-01
                 */
                "api-version": components["parameters"]["ApiVersion"];
            };
            header?: {
                /** @description The one deployment of a managed compute endpoint that is to answer. [chat] */
                "azureml-model-deployment"?: components["parameters"]["AzuremlModelDeployment"];
                /** @description The deployment of a multi-model endpoint that is to answer, in place of the body's `model`. [observed] */
                "x-ms-model-mesh-model-name"?: components["parameters"]["XMsModelMeshModelName"];
                /** @description An id of the caller's choice, a GUID as a rule, that the answer repeats. [observed] */
                "x-ms-client-request-id"?: components["parameters"]["XMsClientRequestId"];
                /** @description The caller's place in a trace, as W3C Trace Context writes it. [observed] */
                traceparent?: components["parameters"]["Traceparent"];
                /** @description What to do with body members that the contract does not know; the service's default is `error`. [chat] */
                "extra-parameters"?: components["parameters"]["ExtraParameters"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The text, and how to continue it. [completions] */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompletionsOptions"];
            };
        };
        responses: {
            /** @description The answer. [api] */
            200: {
                headers: {
                    "apim-request-id": components["headers"]["ApimRequestId"];
                    "x-request-id": components["headers"]["XRequestId"];
                    "x-ms-request-id": components["headers"]["XMsRequestId"];
                    "x-ms-client-request-id": components["headers"]["XMsClientRequestId"];
                    "x-ratelimit-limit-requests": components["headers"]["XRatelimitLimitRequests"];
                    "x-ratelimit-limit-tokens": components["headers"]["XRatelimitLimitTokens"];
                    "x-ratelimit-remaining-requests": components["headers"]["XRatelimitRemainingRequests"];
                    "x-ratelimit-remaining-tokens": components["headers"]["XRatelimitRemainingTokens"];
                    "x-ratelimit-reset-requests": components["headers"]["XRatelimitResetRequests"];
                    "x-ratelimit-reset-tokens": components["headers"]["XRatelimitResetTokens"];
                    "x-ratelimit-renewalperiod-requests": components["headers"]["XRatelimitRenewalperiodRequests"];
                    "x-ms-region": components["headers"]["XMsRegion"];
                    "x-ms-rai-invoked": components["headers"]["XMsRaiInvoked"];
                    "x-ms-deployment-name": components["headers"]["XMsDeploymentName"];
                    "x-ms-spillover-from-deployment": components["headers"]["XMsSpilloverFromDeployment"];
                    "x-ms-spillover-error": components["headers"]["XMsSpilloverError"];
                    "azureml-model-session": components["headers"]["AzuremlModelSession"];
                    "azureml-model-group": components["headers"]["AzuremlModelGroup"];
                    "ms-azureml-model-time": components["headers"]["MsAzuremlModelTime"];
                    "x-envoy-upstream-service-time": components["headers"]["XEnvoyUpstreamServiceTime"];
                    "ms-azureml-bandwidth-request-delay-ms": components["headers"]["MsAzuremlBandwidthRequestDelayMs"];
                    "ms-azureml-bandwidth-response-delay-ms": components["headers"]["MsAzuremlBandwidthResponseDelayMs"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Completions"];
                    "text/event-stream": string;
                };
            };
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getEmbeddings: {
        parameters: {
            query: {
                /**
                 * @description The version of the contract, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`. [api]
                 * @example 2025-04-01
                 */
                "api-version": components["parameters"]["ApiVersion"];
            };
            header?: {
                /** @description The one deployment of a managed compute endpoint that is to answer. [chat] */
                "azureml-model-deployment"?: components["parameters"]["AzuremlModelDeployment"];
                /** @description The deployment of a multi-model endpoint that is to answer, in place of the body's `model`. [observed] */
                "x-ms-model-mesh-model-name"?: components["parameters"]["XMsModelMeshModelName"];
                /** @description An id of the caller's choice, a GUID as a rule, that the answer repeats. [observed] */
                "x-ms-client-request-id"?: components["parameters"]["XMsClientRequestId"];
                /** @description The caller's place in a trace, as W3C Trace Context writes it. [observed] */
                traceparent?: components["parameters"]["Traceparent"];
                /** @description What to do with body members that the contract does not know; the service's default is `error`. [chat] */
                "extra-parameters"?: components["parameters"]["ExtraParameters"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The texts, and the vectors wanted of them. [embeddings] */
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmbeddingsOptions"];
            };
        };
        responses: {
            /** @description The answer. [api] */
            200: {
                headers: {
                    "apim-request-id": components["headers"]["ApimRequestId"];
                    "x-request-id": components["headers"]["XRequestId"];
                    "x-ms-request-id": components["headers"]["XMsRequestId"];
                    "x-ms-client-request-id": components["headers"]["XMsClientRequestId"];
                    "x-ratelimit-limit-requests": components["headers"]["XRatelimitLimitRequests"];
                    "x-ratelimit-limit-tokens": components["headers"]["XRatelimitLimitTokens"];
                    "x-ratelimit-remaining-requests": components["headers"]["XRatelimitRemainingRequests"];
                    "x-ratelimit-remaining-tokens": components["headers"]["XRatelimitRemainingTokens"];
                    "x-ratelimit-reset-requests": components["headers"]["XRatelimitResetRequests"];
                    "x-ratelimit-reset-tokens": components["headers"]["XRatelimitResetTokens"];
                    "x-ratelimit-renewalperiod-requests": components["headers"]["XRatelimitRenewalperiodRequests"];
                    "x-ms-region": components["headers"]["XMsRegion"];
                    "x-ms-rai-invoked": components["headers"]["XMsRaiInvoked"];
                    "x-ms-deployment-name": components["headers"]["XMsDeploymentName"];
                    "x-ms-spillover-from-deployment": components["headers"]["XMsSpilloverFromDeployment"];
                    "x-ms-spillover-error": components["headers"]["XMsSpilloverError"];
                    "azureml-model-session": components["headers"]["AzuremlModelSession"];
                    "azureml-model-group": components["headers"]["AzuremlModelGroup"];
                    "ms-azureml-model-time": components["headers"]["MsAzuremlModelTime"];
                    "x-envoy-upstream-service-time": components["headers"]["XEnvoyUpstreamServiceTime"];
                    "ms-azureml-bandwidth-request-delay-ms": components["headers"]["MsAzuremlBandwidthRequestDelayMs"];
                    "ms-azureml-bandwidth-response-delay-ms": components["headers"]["MsAzuremlBandwidthResponseDelayMs"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmbeddingsResult"];
                };
            };
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getImageEmbeddings: {
        parameters: {
            query: {
                /**
                 * @description The version of the contract, as `YYYY-MM-DD` or `YYYY-MM-DD-preview`. [api]
                 * @example 2025-04-01
                 */
                "api-version": components["parameters"]["ApiVersion"];
            };
            header?: {
                /** @description The one deployment of a managed compute endpoint that is to answer. [chat] */
                "azureml-model-deployment"?: components["parameters"]["AzuremlModelDeployment"];
                /** @description The deployment of a multi-model endpoint that is to answer, in place of the body's `model`. [observed] */
                "x-ms-model-mesh-model-name"?: components["parameters"]["XMsModelMeshModelName"];
                /** @description An id of the caller's choice, a GUID as a rule, that the answer repeats. [observed] */
                "x-ms-client-request-id"?: components["parameters"]["XMsClientRequestId"];
                /** @description The caller's place in a trace, as W3C Trace Context writes it. [observed] */
                traceparent?: components["parameters"]["Traceparent"];
                /** @description What to do with body members that the contract does not know; the service's default is `error`. [chat] */
                "extra-parameters"?: components["parameters"]["ExtraParameters"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The images, and the vectors wanted of them. [image-embeddings] */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageEmbeddingsOptions"];
            };
        };
        responses: {
            /** @description The answer. [api] */
            200: {
                headers: {
                    "apim-request-id": components["headers"]["ApimRequestId"];
                    "x-request-id": components["headers"]["XRequestId"];
                    "x-ms-request-id": components["headers"]["XMsRequestId"];
                    "x-ms-client-request-id": components["headers"]["XMsClientRequestId"];
                    "x-ratelimit-limit-requests": components["headers"]["XRatelimitLimitRequests"];
                    "x-ratelimit-limit-tokens": components["headers"]["XRatelimitLimitTokens"];
                    "x-ratelimit-remaining-requests": components["headers"]["XRatelimitRemainingRequests"];
                    "x-ratelimit-remaining-tokens": components["headers"]["XRatelimitRemainingTokens"];
                    "x-ratelimit-reset-requests": components["headers"]["XRatelimitResetRequests"];
                    "x-ratelimit-reset-tokens": components["headers"]["XRatelimitResetTokens"];
                    "x-ratelimit-renewalperiod-requests": components["headers"]["XRatelimitRenewalperiodRequests"];
                    "x-ms-region": components["headers"]["XMsRegion"];
                    "x-ms-rai-invoked": components["headers"]["XMsRaiInvoked"];
                    "x-ms-deployment-name": components["headers"]["XMsDeploymentName"];
                    "x-ms-spillover-from-deployment": components["headers"]["XMsSpilloverFromDeployment"];
                    "x-ms-spillover-error": components["headers"]["XMsSpilloverError"];
                    "azureml-model-session": components["headers"]["AzuremlModelSession"];
                    "azureml-model-group": components["headers"]["AzuremlModelGroup"];
                    "ms-azureml-model-time": components["headers"]["MsAzuremlModelTime"];
                    "x-envoy-upstream-service-time": components["headers"]["XEnvoyUpstreamServiceTime"];
                    "ms-azureml-bandwidth-request-delay-ms": components["headers"]["MsAzuremlBandwidthRequestDelayMs"];
                    "ms-azureml-bandwidth-response-delay-ms": components["headers"]["MsAzuremlBandwidthResponseDelayMs"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmbeddingsResult"];
                };
            };
            "4XX": components["responses"]["ClientError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
}
