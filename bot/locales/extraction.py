"""Finds the messages in a Python module, by its syntax tree, for Babel.

Babel's own way takes the `t` of `say(t, "…")` for the next call and loses the text.
"""

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import IO


def python_messages(
    file: IO[bytes],
    keywords: Collection[str],
    comment_tags: Collection[str],
    options: Mapping[str, object],
) -> Iterator[tuple[int, str, list[str | None], list[str]]]:
    """Yield line, called name, its literal arguments (else None), and no comments."""
    del comment_tags, options
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and (name := _called(node)) in keywords:
            yield node.lineno, name, [_literal(it) for it in node.args], []


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _literal(node: ast.expr) -> str | None:
    match node:
        case ast.Constant(value=str(text)):
            return text
    return None
