"""Dictionaries that hold a few words, the same on every machine."""

from __future__ import annotations

from editor_app.spelling.dictionary import Dictionary


class Book:
    """A dictionary of these words; a word is right with a capital, too."""

    def __init__(self, words: str, suggestions: dict[str, list[str]] | None = None) -> None:
        self._words, self._suggestions = set(words.split()), suggestions or {}

    def check(self, word: str) -> bool:
        """Whether it is one of them."""
        return word in self._words or word.lower() in self._words

    def suggest(self, word: str) -> list[str]:
        """What was given for it."""
        return self._suggestions.get(word, [])


class Books:
    """A machine with these dictionaries; notes which were opened."""

    def __init__(self, **books: Book) -> None:
        self._books = books
        self.opened: list[str] = []

    def available(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(self._books)

    def open(self, name: str) -> Dictionary | None:
        """One of them."""
        self.opened.append(name)
        return self._books.get(name)
