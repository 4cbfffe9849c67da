"""The basic scenarios of openai at one endpoint, set up as its own documentation says.

Takes one argument, JSON: kind, endpoint, key, api_version, model. Prints a line of JSON a scenario.
"""

import asyncio
import json
import sys

import openai

given = json.loads(sys.argv[1])
messages = [{"role": "user", "content": "Hello, you"}]
parameters = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
tools = [{"type": "function", "function": {"name": "weather", "description": "Tells the weather", "parameters": parameters}}]
model = given["model"]
# What the contract does not know, it takes only when it is told to.
extras = {"extra-parameters": "pass-through"}


def tell(scenario, **what):
    print(json.dumps({"scenario": scenario, **what}))


def client_of(key=given["key"], asynchronous=False):
    if given["kind"] == "azure-openai":
        azure = openai.AsyncAzureOpenAI if asynchronous else openai.AzureOpenAI
        return azure(
            azure_endpoint=given["endpoint"], api_key=key, api_version=given["api_version"], max_retries=0
        )
    query = {"api-version": given["api_version"]} if given["api_version"] else None
    plain = openai.AsyncOpenAI if asynchronous else openai.OpenAI
    return plain(base_url=given["endpoint"], api_key=key, default_query=query, max_retries=0)


def failure_of(action):
    try:
        action()
    except openai.APIStatusError as error:
        return {
            "type": type(error).__name__,
            "status": error.status_code,
            "code": error.code,
            "param": error.param,
            "message": error.message,
            "body": error.response.text,
        }
    return None


client = client_of()

answer = client.chat.completions.create(model=model, messages=messages, max_tokens=100, temperature=0.5)
tell(
    "chat",
    content=answer.choices[0].message.content,
    finish_reason=answer.choices[0].finish_reason,
    usage=answer.usage.model_dump(exclude_none=True),
)

stream = client.chat.completions.create(
    model=model, messages=messages, stream=True, stream_options={"include_usage": True}, extra_headers=extras
)
chunks = list(stream)
tell(
    "stream",
    chunks=len(chunks),
    content="".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices),
    finish_reasons=[choice.finish_reason for chunk in chunks for choice in chunk.choices if choice.finish_reason],
    usage=chunks[-1].usage.model_dump(exclude_none=True),
)

asked = client.chat.completions.create(model=model, messages=messages, tools=tools, tool_choice="required")
calls = asked.choices[0].message.tool_calls
history = [
    *messages,
    {"role": "assistant", "tool_calls": [call.model_dump() for call in calls]},
    {"role": "tool", "tool_call_id": calls[0].id, "content": "sunny"},
]
told = client.chat.completions.create(model=model, messages=history, tools=tools)
tell(
    "tools",
    finish_reason=asked.choices[0].finish_reason,
    calls=[call.function.model_dump() for call in calls],
    content=told.choices[0].message.content,
)

# Unless told otherwise, the package asks for base64 and decodes it.
vectors = client.embeddings.create(model=model, input=["a", "b"], dimensions=4)
plain = client.embeddings.create(model=model, input=["a", "b"], dimensions=4, encoding_format="float")
tell(
    "embeddings",
    lengths=[len(item.embedding) for item in vectors.data],
    same=[item.embedding for item in vectors.data] == [item.embedding for item in plain.data],
    usage=vectors.usage.model_dump(exclude_none=True),
)


async def chat_and_stream():
    async with client_of(asynchronous=True) as asynchronous:
        whole = await asynchronous.chat.completions.create(model=model, messages=messages)
        parts = await asynchronous.chat.completions.create(model=model, messages=messages, stream=True)
        texts = [choice.delta.content or "" async for chunk in parts for choice in chunk.choices]
        return {"content": whole.choices[0].message.content, "streamed": "".join(texts)}


tell("async", **asyncio.run(chat_and_stream()))
tell("refused", **failure_of(lambda: client.chat.completions.create(model=model, messages=[{"role": "user"}])))
tell(
    "stream refused",
    **failure_of(lambda: list(client.chat.completions.create(model=model, messages=[{"role": "user"}], stream=True))),
)
tell("wrong key", **failure_of(lambda: client_of("bad").chat.completions.create(model=model, messages=messages)))
