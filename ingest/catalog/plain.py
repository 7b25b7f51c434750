"""YAML whose every scalar is text: country `NO` stays NO, `06-30` and `1e3` stay strings.

Trap avoided: paying for types that nobody wants. PyYAML asks in Python, for each of 40,000 nodes, what type its words look like;
here the parser in C builds the nodes, and the texts are taken as they stand. Nor does the collector look through them meanwhile,
again and again, for garbage: that was two fifths of the time, and a tree of nodes has none.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode


class _Nodes(yaml.CBaseLoader):
    """Nodes without types: how a scalar looks decides nothing."""

    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> str:
        return ""

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """No paths are followed."""

    def ascend_resolver(self) -> None:
        """No paths are followed."""


def load(text: str | bytes) -> Any:
    """A document as dicts, lists and texts; an empty one is None."""
    with _uncollected():
        node = _Nodes(text).get_single_node()
        return None if node is None else _value(node)


@contextmanager
def _uncollected() -> Iterator[None]:
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@cache
def catalogue(*path: str) -> Any:
    """The document at `ingest/catalog/<path>`, read once; None where there is no such file. Not to be changed."""
    file = resources.files("ingest.catalog").joinpath(*path)
    return load(file.read_bytes()) if file.is_file() else None


def _value(node: Node) -> Any:
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    return [_value(item) for item in node.value]
