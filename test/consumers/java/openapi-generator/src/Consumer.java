import com.google.gson.Gson;
import inference.ApiClient;
import inference.ApiException;
import inference.api.ChatApi;
import inference.api.EmbeddingsApi;
import inference.api.ModelApi;
import inference.model.*;
import java.util.List;
import java.util.Map;
import okhttp3.Response;

/**
 * Info, chat, vectors, a mistake and a stream with the client that openapi-generator makes. Takes the endpoint and a key,
 * and prints a line of JSON for each.
 */
public class Consumer {
    static final String VERSION = "2025-04-01";

    static ChatCompletionsOptions ask(String text) {
        var rules = new TextContent("Be brief.");
        var brief = new ChatRequestSystemMessage().role(ChatRequestSystemMessage.RoleEnum.SYSTEM).content(rules);
        var content = new UserMessageContent(text);
        var question = new ChatRequestUserMessage().role(ChatRequestUserMessage.RoleEnum.USER).content(content);
        return new ChatCompletionsOptions()
            .messages(List.of(new ChatRequestMessage(brief), new ChatRequestMessage(question)));
    }

    static void tell(String scenario, Map<String, ?> told) {
        System.out.println(new Gson().toJson(Map.of("scenario", scenario, "told", told)));
    }

    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.setBasePath(arguments[0]);
        client.addDefaultHeader("api-key", arguments[1]);
        ChatApi chat = new ChatApi(client);

        ModelInfo info = new ModelApi(client).getModelInfo(VERSION).execute();
        tell("info", Map.of(
            "name", info.getModelName(), "type", info.getModelType(), "provider", info.getModelProviderName()));

        ChatCompletions answer = chat.getChatCompletions(VERSION, ask("Hello, you")).execute();
        ChatChoice choice = answer.getChoices().get(0);
        tell("chat", Map.of(
            "content", choice.getMessage().getContent(),
            "finish_reason", choice.getFinishReason(),
            "total_tokens", answer.getUsage().getTotalTokens()));

        // A list of texts where one text would do is read but not written by this generator: it goes beside the typed members.
        var stopped = ask("Hello, you").putAdditionalProperty("stop", List.of(" model", " repeats"));
        ChatCompletions cut = chat.getChatCompletions(VERSION, stopped).execute();
        tell("stop", Map.of("content", cut.getChoices().get(0).getMessage().getContent()));

        var texts = new EmbeddingsInput(List.of(new TextOrTokens("a"), new TextOrTokens("b")));
        var wanted = new EmbeddingsOptions().input(texts).dimensions(4);
        EmbeddingsResult vectors = new EmbeddingsApi(client).getEmbeddings(VERSION, wanted).execute();
        var lengths = vectors.getData().stream().map(item -> item.getEmbedding().getListFloat().size()).toList();
        tell("embeddings", Map.of("lengths", lengths, "total_tokens", vectors.getUsage().getTotalTokens()));

        try {
            chat.getChatCompletions(VERSION, ask("Hello, you").temperature(-1f)).execute();
        } catch (ApiException refusal) {
            ParameterDetail detail = ErrorBody.fromJson(refusal.getResponseBody()).getDetail().getListParameterDetail().get(0);
            var steps = detail.getLoc().getListErrorLocationStep().stream().map(ErrorLocationStep::getActualInstance).toList();
            tell("refused", Map.of("status", refusal.getCode(), "loc", steps, "msg", detail.getMsg()));
        }

        // A stream is read from the response below the client, which would take it for JSON.
        try (Response stream = chat.getChatCompletions(VERSION, ask("Hello, you").stream(true)).buildCall(null).execute()) {
            String[] events = new String(stream.body().bytes(), "UTF-8").split("\n\n");
            tell("stream", Map.of("events", events.length, "last", events[events.length - 1]));
        }
    }
}
