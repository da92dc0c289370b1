"""The look of a site: templates and one stylesheet, the built-in theme with a newsroom's own files laid over it.

A theme is somebody else's program, so it runs in a sandbox (`theme_sandbox`) and within bounds (`theme_meter`). A name it
misspells is a fault that says which template, which line and on which page.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from difflib import get_close_matches
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

from editor_app.publish import views
from editor_app.publish.reporting import PageFault
from editor_app.publish.theme_meter import PAGE_SECONDS, Meter, TooMuch
from editor_app.publish.theme_sandbox import Sandbox, fields_of, safe

__all__ = ["Theme", "ThemeFault", "content_hash", "forced_scheme", "safe"]

_NO_TEXT = "it is not UTF-8 text"
_NO_FIELD = re.compile(r"'(?:[\w.]*\.)?(?P<kind>\w+) object' has no attribute '(?P<name>[^']*)'")
_NO_NAME = re.compile(r"'(?P<name>[^']*)' is undefined")
_TEMPLATES = (".html", ".xml")
_VIEWS = frozenset(kind for kind in vars(views).values() if is_dataclass(kind) and isinstance(kind, type))


class ThemeFault(PageFault):
    """A theme file that cannot be used.

    Attributes:
        template: its name.
        line: where in it; 0: not known.
        reason: why, as a clause.
        page: the headline of the page it was making; empty: no page in particular.
    """

    def __init__(self, template: str, line: int, reason: str, page: str = "") -> None:
        where = f", line {line}" if line else ""
        about = f" (on the page “{page}”)" if page else ""
        super().__init__(f"The theme file {template}{where} cannot be used: {reason}{about}.")
        self.template = template
        self.line = line
        self.reason = reason
        self.page = page


class Theme:
    """One newsroom's theme.

    Args:
        built_in: the folder of the built-in theme.
        own: the newsroom's `theme/` folder; its files replace the built-in ones of the same name.
        compiled: a folder of this user's where compiled templates are kept; None: they are compiled each time, and read
            again when they change. With it a template is read once, so that all pages of an export are made with the same.
        seconds: how long the templates may take for one page.
    """

    def __init__(
        self,
        built_in: Path,
        own: Path | None = None,
        compiled: Path | None = None,
        seconds: float = PAGE_SECONDS,
    ) -> None:
        self._folders = [folder for folder in (own, built_in) if folder is not None and folder.is_dir()]
        self._meter = Meter(seconds)
        is_metered = own is not None and _has_templates(own)
        is_direct = compiled is not None and not is_metered
        if compiled is not None:  # the same template compiles to another program
            compiled = compiled / ("direct" if is_direct else "metered")
        self._environment = Sandbox(
            self._meter,
            is_metered=is_metered,
            direct=_VIEWS if is_direct else frozenset(),
            loader=_ThemeFiles([str(folder) for folder in ([built_in] if is_direct else self._folders)]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=compiled is None,
            cache_size=100,
            bytecode_cache=_compiled_in(compiled) if compiled else None,
        )
        self._stylesheets: dict[tuple[str | None, int], str] = {}

    def render(self, template: str, context: Mapping[str, Any]) -> str:
        """The page that `template` makes of `context`. Raises `ThemeFault`."""
        self._meter.begin()
        try:
            return self._environment.get_template(template).render(context)
        except (TemplateError, TooMuch, *_FAULTS) as error:
            name, line, reason = self._explained(error, template)
            raise ThemeFault(name, line, reason, _page_of(context)) from error

    def check(self, template: str) -> None:
        """Read a template without making a page of it. Raises `ThemeFault`."""
        self._meter.begin()
        try:
            self._environment.get_template(template)
        except (TemplateError, TooMuch, *_FAULTS) as error:
            raise ThemeFault(*self._explained(error, template)) from error

    def _explained(self, error: BaseException, template: str) -> tuple[str, int, str]:
        """Template, line and reason of what went wrong while `template` made a page."""
        if isinstance(error, TemplateSyntaxError):
            return error.name or template, error.lineno, _clause(error.message)
        if isinstance(error, UnicodeDecodeError):
            return self._unreadable() or template, 0, _NO_TEXT
        name, line = self._place_of(error, template)
        if isinstance(error, TemplateNotFound):
            return (
                name,
                line,
                f"there is no theme file {error.name}" if error.name != name else "it is missing",
            )
        if isinstance(error, RecursionError):
            return name, line, "it includes or calls itself without end"
        if isinstance(error, SyntaxError | MemoryError):
            return name, line, "it is nested too deeply"
        return name, line, _clause(str(error))

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
            if folder is not None and path.suffix in _TEMPLATES:
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


_FAULTS = (
    ArithmeticError, TypeError, ValueError, LookupError, AttributeError, RecursionError, SyntaxError, MemoryError
)  # fmt: skip


def _has_templates(folder: Path) -> bool:
    return any(path.suffix in _TEMPLATES for path in folder.rglob("*"))


def _page_of(context: Mapping[str, Any]) -> str:
    """The headline of the page that a context is for."""
    story, page = context.get("story"), context.get("page")
    headline = getattr(story, "headline", "") or getattr(page, "headline", "") or getattr(page, "title", "")
    return " ".join(str(headline).split())


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
        kind = getattr(views, found["kind"], None)
        near = get_close_matches(found["name"], fields_of(kind) if kind else (), n=1)
        hint = f"; the nearest is “{near[0]}”" if near else ""
        return f"there is nothing called “{found['name']}” there{hint}"
    if found := _NO_NAME.fullmatch(message or ""):
        return f"“{found['name']}” is not defined"
    text = (message or "it is not a template").strip().rstrip(".")
    return text[:1].lower() + text[1:]


def _compact(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).replace(";}", "}").strip()


def _compact_script(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
