import com.azure.ai.inference.ChatCompletionsClient;
import com.azure.ai.inference.ChatCompletionsClientBuilder;
import com.azure.ai.inference.EmbeddingsClient;
import com.azure.ai.inference.EmbeddingsClientBuilder;
import com.azure.ai.inference.models.ChatChoice;
import com.azure.ai.inference.models.ChatCompletions;
import com.azure.ai.inference.models.ChatCompletionsOptions;
import com.azure.ai.inference.models.ChatRequestSystemMessage;
import com.azure.ai.inference.models.ChatRequestUserMessage;
import com.azure.ai.inference.models.EmbeddingsResult;
import com.azure.ai.inference.models.ModelInfo;
import com.azure.ai.inference.models.StreamingChatCompletionsUpdate;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.BinaryData;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Info, chat, vectors, mistakes and a stream with the vendor's SDK as it is. Takes the endpoint and a key, and prints a line
 * of JSON for each.
 */
public class Consumer {
    static ChatCompletionsOptions ask(String text) {
        return new ChatCompletionsOptions(List.of(new ChatRequestSystemMessage("Be brief."), new ChatRequestUserMessage(text)));
    }

    static void tell(String scenario, Map<String, ?> told) {
        System.out.println(BinaryData.fromObject(Map.of("scenario", scenario, "told", told)));
    }

    static ChatCompletionsClient chat(String endpoint, String key) {
        return new ChatCompletionsClientBuilder()
            .endpoint(endpoint)
            .credential(new AzureKeyCredential(key))
            .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ZERO)))
            .buildClient();
    }

    static void refused(String scenario, Runnable action) {
        try {
            action.run();
        } catch (HttpResponseException refusal) {
            tell(scenario, Map.of(
                "type", refusal.getClass().getSimpleName(),
                "status", refusal.getResponse().getStatusCode(),
                "body", refusal.getValue()));
        }
    }

    public static void main(String[] arguments) {
        String endpoint = arguments[0];
        String key = arguments[1];
        ChatCompletionsClient client = chat(endpoint, key);

        ModelInfo info = client.getModelInfo();
        tell("info", Map.of(
            "name", info.getModelName(), "type", info.getModelType(), "provider", info.getModelProviderName()));

        ChatCompletions answer = client.complete(ask("Hello, you"));
        ChatChoice choice = answer.getChoices().get(0);
        tell("chat", Map.of(
            "content", choice.getMessage().getContent(),
            "finish_reason", choice.getFinishReason(),
            "total_tokens", answer.getUsage().getTotalTokens()));

        StringBuilder text = new StringBuilder();
        int updates = 0;
        for (StreamingChatCompletionsUpdate update : client.completeStream(ask("Hello, you"))) {
            updates++;
            update.getChoices().forEach(part -> {
                String content = part.getDelta().getContent();
                text.append(content == null ? "" : content);
            });
        }
        tell("stream", Map.of("updates", updates, "content", text));

        EmbeddingsClient embeddings =
            new EmbeddingsClientBuilder().endpoint(endpoint).credential(new AzureKeyCredential(key)).buildClient();
        EmbeddingsResult vectors = embeddings.embed(List.of("a", "b"), 4, null, null, null, null);
        List<Integer> lengths = vectors.getData().stream().map(item -> item.getEmbeddingList().size()).toList();
        tell("embeddings", Map.of("lengths", lengths, "total_tokens", vectors.getUsage().getTotalTokens()));

        refused("refused", () -> client.complete(ask("Hello, you").setTemperature(-1.0)));
        refused("wrong key", () -> chat(endpoint, "bad").complete(ask("Hello, you")));
    }
}
