"""The look of a site: templates and one stylesheet, the built-in theme with a newsroom's own files laid over it.

A theme is somebody else's program, so it runs in a sandbox: it sees the plain values of `views` and nothing else, no
name with an underscore, few filters, no loop or repetition without bounds, and a name it misspells is a fault that
says which template and line.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from editor_app.publish.reporting import PageFault

_FILTERS = frozenset(
    {"abs", "batch", "capitalize", "d", "default", "dictsort", "e", "escape", "first", "float", "forceescape", "groupby",
     "int", "items", "join", "last", "length", "count", "list", "lower", "map", "max", "min", "reject", "rejectattr",
     "replace", "reverse", "round", "select", "selectattr", "slice", "sort", "string", "striptags", "sum", "title",
     "trim", "truncate", "unique", "upper", "urlencode", "wordcount"}
)  # fmt: skip
_TEXT_METHODS = frozenset(
    {"lower", "upper", "title", "capitalize", "strip", "startswith", "endswith", "split", "count", "find"}
)
_MAPPING_METHODS = frozenset({"get", "items", "keys", "values"})
_LONGEST_RANGE = 1_000
_MOST_COUNTED = 100_000  # for one page, loops within loops taken together
_NO_TEXT = "it is not UTF-8 text"
_NO_FIELD = re.compile(r"'[^']* object' has no attribute '(?P<name>[^']*)'")
_LONGEST_TEXT = 1_000_000


class ThemeFault(PageFault):
    """A theme file that cannot be used. `template` is its name, `line` where (0: not known), `reason` why."""

    def __init__(self, template: str, line: int, reason: str) -> None:
        where = f", line {line}" if line else ""
        super().__init__(f"The theme file {template}{where} cannot be used: {reason}.")
        self.template = template
        self.line = line
        self.reason = reason


class Theme:
    """One newsroom's theme.

    Args:
        built_in: the folder of the built-in theme.
        own: the newsroom's `theme/` folder; its files replace the built-in ones of the same name.
        compiled: a folder of this user's where compiled templates are kept; None: they are compiled each time.
    """

    def __init__(self, built_in: Path, own: Path | None = None, compiled: Path | None = None) -> None:
        self._folders = [folder for folder in (own, built_in) if folder is not None and folder.is_dir()]
        self._environment = _Sandbox(
            loader=_ThemeFiles([str(folder) for folder in self._folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=True,
            cache_size=100,
            bytecode_cache=_compiled_in(compiled) if compiled else None,
        )
        self._stylesheets: dict[tuple[str | None, int], str] = {}

    def render(self, template: str, context: Mapping[str, Any]) -> str:
        """The page that `template` makes of `context`. Raises `ThemeFault`."""
        self._environment.begin()
        try:
            return self._environment.get_template(template).render(context)
        except TemplateSyntaxError as error:
            raise ThemeFault(error.name or template, error.lineno, _clause(error.message)) from error
        except UnicodeDecodeError as error:
            raise ThemeFault(self._unreadable() or template, 0, _NO_TEXT) from error
        except TemplateNotFound as error:
            name, line = self._place_of(error, template)
            missing = f"there is no theme file {error.name}" if error.name != name else "it is missing"
            raise ThemeFault(name, line, missing) from error
        except (TemplateError, ArithmeticError, TypeError, ValueError, LookupError, AttributeError) as error:
            name, line = self._place_of(error, template)
            raise ThemeFault(name, line, _clause(str(error))) from error
        except RecursionError as error:
            raise ThemeFault(template, 0, "it includes itself without end") from error

    def stylesheet(self, color_scheme: str | None = None) -> str:
        """`site.css` without comments and needless space.

        Args:
            color_scheme: `light` or `dark` answers every `prefers-color-scheme` query that way, for a preview that
                shows the other scheme; None leaves the choice to the reader's system.
        """
        path = self._find("site.css")
        stamp = path.stat().st_mtime_ns
        key = (color_scheme, stamp)
        if key not in self._stylesheets:
            css = _compact(_text_of(path).replace("</", "<\\/"))
            self._stylesheets[key] = forced_scheme(css, color_scheme) if color_scheme else css
        return self._stylesheets[key]

    def script(self) -> str:
        """`page.js` without comments: the few lines a page with a "Copy link" button carries."""
        text = _text_of(self._find("page.js")).replace("</", "<\\/")
        return _compact_script(text)

    def _unreadable(self) -> str:
        """The first template that is not UTF-8: Jinja2 does not say which one it was reading."""
        for folder in self._folders:
            for path in sorted(folder.rglob("*.html")):
                try:
                    path.read_text(encoding="utf-8")
                except (UnicodeDecodeError, OSError):
                    return path.relative_to(folder).as_posix()
        return ""

    def _place_of(self, error: BaseException, template: str) -> tuple[str, int]:
        """The template and line an error came from, read from its traceback."""
        name, line = template, 0
        trace = error.__traceback__
        while trace is not None:
            path = Path(trace.tb_frame.f_code.co_filename)
            folder = next((folder for folder in self._folders if path.is_relative_to(folder)), None)
            if folder is not None and path.suffix in (".html", ".xml"):
                name, line = path.relative_to(folder).as_posix(), trace.tb_lineno
            trace = trace.tb_next
        return name, line

    def _find(self, name: str) -> Path:
        for folder in self._folders:
            path = folder / name
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return path
        raise ThemeFault(name, 0, "it is missing")


def forced_scheme(css: str, color_scheme: str) -> str:
    """`css` as a reader sees it whose system asks for `color_scheme` (`light` or `dark`), whatever it really asks."""

    def answered(match: re.Match[str]) -> str:
        return "(min-width:0)" if match[1].lower() == color_scheme else "(max-width:0)"

    css = re.sub(r"\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)", answered, css, flags=re.IGNORECASE)
    return re.sub(r"(?<![-\w])color-scheme\s*:\s*[^;}]+", f"color-scheme:{color_scheme}", css)


def content_hash(text: str) -> str:
    """The CSP source that allows exactly this inline style or script."""
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _compiled_in(folder: Path) -> FileSystemBytecodeCache | None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder))


class _ThemeFiles(FileSystemLoader):
    """Templates of the theme's folders; a link that leads out of them is as good as no file."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, filename, is_fresh = super().get_source(environment, template)
        path = Path(filename).resolve()
        if not any(path.is_relative_to(Path(folder).resolve()) for folder in self.searchpath):
            raise TemplateNotFound(template)
        return source, filename, is_fresh


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox, narrowed to plain values."""

    intercepted_binops = frozenset({"*", "**", "%", "+", "<<"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.filters = {name: call for name, call in self.filters.items() if name in _FILTERS}
        self.globals = {"range": self._short_range, "namespace": self.globals["namespace"]}
        self._counted = 0

    def begin(self) -> None:
        """A new page: it has all its numbers to count again."""
        self._counted = 0

    def _short_range(self, *bounds: int) -> range:
        numbers = range(*bounds)
        if len(numbers) > _LONGEST_RANGE:
            raise SecurityError(f"a range may have at most {_LONGEST_RANGE} numbers")
        self._counted += len(numbers)
        if self._counted > _MOST_COUNTED:
            raise SecurityError(f"its ranges may have at most {_MOST_COUNTED} numbers together")
        return numbers

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The fields of a view, which is most of what a template asks for, need no further look."""
        if attribute in _fields_of(type(obj)):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if attr in _fields_of(type(obj)):
            return True
        if attr.startswith("_") or not super().is_safe_attribute(obj, attr, value):
            return False
        if isinstance(obj, str):
            return attr in _TEXT_METHODS
        if isinstance(obj, Mapping):
            return attr in _MAPPING_METHODS
        if isinstance(obj, datetime):
            return attr in {"year", "month", "day"}
        return not isinstance(obj, bytes | list | tuple | int | float | type) and (
            not callable(value) or type(obj).__module__.startswith("jinja2")
        )

    def is_safe_callable(self, obj: Any) -> bool:
        return not isinstance(obj, type) and super().is_safe_callable(obj)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "+":
            if isinstance(left, str) and len(left) > _LONGEST_TEXT:
                raise SecurityError("a text grows without end")
        elif operator in ("**", "<<") or (operator == "%" and not numbers):
            raise SecurityError(f"the operator {operator} may not be used here")
        elif operator == "*" and not numbers:
            raise SecurityError("a text or list may not be repeated")
        return super().call_binop(context, operator, left, right)


@cache
def _fields_of(kind: type) -> frozenset[str]:
    """The fields of a view, which a theme may always read; none for any other kind of thing."""
    if not is_dataclass(kind):
        return frozenset()
    return frozenset(field.name for field in fields(kind) if not field.name.startswith("_"))


def _text_of(path: Path) -> str:
    """The text of a style sheet or script. Raises `ThemeFault`."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ThemeFault(path.name, 0, _NO_TEXT) from error
    except OSError as error:
        raise ThemeFault(path.name, 0, (error.strerror or "it cannot be read").lower()) from error


def _clause(message: str | None) -> str:
    if found := _NO_FIELD.fullmatch(message or ""):
        return f"there is nothing called “{found['name']}” there"
    text = (message or "it is not a template").strip().rstrip(".")
    return text[:1].lower() + text[1:]


def _compact(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).replace(";}", "}").strip()


def _compact_script(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def safe(html: str) -> Markup:
    """Marks HTML that was sanitised or made here, so that a template does not escape it again."""
    return Markup(html)
