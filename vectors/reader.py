"""A small reader of answers, streams and waits, held to these vectors: `python3 reader.py`. Needs Python 3.9 and nothing else."""
import base64, json, pathlib, re, sys
from datetime import datetime
from email.utils import parsedate_to_datetime


def events(data):
    """Bytes of an event stream -> the type and data of each event, by the WHATWG rules; then what is left without an end."""
    text = re.sub(r"\r\n|\r", "\n", data.decode("utf-8", "replace")).removeprefix("\ufeff")
    kind, lines = "", []
    *whole, rest = text.split("\n")
    for line in whole:
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if line == "":
            if lines: yield kind or "message", "\n".join(lines), True
            kind, lines = "", []
        elif field == "data": lines.append(value)
        elif field == "event": kind = value
    if rest.startswith("data:"): lines.append(rest[5:].removeprefix(" "))
    if lines: yield kind or "message", "\n".join(lines), False


def merge(old, new):
    if isinstance(old, str) and isinstance(new, str): return old + new
    if isinstance(old, list) and isinstance(new, list): return old + new
    return old if new is None and old is not None else new


def add_calls(calls, pieces):
    for piece in pieces:
        at = piece.get("index", None)
        known = [c for c in calls if at is None or c[0] == at]
        call = known[-1][1] if known else None
        if call is None or (piece.get("id") and call.get("id") and piece["id"] != call["id"]):
            call = {"id": "", "type": "function", "function": {"name": "", "arguments": ""}}
            calls.append((at, call))
        for name, value in piece.items():
            if name == "function":
                for part, text in (value or {}).items(): call["function"][part] = merge(call["function"].get(part, ""), text)
            elif name != "index" and value: call[name] = value


def collect(chunks, kind):
    """Chunks -> the whole answer."""
    whole, choices, calls = {"id": "", "object": kind, "created": 0, "model": "", "choices": []}, {}, {}
    for chunk in chunks:
        for name, value in chunk.items():
            if name in ("id", "created", "model"): whole[name] = whole[name] or value
            elif name not in ("object", "choices") and (value is not None or name not in ("usage", "error", *whole)): whole[name] = value
        for piece in chunk.get("choices") or []:
            at = piece["index"]
            choice = choices.setdefault(at, {"index": at, "finish_reason": None})
            for name, value in piece.items():
                if name == "text": choice["text"] = choice.get("text", "") + value
                elif name == "content_filter_results" and value: choice[name] = {**choice.get(name, {}), **value}
                elif name == "logprobs" and value: choice[name] = {k: merge((choice.get(name) or {}).get(k), v) for k, v in value.items()}
                elif name not in ("index", "delta") and value is not None: choice[name] = value
            if kind == "text_completion": continue
            message = choice.setdefault("message", {"role": "assistant", "content": None})
            for name, value in (piece.get("delta") or {}).items():
                if name == "tool_calls": add_calls(calls.setdefault(at, []), value or [])
                elif name == "role": message[name] = value or message[name]
                elif value is not None: message[name] = merge(message.get(name), value)
    for at, found in calls.items():
        found.sort(key=lambda call: call[0] or 0)
        if found: choices[at]["message"]["tool_calls"] = [call for _, call in found]
    whole["choices"] = [choices[at] for at in sorted(choices)]
    return whole


def stream(response, data, kind, require_done):
    """-> the chunks, the whole answer, and None or why it failed."""
    media = response["headers"].get("content-type", "").split(";")[0].strip().lower()
    if response["status"] == 204 or media not in ("", "text/event-stream"): return [], None, "not_a_stream"
    chunks, done, failure = [], False, None
    for event, text, ended in events(data):
        if text.strip() == "[DONE]": done = True
        if done: break
        if not ended or not text.strip(): continue
        try: chunk = json.loads(text)
        except ValueError: chunk = None
        if not isinstance(chunk, dict): failure = "malformed"
        elif event == "error" or chunk.get("error") is not None or chunk.get("object") == "error": failure = "failed"
        if failure: return chunks, collect(chunks, kind), failure
        chunks.append(chunk)
    whole = collect(chunks, kind)
    complete = whole["choices"] and all(choice["finish_reason"] for choice in whole["choices"])
    if not done and (response.get("cut") or require_done or not complete): failure = "interrupted"
    return chunks, whole, failure


def wait(headers, now):
    """-> milliseconds that the server asks for, or None."""
    number = re.compile(r"\s*\d+(\.\d+)?\s*")
    for name, unit in (("retry-after-ms", 1), ("x-ms-retry-after-ms", 1), ("retry-after", 1000)):
        if number.fullmatch(headers.get(name, "")): return float(headers[name]) * unit
    try: return max(0, (parsedate_to_datetime(headers.get("retry-after", "")) - now).total_seconds() * 1000)
    except (TypeError, ValueError): return None


def is_retried(status, headers, delay):
    if headers.get("x-should-retry") in ("true", "false"): return headers["x-should-retry"] == "true"
    status = headers.get("ms-azureml-model-error-statuscode", status) if status == 424 else status
    return str(status) in ("408", "429", "500", "502", "503", "504") and (delay is None or delay <= 60_000)


def check(file, vector):
    if file == "retries":
        response, now = vector["response"], datetime.fromisoformat(vector["now"].replace("Z", "+00:00"))
        delay = wait(response["headers"], now)
        return (is_retried(response["status"], response["headers"], delay), delay), (vector["retried"], vector["delayMs"])
    body = vector["body"] if file == "events" else vector["response"]["body"]
    data = base64.b64decode(body["base64"]) if "base64" in body else body["text"].encode()
    if file == "events":
        return [{"type": t, "data": d} for t, d, ended in events(data) if ended], vector["events"]
    kind = "text_completion" if vector["operation"] == "streamCompletions" else "chat.completion"
    chunks, whole, failure = stream(vector["response"], data, kind, vector.get("client", {}).get("requireDone"))
    expected = vector.get("failure", {})
    partial = expected.get("partial") if failure else vector["collected"]
    return (chunks, whole, failure), (vector.get("chunks", []), partial, expected.get("reason"))


if __name__ == "__main__":
    failed = 0
    for file in ("events", "streams", "retries"):
        vectors = json.loads(pathlib.Path(__file__).with_name(f"{file}.json").read_text("utf-8"))["vectors"]
        for vector in vectors:
            got, expected = check(file, vector)
            if got != expected:
                failed += 1
                print(f"{file} {vector['id']}: {json.dumps(got)} is not {json.dumps(expected)}")
        print(f"{file}: {len(vectors)} read")
    sys.exit(failed > 0)
