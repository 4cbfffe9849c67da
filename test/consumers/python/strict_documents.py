"""Holds documents against OpenAPI's own meta-schemas: `strict_documents.py <document> ...`, a line of JSON each."""

import json
import sys

from openapi_spec_validator import validate

for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        validate(json.load(file))
    print(json.dumps(path))
