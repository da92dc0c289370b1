"""Compiles the built-in theme for an export to what it would be if it were written by hand.

A stranger's template asks the sandbox for every field and makes a `Markup` of every text it shows. The built-in theme is a part of
this program, so its fields are read and its texts escaped directly; the pages are the same, and a test holds them against
each other. Must never see a template of a newsroom's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner as _escaped_text
except ImportError:  # another release of it: slower, the same

    def _escaped_text(s: str, /) -> str:
        return str(escape(s))


class DirectCode(CodeGenerator):
    """Templates as Python: a field is an attribute, a shown text is escaped and no more."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Names are looked up twice at no cost; what is itself read from something takes the function."""
        if isinstance(node.node, nodes.Name):
            self._field_of_name(node, node.node, frame)
            return
        self.write("environment.field(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def _field_of_name(self, node: nodes.Getattr, name: nodes.Name, frame: Frame) -> None:
        self.write("(")
        self.visit(name, frame)
        self.write(f".{node.attr} if ")
        self.visit(name, frame)
        self.write(".__class__ in environment.views else environment.field(")
        self.visit(name, frame)
        self.write(f", {node.attr!r}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.shown(")


def shown(value: Any) -> str:
    """`value` as HTML: `markupsafe.escape` without a `Markup` around what is only joined."""
    if value.__class__ is str:
        return _escaped_text(value)
    return value if value.__class__ is Markup else str(escape(value))


def field_reader(environment: SandboxedEnvironment, views: frozenset[type]) -> Callable[[Any, str], Any]:
    """Reads a field of a view directly, and of anything else as the sandbox does."""

    def field(thing: Any, name: str) -> Any:
        return getattr(thing, name) if thing.__class__ in views else environment.getattr(thing, name)

    return field
