"""Calls the client that TypeSpec's Python emitter makes: `typespec_client.py <folder> <base URL>`."""

import json
import sys

sys.path.insert(0, sys.argv[1])

from corehttp.credentials import ServiceKeyCredential  # noqa: E402
from corehttp.exceptions import HttpResponseError  # noqa: E402
from modelinference import ModelInferenceClient  # noqa: E402

client = ModelInferenceClient(endpoint=sys.argv[2], credential=ServiceKeyCredential("good"))
hello = [{"role": "user", "content": "Hello"}]

print(json.dumps({"info": client.get_model_info().model_name}))
answer = client.get_chat_completions({"messages": hello})
print(json.dumps({"chat": answer["choices"][0]["message"]["content"]}))
print(json.dumps({"vectors": len(client.get_embeddings({"input": ["a", "b"], "dimensions": 4}).data)}))
try:
    client.get_chat_completions({"messages": hello, "temperature": -1})
except HttpResponseError as error:
    print(json.dumps({"status": error.status_code}))
