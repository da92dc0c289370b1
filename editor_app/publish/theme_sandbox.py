"""Jinja2's sandbox, narrowed to plain values and to what one page may take.

A theme is somebody else's program. It sees the fields of the views and a few harmless methods, no name with an underscore,
few filters. Where a newsroom has templates of its own, each is rewritten as it is read, so that its loops, its
calls, its lists and all it shows come by the meter; the built-in theme alone is trusted to end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache, wraps
from itertools import islice
from typing import Any

from jinja2 import Undefined, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from editor_app.publish.theme_direct import DirectCode, field_reader, shown
from editor_app.publish.theme_meter import (
    LONGEST_LIST,
    LONGEST_TEXT,
    Meter,
    TooMuch,
    product_fits,
    sized,
    weighed,
)

FILTERS = frozenset(
    {"abs", "batch", "capitalize", "d", "default", "dictsort", "e", "escape", "first", "float", "forceescape", "groupby",
     "int", "items", "join", "last", "length", "count", "list", "lower", "map", "max", "min", "reject", "rejectattr",
     "replace", "reverse", "round", "select", "selectattr", "slice", "sort", "string", "striptags", "sum", "title",
     "trim", "truncate", "unique", "upper", "urlencode", "wordcount"}
)  # fmt: skip
"""The filters of Jinja2 that a theme may use."""
TEXT_METHODS = frozenset(
    {"lower", "upper", "title", "capitalize", "strip", "startswith", "endswith", "split", "count", "find"}
)
MAPPING_METHODS = frozenset({"get", "items", "keys", "values"})
_EACH, _JOINED, _WEIGHED = "stet_each", "stet_joined", "stet_weighed"
_MOST_COLUMNS = 1_000
_LONGEST_TAGGED = 100_000


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment.

    Args:
        meter: measures each page; `begin` it before.
        is_metered: whether templates may be a stranger's.
        direct: kinds of views whose fields need no look, where every template is Stet's own; none: the sandbox asks.
    """

    intercepted_binops = frozenset({"*", "**", "%", "+", "<<"})

    def __init__(
        self, meter: Meter, *, is_metered: bool, direct: frozenset[type] = frozenset(), **options: Any
    ) -> None:
        super().__init__(**options)
        self._meter = meter
        if direct:
            self.code_generator_class, self.sandboxed = DirectCode, False
            self.views, self.field, self.shown = direct, field_reader(self, direct), shown
        self._is_metered = is_metered
        self.filters = {name: _guarded(name, call) for name, call in self.filters.items() if name in FILTERS}
        self.globals = {"range": meter.range, "namespace": self.globals["namespace"]}
        if is_metered:
            self.filters |= {_EACH: self._each, _JOINED: self._joined, _WEIGHED: _weighed}
            self.finalize = self._shown
            self.concat = meter.joined  # type: ignore[method-assign]  # Jinja's own way to exchange it

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        return _Metering().visit(template) if self._is_metered else template

    # -- what may be reached

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The fields of a view, which is most of what a template asks for, need no further look."""
        if attribute in fields_of(type(obj)):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if attr in fields_of(type(obj)):
            return True
        if attr.startswith("_") or not super().is_safe_attribute(obj, attr, value):
            return False
        if isinstance(obj, str):
            return attr in TEXT_METHODS
        if isinstance(obj, Mapping):
            return attr in MAPPING_METHODS
        if isinstance(obj, datetime):
            return attr in {"year", "month", "day"}
        return not isinstance(obj, bytes | list | tuple | int | float | type) and (
            not callable(value) or type(obj).__module__.startswith("jinja2")
        )

    def is_safe_callable(self, obj: Any) -> bool:
        return obj is Namespace or (not isinstance(obj, type) and super().is_safe_callable(obj))

    def wrap_str_format(self, value: Any) -> None:
        """None: no `format` method at all. Jinja2's is safe, but makes texts as wide as it is asked to."""
        return None

    # -- what it may take

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as Jinja2 has it
        if __self._is_metered:
            __self._meter.tick()
            for value in (*args, *kwargs.values()):
                sized(value)
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator in ("**", "<<") or (operator == "%" and not numbers):
            raise SecurityError(f"the operator {operator} may not be used here")
        if operator == "*":
            if not numbers:
                raise SecurityError("a text or list may not be repeated")
            if not product_fits(left, right):
                raise TooMuch("a number grows without end")
        result = super().call_binop(context, operator, left, right)
        return result if numbers else sized(result)

    def _load_template(self, name: str, globals: Any) -> Any:
        if self._is_metered:
            self._meter.tick()
        return super()._load_template(name, globals)

    def _shown(self, value: Any) -> Any:
        if isinstance(value, str):
            self._meter.show(value)
        elif isinstance(value, list | tuple | Mapping | set):
            raise TooMuch("a list cannot be shown as it is; go through it with “for”, or “join” it")
        elif is_dataclass(value):
            raise TooMuch("a group of values cannot be shown as it is; name one of them")
        return value

    @pass_context
    def _each(self, _context: Context, items: Any) -> Any:
        return items if isinstance(items, Undefined) else self._meter.each(items)

    @pass_context
    def _joined(self, context: Context, parts: Iterable[Any]) -> str:
        return sized((markup_join if context.eval_ctx.autoescape else str_join)(parts))


@pass_context
def _weighed(_context: Context, value: Any) -> Any:
    return weighed(value)


class _Metering(NodeTransformer):
    """Rewrites a template so that what can grow comes by the meter."""

    def visit_For(self, node: nodes.For) -> nodes.Node:
        self.generic_visit(node)
        node.iter = _through(_EACH, node.iter)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        return _through(_JOINED, nodes.List(node.nodes, lineno=node.lineno))

    def visit_List(self, node: nodes.List) -> nodes.Node:
        self.generic_visit(node)
        return node if _is_constant(node.items) else _through(_WEIGHED, node)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:
        self.generic_visit(node)
        return node if node.ctx != "load" or _is_constant(node.items) else _through(_WEIGHED, node)

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:
        self.generic_visit(node)
        return node if _is_constant(pair.value for pair in node.items) else _through(_WEIGHED, node)


def _through(name: str, node: nodes.Node) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _is_constant(items: Iterable[nodes.Node]) -> bool:
    return all(isinstance(item, nodes.Const) for item in items)


# -- filters


def _guarded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that takes and gives no more than is of use."""
    before = _GUARDS.get(name)
    takes_first = 1 if hasattr(function, "jinja_pass_arg") else 0

    @wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if before is not None:
            given = list(args)
            given[takes_first:] = before(*args[takes_first:], **kwargs)
            return sized(function(*given, **kwargs))
        return sized(function(*args, **kwargs))

    return guarded


def _before_join(value: Any, *rest: Any, **named: Any) -> tuple[Any, ...]:
    items = list(islice(value, LONGEST_LIST + 1))
    between = str(rest[0] if rest else named.get("d", ""))
    size = len(between) * len(items) + sum(len(item) for item in items if isinstance(item, str))
    if len(items) > LONGEST_LIST or size > LONGEST_TEXT:
        raise TooMuch("a text grows without end")
    return (items, *rest)


def _before_replace(text: Any, *rest: Any, **named: Any) -> tuple[Any, ...]:
    old = str(rest[0] if rest else named.get("old", ""))
    new = str(rest[1] if len(rest) > 1 else named.get("new", ""))
    words = str(text)
    if (words.count(old) if old else len(words) + 1) * len(new) > LONGEST_TEXT:
        raise TooMuch("a text grows without end")
    return (text, *rest)


def _before_columns(value: Any, *rest: Any, **named: Any) -> tuple[Any, ...]:
    wanted = rest[0] if rest else named.get("linecount", named.get("slices", 1))
    if not isinstance(wanted, int) or not 0 < wanted <= _MOST_COLUMNS:
        raise TooMuch(f"a list is parted into 1 to {_MOST_COLUMNS}")
    return (value, *rest)


def _before_round(value: Any, *rest: Any, **named: Any) -> tuple[Any, ...]:
    digits = rest[0] if rest else named.get("precision", 0)
    if not isinstance(digits, int) or abs(digits) > 20:
        raise TooMuch("a number is rounded to at most 20 digits")
    return (value, *rest)


def _before_sum(value: Any, *rest: Any, **named: Any) -> tuple[Any, ...]:
    start = rest[1] if len(rest) > 1 else named.get("start", 0)
    if not isinstance(start, int | float):
        raise TooMuch("only numbers can be summed")
    return (value, *rest)


def _before_striptags(value: Any, *rest: Any, **_named: Any) -> tuple[Any, ...]:
    if len(str(value)) > _LONGEST_TAGGED:
        raise TooMuch("the text is too long to take its tags out")
    return (value, *rest)


_GUARDS: dict[str, Callable[..., tuple[Any, ...]]] = {
    "join": _before_join,
    "replace": _before_replace,
    "batch": _before_columns,
    "slice": _before_columns,
    "round": _before_round,
    "sum": _before_sum,
    "striptags": _before_striptags,
}


@cache
def fields_of(kind: type) -> frozenset[str]:
    """The fields of a view, which a theme may always read; none for any other kind of thing."""
    if not is_dataclass(kind):
        return frozenset()
    return frozenset(field.name for field in fields(kind) if not field.name.startswith("_"))


def safe(html: str) -> Markup:
    """Marks HTML that was sanitised or made here, so that a template does not escape it again."""
    return Markup(html)
