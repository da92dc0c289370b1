"""How the History panel says a version: its name, and the line below it. No widgets, no clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from editor_app.stories.history.version import Version, VersionKind


def _tr(text: str) -> str:
    return QCoreApplication.translate("version_words", text)


def numbers_of(versions: Sequence[Version]) -> dict[str, int]:
    """The number of each published version, by its key: 1 for the first. `versions` are newest first."""
    keys = [version.key for version in versions if version.kind is VersionKind.PUBLISHED]
    return {key: len(keys) - place for place, key in enumerate(keys)}


def about(version: Version, machine: str) -> str:
    """Who kept it, how long it is, and on which machine if not on `machine`."""
    words = (
        _tr("1 word") if version.words == 1 else _tr("{0} words").format(QLocale().toString(version.words))
    )
    parts = [version.who, words] if version.who else [words]
    if version.machine != machine:
        parts.append(_tr("on {0}").format(version.machine_words))
    return ", ".join(parts)


def name_of(version: Version, number: int, say: Callable[[datetime], str]) -> str:
    """Why it was kept, or what a person called it. `number` is that of a published one; `say` tells a moment."""
    if version.kind is VersionKind.PUBLISHED:
        return _tr("Published, version {0}").format(number)
    if version.kind is VersionKind.NAMED:
        return version.name or _tr("Saved version")
    if version.kind is VersionKind.RESTORED:
        try:
            return _tr("Restored from {0}").format(say(datetime.fromisoformat(version.name)))
        except ValueError:
            return _tr("Restored")
    return {
        VersionKind.AUTOSAVED: _tr("Autosaved"),
        VersionKind.OPENED: _tr("As it was opened"),
        VersionKind.ON_DISK: _tr("Changed outside Stet"),
        VersionKind.BEFORE_RESTORE: _tr("Before restore"),
        VersionKind.BEFORE_CUT: _tr("Before a large cut"),
        VersionKind.TAKEN_BACK: _tr("Publishing stopped"),
    }[version.kind]
