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
import com.azure.core.credential.AccessToken;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.BinaryData;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Info, chat, vectors, mistakes and a stream with the vendor's SDK as it is. Takes the endpoint, a key and
 * how to send it, "api-key" or "bearer", and prints a line of JSON for each.
 */
public class Consumer {
    static ChatCompletionsOptions ask(String text) {
        return new ChatCompletionsOptions(List.of(new ChatRequestSystemMessage("Be brief."), new ChatRequestUserMessage(text)));
    }

    static void tell(String scenario, Map<String, ?> told) {
        System.out.println(BinaryData.fromObject(Map.of("scenario", scenario, "told", told)));
    }

    /** Hosts of one model take a bearer alone, and this SDK sends none for a key. */
    static TokenCredential bearer(String key) {
        return request -> Mono.just(new AccessToken(key, OffsetDateTime.now().plusHours(1)));
    }

    static ChatCompletionsClient chat(String endpoint, String key, boolean asBearer) {
        ChatCompletionsClientBuilder builder = new ChatCompletionsClientBuilder()
            .endpoint(endpoint)
            .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ZERO)));
        return (asBearer ? builder.credential(bearer(key)) : builder.credential(new AzureKeyCredential(key))).buildClient();
    }

    static void refused(String scenario, Runnable action) {
        try {
            action.run();
        } catch (HttpResponseException refusal) {
            tell(scenario, Map.of(
                "type", refusal.getClass().getSimpleName(),
                "status", refusal.getResponse().getStatusCode(),
                "body", Objects.requireNonNullElse(refusal.getValue(), "")));
        }
    }

    public static void main(String[] arguments) {
        String endpoint = arguments[0];
        String key = arguments[1];
        boolean asBearer = arguments[2].equals("bearer");
        ChatCompletionsClient client = chat(endpoint, key, asBearer);

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

        EmbeddingsClientBuilder builder = new EmbeddingsClientBuilder().endpoint(endpoint);
        EmbeddingsClient embeddings =
            (asBearer ? builder.credential(bearer(key)) : builder.credential(new AzureKeyCredential(key))).buildClient();
        EmbeddingsResult vectors = embeddings.embed(List.of("a", "b"), 4, null, null, null, null);
        List<Integer> lengths = vectors.getData().stream().map(item -> item.getEmbeddingList().size()).toList();
        tell("embeddings", Map.of("lengths", lengths, "total_tokens", vectors.getUsage().getTotalTokens()));

        refused("refused", () -> client.complete(ask("Hello, you").setTemperature(-1.0)));
        refused("wrong key", () -> chat(endpoint, "bad", asBearer).complete(ask("Hello, you")));
    }
}
