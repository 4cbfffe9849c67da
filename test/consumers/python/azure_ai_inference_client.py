"""The basic scenarios of azure-ai-inference at one endpoint, set up as its own documentation says.

Takes one argument, JSON: endpoint, key, api_version, and whether there are /info and /images/embeddings (info). Prints a
line of JSON a scenario.
"""

import json
import sys

from azure.ai.inference import ChatCompletionsClient, EmbeddingsClient, ImageEmbeddingsClient, load_client
from azure.ai.inference.models import (
    AssistantMessage,
    ChatCompletionsToolDefinition,
    ChatCompletionsToolChoicePreset,
    FunctionDefinition,
    ImageEmbeddingInput,
    SystemMessage,
    ToolMessage,
    UserMessage,
)
from azure.core.credentials import AzureKeyCredential
from azure.core.exceptions import HttpResponseError

given = json.loads(sys.argv[1])
tool = ChatCompletionsToolDefinition(
    function=FunctionDefinition(
        name="weather",
        description="Tells the weather",
        parameters={"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    )
)
pixel = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
messages = [SystemMessage("Be brief."), UserMessage("Hello, you")]


def tell(scenario, **what):
    print(json.dumps({"scenario": scenario, **what}))


def client_of(kind, key=given["key"]):
    options = {"api_version": given["api_version"]} if given["api_version"] else {}
    return kind(endpoint=given["endpoint"], credential=AzureKeyCredential(key), retry_total=0, **options)


def failure_of(action):
    try:
        action()
    except HttpResponseError as error:
        return {
            "type": type(error).__name__,
            "status": error.status_code,
            "message": error.message,
            "body": error.response.text(),
        }
    return None


client = client_of(ChatCompletionsClient)

if given["info"]:
    info = client.get_model_info()
    tell("info", name=info.model_name, type=info.model_type, provider=info.model_provider_name)
    tell("load_client", type=type(load_client(given["endpoint"], AzureKeyCredential(given["key"]))).__name__)

answer = client.complete(messages=messages, max_tokens=100, temperature=0.5)
tell(
    "chat",
    content=answer.choices[0].message.content,
    finish_reason=answer.choices[0].finish_reason,
    usage=answer.usage.as_dict(),
)

chunks = list(client.complete(messages=messages, stream=True))
tell(
    "stream",
    chunks=len(chunks),
    content="".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices),
    finish_reasons=[choice.finish_reason for chunk in chunks for choice in chunk.choices if choice.finish_reason],
)

asked = client.complete(messages=messages, tools=[tool], tool_choice=ChatCompletionsToolChoicePreset.REQUIRED)
calls = asked.choices[0].message.tool_calls
told = client.complete(
    messages=[*messages, AssistantMessage(tool_calls=calls), ToolMessage("sunny", tool_call_id=calls[0].id)],
    tools=[tool],
)
tell(
    "tools",
    finish_reason=asked.choices[0].finish_reason,
    calls=[call.function.as_dict() for call in calls],
    content=told.choices[0].message.content,
)

vectors = client_of(EmbeddingsClient).embed(input=["a", "b"], dimensions=4)
tell("embeddings", lengths=[len(item.embedding) for item in vectors.data], usage=vectors.usage.as_dict())

if given["info"]:
    images = client_of(ImageEmbeddingsClient).embed(input=[ImageEmbeddingInput(image=pixel)], dimensions=4)
    tell("image embeddings", lengths=[len(item.embedding) for item in images.data])

tell("passed through", content=client.complete(messages=messages, model_extras={"user": "me"}).choices[0].message.content)
tell("refused", **failure_of(lambda: client.complete(messages=[{"role": "user"}])))
tell("stream refused", **failure_of(lambda: list(client.complete(messages=[{"role": "user"}], stream=True))))
tell("wrong key", **failure_of(lambda: client_of(ChatCompletionsClient, "bad").complete(messages=messages)))
