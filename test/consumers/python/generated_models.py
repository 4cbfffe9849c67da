"""Models made by datamodel-code-generator, of the published document, for requests and answers that httpx carries."""

import json
import sys

import httpx
from models import ChatCompletions, ChatCompletionsChunk, ChatCompletionsOptions, EmbeddingsResult, ErrorBody, ModelInfo

endpoint, key, recorded = sys.argv[1:]
client = httpx.Client(base_url=endpoint, params={"api-version": "2025-04-01"}, headers={"api-key": key})


def post(path, options):
    return client.post(path, content=options.model_dump_json(exclude_none=True), headers={"content-type": "application/json"})


def ask(text, **options):
    return ChatCompletionsOptions.model_validate({"messages": [{"role": "user", "content": text}], **options})


def told(scenario, **what):
    print(json.dumps({"scenario": scenario, "told": what}))


info = ModelInfo.model_validate_json(client.get("/info").content)
told("info", name=info.model_name, type=info.model_type.root)

answer = ChatCompletions.model_validate_json(post("/chat/completions", ask("Hello, you")).content)
choice = answer.choices[0]
told("chat", content=choice.message.content, finish_reason=choice.finish_reason.root)

vectors = EmbeddingsResult.model_validate_json(client.post("/embeddings", json={"input": ["one", "two"]}).content)
told("embeddings", lengths=[len(item.embedding.root) for item in vectors.data])

# Limits are the contract's: a model of these refuses before anything is sent what a server would.
try:
    ask("Hello", temperature=-1)
except ValueError as error:
    told("refused here", loc=error.errors()[0]["loc"])

refused = client.post("/chat/completions", json={"messages": [{"role": "user", "content": "Hello"}], "temperature": -1})
[detail] = ErrorBody.model_validate_json(refused.content).detail.root
told("refused", status=refused.status_code, loc=[step.root for step in detail.loc.root], msg=detail.msg)

events = post("/chat/completions", ask("Hello, you", stream=True)).text.strip().split("\n\n")
chunks = [ChatCompletionsChunk.model_validate_json(event.removeprefix("data: ")) for event in events[:-1]]
told("stream", chunks=len(chunks), last=events[-1])

with open(recorded, encoding="utf-8") as file:
    told("recorded", count=len([ChatCompletions.model_validate(answer).choices[0].message for answer in json.load(file)]))
