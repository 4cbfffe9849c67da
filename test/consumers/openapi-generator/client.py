"""Info, chat, vectors, a mistake and a stream with the client that openapi-generator makes. Takes the endpoint and a key."""
import json, sys

from inference import ApiClient, ApiException, ChatApi, Configuration, EmbeddingsApi, ModelApi
from inference.models import *

VERSION = "2025-04-01"
endpoint, key = sys.argv[1:]
client = ApiClient(Configuration(host=endpoint), header_name="api-key", header_value=key)


def ask(text, **options):
    question = ChatRequestUserMessage(role="user", content=UserMessageContent(text))
    return ChatCompletionsOptions(messages=[ChatRequestMessage(question)], **options)


def tell(scenario, **told):
    print(json.dumps({"scenario": scenario, "told": told}))


info = ModelApi(client).get_model_info(VERSION)
tell("info", name=info.model_name, type=info.model_type)

chat = ChatApi(client)
choice = chat.get_chat_completions(VERSION, ask("Hello, you")).choices[0]
tell("chat", content=choice.message.content, finish_reason=choice.finish_reason)

texts = EmbeddingsInput([TextOrTokens("a"), TextOrTokens("b")])
vectors = EmbeddingsApi(client).get_embeddings(VERSION, EmbeddingsOptions(input=texts, dimensions=4))
tell("embeddings", lengths=[len(item.embedding.actual_instance) for item in vectors.data])

try:
    wrong = ask("Hello, you")
    wrong.additional_properties["temperature"] = -1
    chat.get_chat_completions(VERSION, wrong)
except ApiException as refusal:
    tell("refused", status=refusal.status)

stream = chat.get_chat_completions_without_preload_content(VERSION, ask("Hello, you", stream=True))
events = stream.data.decode().strip().split("\n\n")
tell("stream", events=len(events), last=events[-1])
