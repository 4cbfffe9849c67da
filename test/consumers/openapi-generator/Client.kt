import com.google.gson.Gson
import inference.apis.ChatApi
import inference.apis.EmbeddingsApi
import inference.apis.ModelApi
import inference.infrastructure.ApiClient
import inference.infrastructure.ClientException
import inference.models.*

const val VERSION = "2025-04-01"

fun ask(text: String, temperature: Float? = null): ChatCompletionsOptions {
    val question = ChatRequestUserMessage(role = ChatRequestUserMessage.Role.user, content = UserMessageContent(text))
    return ChatCompletionsOptions(messages = listOf(ChatRequestMessage(question)), temperature = temperature)
}

fun tell(scenario: String, vararg told: Pair<String, Any?>) =
    println(Gson().toJson(mapOf("scenario" to scenario, "told" to mapOf(*told))))

/** Info, chat, vectors and a mistake with the client that openapi-generator makes. Takes the endpoint and a key. */
fun main(arguments: Array<String>) {
    val (endpoint, key) = arguments
    ApiClient.apiKey["api-key"] = key

    val info = ModelApi(endpoint).getModelInfo(VERSION)
    tell("info", "name" to info.modelName, "type" to info.modelType)

    val choice = ChatApi(endpoint).getChatCompletions(VERSION, ask("Hello, you")).choices[0]
    tell("chat", "content" to choice.message.content, "finish_reason" to choice.finishReason)

    val texts = EmbeddingsInput(listOf(TextOrTokens("a"), TextOrTokens("b")))
    val vectors = EmbeddingsApi(endpoint).getEmbeddings(VERSION, EmbeddingsOptions(input = texts, dimensions = 4))
    tell("embeddings", "lengths" to vectors.data.map { (it.embedding.actualInstance as List<*>).size })

    try {
        ChatApi(endpoint).getChatCompletions(VERSION, ask("Hello, you", temperature = -1f))
    } catch (refusal: ClientException) {
        tell("refused", "status" to refusal.statusCode)
    }
}
