"""The system's dictionaries, by way of Enchant; none at all where Enchant is not installed.

Whoever has one `Dictionaries` uses it from one thread at a time: Enchant has no locks of its own.
"""

from __future__ import annotations

from typing import Protocol


class Dictionary(Protocol):
    """The words of one language."""

    def check(self, word: str) -> bool:
        """Whether the word is spelled right."""
        ...

    def suggest(self, word: str) -> list[str]:
        """What may have been meant, the likeliest first."""
        ...


class Dictionaries(Protocol):
    """All dictionaries of this machine."""

    def available(self) -> tuple[str, ...]:
        """Their names, such as `en_GB`."""
        ...

    def open(self, name: str) -> Dictionary | None:
        """The dictionary of this name; None when it cannot be read."""
        ...


class NoDictionaries:
    """A machine without any."""

    def available(self) -> tuple[str, ...]:
        """None."""
        return ()

    def open(self, name: str) -> Dictionary | None:
        """None."""
        return None


class EnchantDictionaries:
    """What Enchant finds: Hunspell's dictionaries first, which know compounds and abbreviations."""

    def __init__(self) -> None:
        from enchant import Broker
        from enchant.errors import Error

        self._not_there = Error
        self._broker = Broker()
        self._open: dict[str, Dictionary | None] = {}

    def available(self) -> tuple[str, ...]:
        """Their names, such as `en_GB`."""
        return tuple(sorted(self._broker.list_languages()))

    def open(self, name: str) -> Dictionary | None:
        """The dictionary of this name; it is read once, which takes some tenths of a second for a large one."""
        if name not in self._open:
            for order in ("*", name):
                self._broker.set_ordering(order, "hunspell,nuspell,voikko,hspell,zemberek,aspell")
            try:
                self._open[name] = self._broker.request_dict(name)
            except self._not_there:
                self._open[name] = None
        return self._open[name]


def system_dictionaries() -> Dictionaries:
    """The dictionaries of this machine. Takes a moment: Enchant looks for its providers."""
    try:
        return EnchantDictionaries()
    except (
        ImportError,
        OSError,
        AttributeError,
    ):  # the package, its C library, or a version of it that lacks a call
        return NoDictionaries()
