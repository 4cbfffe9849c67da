"""The types that a folder of C# declares, read with tree-sitter: a line of JSON a type, or a line of where a file is no C#."""

import json
import pathlib
import sys

import tree_sitter_c_sharp
from tree_sitter import Language, Parser, QueryCursor, Query

language = Language(tree_sitter_c_sharp.language())
parser = Parser(language)
types = Query(language, "[(class_declaration) (interface_declaration) (enum_declaration)] @type")


def text(node):
    return node.text.decode()


def named(node, kind):
    return [child for child in node.child_by_field_name("body").named_children if child.type == kind]


def parameters(node):
    children = node.child_by_field_name("parameters").named_children
    return [text(child.child_by_field_name("type")) for child in children if child.type == "parameter"]


def told(node):
    return {
        "name": text(node.child_by_field_name("name")),
        "kind": node.type.removesuffix("_declaration"),
        "properties": {
            text(one.child_by_field_name("name")): text(one.child_by_field_name("type"))
            for one in named(node, "property_declaration")
        },
        "methods": {
            text(one.child_by_field_name("name")): text(one.child_by_field_name("returns"))
            for one in named(node, "method_declaration")
        },
        "constructors": [parameters(one) for one in named(node, "constructor_declaration")],
        "values": [text(one.child_by_field_name("name")) for one in named(node, "enum_member_declaration")],
    }


for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.cs")):
    tree = parser.parse(file.read_bytes())
    if tree.root_node.has_error:
        print(json.dumps({"broken": file.name}))
    for node in QueryCursor(types).captures(tree.root_node).get("type", []):
        print(json.dumps(told(node)))
