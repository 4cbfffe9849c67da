"""Checks the wire part of the vectors against an emulator: python3 check.py http://127.0.0.1:8080

Sends every request, and sees that it is understood as its operation. Brings about every answer, stream and error that the
emulator can give, and compares status, headers and body byte for byte. Needs Python 3.9, and nothing beside it.
"""
import base64, http.client, json, pathlib, sys, time, urllib.parse

URL = urllib.parse.urlsplit(sys.argv[1])
CHAT = {"messages": [{"role": "user", "content": "Hello"}]}
PLAIN = {
    "getModelInfo": ("/info", None),
    "getChatCompletions": ("/chat/completions", CHAT),
    "streamChatCompletions": ("/chat/completions", {**CHAT, "stream": True}),
    "getCompletions": ("/completions", {"prompt": "Hello"}),
    "streamCompletions": ("/completions", {"prompt": "Hello", "stream": True}),
    "getEmbeddings": ("/embeddings", {"input": ["a"]}),
    "getImageEmbeddings": ("/images/embeddings", {"input": [{"image": "data:image/png;base64,iVBORw0KGgo="}]}),
}

def send(method, target, headers, body=b""):
    connection = http.client.HTTPConnection(URL.hostname, URL.port, timeout=30)
    try:
        connection.request(method, target, body or None, headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()

def steer(method, path, body=b""):
    status, _, answer = send(method, "/_emulator" + path, {"x-emulator-control": "1"}, body)
    assert status < 300, answer
    return json.loads(answer or b"null")

def decoded(value):
    return value["text"].encode() if "text" in value else base64.b64decode(value["base64"])

def check_request(vector):
    wanted, operation = vector["request"], vector["operation"]
    steer("POST", "/reset")
    headers = {name: value for name, value in wanted["headers"].items() if value is not None}
    status, _, body = send(wanted["method"], wanted["target"], headers, decoded(wanted["body"]))
    for _ in range(1000):  # An answer is noted once all of it is sent.
        entries = steer("GET", "/journal")["entries"] or time.sleep(0.01)
        if entries:
            break
    yield "status", status, vector.get("emulator", {"status": 200})["status"]
    yield "operation", entries and entries[0].get("operation"), operation.replace("stream", "get")
    yield "whether it streams", body.endswith(b"data: [DONE]\n\n"), operation.startswith("stream")

def check_answer(vector):
    given, wanted = vector["emulator"], vector["response"]
    steer("POST", "/reset")
    if "rule" in given:
        steer("POST", "/rules", json.dumps(given["rule"]).encode())
    path, body = PLAIN[vector.get("operation", "getChatCompletions")]
    plain = {"target": path + "?api-version=2024-05-01-preview", "headers": {"api-key": "k"}, "body": body}
    request = given.get("request", plain)
    sent = b"" if request["body"] is None else json.dumps(request["body"]).encode()
    headers = {"content-type": "application/json", **request["headers"]}
    status, got, body = send("POST" if sent else "GET", request["target"], headers, sent)
    yield "status", status, wanted["status"]
    for name, value in wanted["headers"].items():
        yield name, got.get(name), value
    yield "body", body, decoded(wanted["body"])

wrong = 0
for kind in ("requests", "answers", "streams", "errors"):
    vectors = json.loads(pathlib.Path(__file__).with_name(kind + ".json").read_text("utf-8"))["vectors"]
    checked = [vector for vector in vectors if kind == "requests" or "emulator" in vector]
    for vector in checked:
        for what, found, expected in (check_request if kind == "requests" else check_answer)(vector):
            if found != expected:
                wrong += 1
                print(f"{kind} {vector['id']}: {what} is {found!r}, not {expected!r}", file=sys.stderr)
    print(f"{kind}: {len(checked)} of {len(vectors)} checked")
sys.exit(1 if wrong else 0)
