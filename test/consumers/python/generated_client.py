"""A client made by openapi-python-client, of the published document. It prints a line of JSON for each scenario."""

import json
import sys

from inference import AuthenticatedClient
from inference.api.chat import get_chat_completions
from inference.api.embeddings import get_embeddings
from inference.api.model import get_model_info
from inference.models import ChatCompletions, ChatCompletionsOptions, ChatRequestUserMessage, ChatRequestUserMessageRole, EmbeddingsOptions

endpoint, key, recorded = sys.argv[1:]
version = "2025-04-01"
client = AuthenticatedClient(base_url=endpoint, token=key, prefix="", auth_header_name="api-key")


def ask(text, **options):
    message = ChatRequestUserMessage(role=ChatRequestUserMessageRole.USER, content=text)
    return ChatCompletionsOptions(messages=[message], **options)


def told(scenario, **what):
    print(json.dumps({"scenario": scenario, "told": what}))


info = get_model_info.sync(client=client, api_version=version)
told("info", name=info.model_name, type=info.model_type)

answer = get_chat_completions.sync(client=client, api_version=version, body=ask("Hello, you"))
choice = answer.choices[0]
told("chat", content=choice.message.content, finish_reason=choice.finish_reason, total_tokens=answer.usage.total_tokens)

vectors = get_embeddings.sync(client=client, api_version=version, body=EmbeddingsOptions(input_=["one", "two"]))
told("embeddings", lengths=[len(item.embedding) for item in vectors.data])

refused = get_chat_completions.sync_detailed(client=client, api_version=version, body=ask("Hello", temperature=-1.0))
[detail] = refused.parsed.detail
told("refused", status=refused.status_code, loc=detail.loc, msg=detail.msg)

request = get_chat_completions._get_kwargs(body=ask("Hello, you", stream=True), api_version=version)
with client.get_httpx_client().stream(**request) as response:
    events = response.read().decode().strip().split("\n\n")
told("stream", events=len(events), last=events[-1])

with open(recorded, encoding="utf-8") as file:
    told("recorded", count=len([ChatCompletions.from_dict(answer).choices[0].message for answer in json.load(file)]))
