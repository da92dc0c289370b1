"""The regions of the window that F6 and Shift+F6 go round, in reading order. Knows focus, not what a region is for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the window. `enter` gives it the focus; None: where the focus was last in it, else its first control."""

    widget: QWidget
    enter: Callable[[], object] | None = None


def go_to_region(regions: Sequence[Region], by: int) -> bool:
    """Move the focus `by` regions on (or back) among those that are shown. False when none takes it."""
    shown = [region for region in regions if region.widget.isVisible()]
    focused = QApplication.focusWidget()
    inside = [place for place, region in enumerate(shown) if _holds(region.widget, focused)]
    start = inside[0] if inside else (-1 if by > 0 else 0)
    for step in range(1, len(shown) + 1):
        region = shown[(start + by * step) % len(shown)]
        if _enter(region):
            return True
    return False


def _holds(region: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (region is focused or region.isAncestorOf(focused))


def _enter(region: Region) -> bool:
    if region.enter is not None:
        region.enter()
    else:
        target = _last_or_first(region.widget)
        if target is None:
            return False
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
    return _holds(region.widget, QApplication.focusWidget())


def _last_or_first(region: QWidget) -> QWidget | None:
    last = region.focusWidget()
    if last is not None and _takes_focus(last):
        return last
    if _takes_focus(region):
        return region
    # Not by nextInFocusChain: what it returns becomes, for PySide, a child of the caller, and dies with it.
    return next((control for control in region.findChildren(QWidget) if _takes_focus(control)), None)


def _takes_focus(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
