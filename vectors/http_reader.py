"""A small client side of requests, responses, errors and endpoints, compared with these vectors: `python3 http_reader.py`.
Needs Python 3.9 and nothing else. `reader.py` does the same for events, streams and retries."""
import base64, ipaddress, json, pathlib, re, struct, sys
from urllib.parse import parse_qsl, quote_plus, urlsplit

ROUTES = {"getModelInfo": ("GET", "/info", None), "getChatCompletions": ("POST", "/chat/completions", "choices"),
    "streamChatCompletions": ("POST", "/chat/completions", None), "getCompletions": ("POST", "/completions", "choices"),
    "streamCompletions": ("POST", "/completions", None), "getEmbeddings": ("POST", "/embeddings", "data"),
    "getImageEmbeddings": ("POST", "/images/embeddings", "data")}
ML, SERVICES = "https://ml.azure.com/.default", "https://cognitiveservices.azure.com/.default"
LACKS = ["/info", "/images/embeddings"]
# kind: header of a key, scope of a token, api-version, whether it reads `extra-parameters`, routes it does not have
KINDS = {"serverless": ("bearer", ML, "2024-05-01-preview", True, []), "managed": ("bearer", ML, "2024-05-01-preview", True, []),
    "foundry": ("api-key", SERVICES, "2024-05-01-preview", True, []), "azure-openai": ("api-key", SERVICES, "2024-10-21", False, LACKS),
    "openai-v1": ("api-key", SERVICES, None, False, LACKS), "openai-compatible": ("bearer", ML, None, False, LACKS),
    "custom": ("both", ML, "2024-05-01-preview", True, [])}
KEYS = {"apikey", "api_key", "api-key", "key", "code", "token", "access_token", "subscription-key", "ocp-apim-subscription-key"}
CLOUDS = ("azure.com", "azure.us", "azure.cn")


def is_loopback(host):
    try: return ipaddress.ip_address(host).is_loopback
    except ValueError: return host == "localhost" or host.endswith(".localhost")


def kind_of(host, path):
    """-> the kind of an endpoint, or why it is refused."""
    if host in ("models.inference.ai.azure.com", "models.github.ai"): return None, "retired-host"
    service = next((host[:-len(cloud)] for cloud in CLOUDS if host.endswith("." + cloud)), "")
    if service.endswith(".inference.ml."): return (None, "scoring-url") if path.endswith("/score") else ("managed", None)
    if re.search(r"\.(models|inference)\.ai\.$", service): return "serverless", None
    if not re.search(r"\.(services\.ai|openai|cognitiveservices)\.$", service):
        return ("openai-compatible" if path.endswith("/v1") else "custom"), None
    if re.search(r"/openai/deployments/[^/]+$", path): return "azure-openai", None
    if path.endswith("/openai/v1"): return "openai-v1", None
    if service.endswith(".services.ai."):
        return ("foundry", None) if re.fullmatch(r"(/api)?/models?", path) else (None, "no-models-path")
    return None, "wrong-host" if path.endswith("/models") else "no-deployment"


def endpoint(url, options):
    """-> what the client knows about an endpoint, or why it is refused."""
    if not url: return None, "nothing"
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", url): return None, "not-a-url"
    parts, host = urlsplit(url), (urlsplit(url).hostname or "").encode("idna").decode()
    if parts.scheme not in ("http", "https"): return None, "scheme"
    if "@" in parts.netloc: return None, "user-info"
    if parts.fragment: return None, "fragment"
    query = [list(pair) for pair in parse_qsl(parts.query, keep_blank_values=True)]
    if any(name.lower() in KEYS for name, _ in query): return None, "key-in-query"
    if parts.scheme == "http" and not is_loopback(host) and not options.get("allowInsecureConnection"): return None, "insecure"
    path = parts.path.rstrip("/")
    if any(path.endswith(route) for _, route, _ in ROUTES.values()): return None, "route"
    kind, refused = (options["kind"], None) if "kind" in options else kind_of(host, path)
    if refused: return None, refused
    header, scope, version, knows, lacks = KINDS[kind]
    if kind == "serverless" and path.endswith("/v1"): version = None
    cloud = next((cloud for cloud in CLOUDS if host.endswith("." + cloud)), CLOUDS[0])
    port = "" if parts.port in (None, {"http": 80, "https": 443}[parts.scheme]) else f":{parts.port}"
    base = f"{parts.scheme}://{'[' + host + ']' if ':' in host else host}{port}{path}"
    return {"kind": kind, "base": base, "query": query, "keyHeader": header, "scopes": [scope.replace(CLOUDS[0], cloud)],
        "apiVersion": version, "knowsExtraParameters": knows, "lacks": lacks}, None


def request(operation, client, body, call):
    """-> method, target, headers and body."""
    method, route, _ = ROUTES[operation]
    at, _ = endpoint(f"http://localhost{client['path']}", {"kind": client.get("kind", "custom")})
    version = client.get("apiVersion") or next((v for n, v in at["query"] if n == "api-version"), at["apiVersion"])
    query = [(name, value) for name, value in at["query"] if name != "api-version"]
    if version: query.append(("api-version", version))
    if "model" in call: query.append(("model", call["model"]))
    headers, key = {}, client["credential"].get("key")
    header = client.get("keyHeader", at["keyHeader"]) if key else "bearer"
    if header in ("bearer", "both"): headers["authorization"] = f"Bearer {key or client['credential']['token']}"
    if header in ("api-key", "both"): headers["api-key"] = key
    extras, mode = call.get("extras") or {}, call.get("extraParameters")
    if not at["knowsExtraParameters"] and mode == "drop": extras = {}
    mode = mode or ("pass-through" if extras else None)
    if mode and at["knowsExtraParameters"]: headers["extra-parameters"] = mode
    if method == "POST":
        headers["content-type"] = "application/json"
        body = {**body, **({"stream": True} if operation.startswith("stream") else {}), **extras}
    headers = {**headers, **client.get("headers", {}), **call.get("headers", {})}
    path = re.sub(r"^https?://[^/]+", "", at["base"]) + route
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")) if method == "POST" else ""
    return method, path + "".join("?&"[i > 0] + f"{quote_plus(n)}={quote_plus(v)}" for i, (n, v) in enumerate(query)), headers, text


def answer(operation, status, data):
    """-> the value and its decoded vectors, or why there is none."""
    if status == 204 or not data: return None, "empty"
    try: value = json.loads(data)
    except ValueError: return None, "not-json"
    member = ROUTES[operation][2]
    if not isinstance(value, dict): return None, "not-an-object"
    return (None, "no-list") if member and not isinstance(value.get(member), list) else (value, None)


def decode(vector):
    if isinstance(vector, list): return vector
    data = base64.b64decode(vector)
    return list(struct.unpack(f"<{len(data) // 4}f", data))


def as_object(value): return value if isinstance(value, dict) else {}
def as_text(value): return value if isinstance(value, str) and value else str(value) if type(value) in (int, float) else None
def first(*values): return next((value for value in values if value is not None), None)


CODES = {"unknownmodel": "not_found", "unavailablemodel": "not_found", "modelnotfound": "not_found", "deploymentnotfound": "not_found",
    "permissiondenied": "permission", "noaccess": "permission", "tokenslimitreached": "too_large", "contextlengthexceeded": "too_large"}
NAMES_PARAMETER = {"parameter_not_supported", "unsupported_parameter", "unsupported_value", "unknown_parameter"}
STATUSES = {400: "invalid_request", 401: "authentication", 403: "permission", 404: "not_found", 405: "not_found", 408: "unavailable",
    409: "invalid_request", 410: "retired", 413: "too_large", 415: "invalid_request", 422: "invalid_request", 429: "rate_limited", 431: "too_large"}
MISTAKE = re.compile(r"missing|.*_(type|parsing|missing)|(.*_)?too_(short|long)|(greater|less)_than.*|multiple_of|finite_number"
    r"|string_pattern_mismatch|int_from_float|value_error(?!\.(extra|const)$).*|type_error(?!\.enum$).*")


def parameter(loc, **value):
    steps = loc[1:] if loc[:1] == ["body"] else loc
    pointer = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
    return {"loc": loc, "pointer": pointer, **value}


def message_of(body, flat, nested):
    error, detail, status = flat.get("error"), flat.get("detail"), flat.get("status")
    listed = error if isinstance(error, list) else [as_object(i).get("msg") for i in detail] if isinstance(detail, list) else []
    return first(as_text(nested.get("message")), as_text(flat.get("message")), as_text(error), as_text(detail), as_text(nested.get("details")),
        status if isinstance(status, str) and re.search("[A-Za-z]", status) else None,
        "; ".join(t for t in listed if isinstance(t, str)) or None, body[:1024] if isinstance(body, str) and body.strip() else None)


def extra_parameters(detail, message):
    found = re.search(r"\bextra[- ]parameters\b", message, re.I)
    if not found: return None
    text, refused = message[found.start():], r"\bnot (?:allowed|permitted|accepted|supported)"
    if isinstance(detail, str) and not re.match(r"extra[- ]parameters\b.{0,200}?" + refused + r"\b", text, re.I | re.S): return None
    names = re.match(r"extra[- ]parameters\s*\[([^\]]{0,500})\]", text, re.I) or re.search(refused + r":\s*((?:[\w$-]+(?:,\s*)?){1,50})", text, re.I)
    return [parameter([name.strip().strip("'\"")]) for name in (names[1].split(",") if names else []) if name.strip()]


def parameters(flat, nested, code, message):
    detail = first(flat.get("detail"), flat.get("details"), nested.get("detail"))
    items = [as_object(item) for item in (detail if isinstance(detail, list) else [detail])]
    locs = [([i["loc"]] if isinstance(i.get("loc"), str) else [s for s in i.get("loc") or [] if isinstance(s, (str, int))], i) for i in items]
    placed = [parameter(loc, **{"value": i[name] for name in ("value", "input") if name in i}) for loc, i in locs if loc]
    if placed: return placed, code not in NAMES_PARAMETER and any(MISTAKE.fullmatch(str(i.get("type"))) for i in items)
    name = first(as_text(nested.get("param")), as_text(flat.get("param")))
    if name and code in NAMES_PARAMETER: return [parameter(name.split("."))], False
    locs = [[int(n) if n else s for s, n in re.findall(r"'([^']*)'|(\d+)", loc)] for loc in re.findall(r"'loc': \(([^()]{1,200})\)", message)]
    return [parameter(loc) for loc in locs], any(MISTAKE.fullmatch(t) for t in re.findall(r"'type': '([^']{1,100})'", message))


def problem(body, status, headers):
    """-> what went wrong, from the body of an error."""
    flat = as_object(body)
    nested = as_object(flat.get("error"))
    code = first(as_text(nested.get("code")), as_text(flat.get("code")), headers.get("x-ms-error-code"))
    message = message_of(body, flat, nested)
    try: wrapped = json.loads(message) if message and message.startswith("{") else None
    except ValueError: wrapped = None
    if isinstance(wrapped, dict):
        inner = problem(wrapped, status, headers)
        return {**inner, **({"code": code} if code is not None else {})}
    found = {**({"code": code} if code is not None else {}), **({"message": message} if message is not None else {})}
    if code == "content_filter":
        inner = as_object(first(nested.get("innererror"), flat.get("innererror")))
        results = [part.get(name) for part in (inner, nested, flat) for name in ("content_filter_result", "content_filter_results")]
        name = first(as_text(nested.get("param")), as_text(flat.get("param")))
        return {**found, "kind": code, "categories": as_object(first(*results)), **({"parameter": name} if name else {})}
    kind = CODES.get(re.sub("[^a-z]", "", (code or "").lower()))
    if kind and (kind == "not_found" or status < 500): return {**found, "kind": kind}
    if status in (400, 422, 424):
        extras = extra_parameters(flat.get("detail"), message or "")
        if extras is not None: return {**found, "kind": "extra_parameters_refused", "parameters": extras}
        names, is_mistake = parameters(flat, nested, code, message or "")
        if names: return {**found, "kind": "invalid_request" if is_mistake else "unsupported_parameter", "parameters": names}
    if status == 424:
        inner = headers.get("ms-azureml-model-error-statuscode", "")
        return {**found, "kind": "model_failed", **({"innerStatus": int(inner)} if inner.isdigit() else {})}
    return {**found, "kind": "unavailable" if status >= 500 else STATUSES.get(status, "unknown")}


def bytes_of(body): return base64.b64decode(body["base64"]) if "base64" in body else body["text"].encode()


def check(file, vector):
    """-> what this reader makes of a vector, and what it should."""
    if file == "endpoints":
        return endpoint(vector["url"], vector.get("options", {})), (vector.get("endpoint"), vector.get("refused"))
    if file == "requests":
        method, target, headers, body = request(vector["operation"], vector["client"], vector.get("input"), vector.get("call", {}))
        wanted = vector["request"]
        headers = {name: headers.get(name) for name in wanted["headers"]}
        return (method, target, headers, body), (wanted["method"], wanted["target"], wanted["headers"], bytes_of(wanted["body"]).decode())
    response = vector["response"]
    data = bytes_of(response["body"])
    if file == "answers":
        value, failure = answer(vector["operation"], response["status"], data)
        decoded = [decode(item["embedding"]) for item in value["data"]] if "decoded" in vector else None
        return (value, failure, decoded), (vector.get("value"), vector.get("failure"), vector.get("decoded"))
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    try: body = json.loads(text)
    except ValueError: body = text
    return problem(body, response["status"], response["headers"]), vector["problem"]


if __name__ == "__main__":
    failed = 0
    for file in ("requests", "answers", "errors", "endpoints"):
        vectors = json.loads(pathlib.Path(__file__).with_name(f"{file}.json").read_text("utf-8"))["vectors"]
        for vector in vectors:
            got, expected = check(file, vector)
            if got != expected:
                failed += 1
                print(f"{file} {vector['id']}: {json.dumps(got)} is not {json.dumps(expected)}")
        print(f"{file}: {len(vectors)} read")
    sys.exit(failed > 0)
