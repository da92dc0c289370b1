"""Choosing what kind of piece a story is. A word that another program wrote is shown and kept until one is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from editor_app.stories.article_types import ArticleType, article_type
from editor_app.ui.theme import Theme, type_role


class TypeChoice(QComboBox):
    """`type_chosen(str)`: another kind was chosen, as front matter names it; empty for plain news."""

    type_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ArticleType.NEWS
        type_role(self, "interface", theme)
        self.setToolTip(self.tr("Readers see it above the headline, in lists and on networks"))
        for kind, words in self._words().items():
            self.addItem(words, kind.value)
        self._own = self.count()
        self.activated.connect(self._chosen)

    def show_type(self, extra: Mapping[str, Any]) -> None:
        """Show what front matter's other keys say."""
        self._shown = article_type(extra)
        written = extra.get("type")
        foreign = str(written).strip() if written is not None and self._shown is ArticleType.NEWS else ""
        with QSignalBlocker(self):
            while self.count() > self._own:
                self.removeItem(self._own)
            if foreign:
                self.addItem(self.tr("News (“{0}” in the file)").format(foreign), foreign)
                self.setCurrentIndex(self._own)
            else:
                self.setCurrentIndex(self.findData(self._shown.value))

    def _chosen(self, index: int) -> None:
        is_foreign = index >= self._own
        was_foreign = self.count() > self._own
        word = self.itemData(index)
        if not is_foreign and (was_foreign or word != self._shown.value):
            self.type_chosen.emit(word)

    def _words(self) -> dict[ArticleType, str]:
        return {
            ArticleType.NEWS: self.tr("News"),
            ArticleType.REPORT: self.tr("Report"),
            ArticleType.ANALYSIS: self.tr("Analysis"),
            ArticleType.BACKGROUND: self.tr("Explainer"),
            ArticleType.OPINION: self.tr("Opinion"),
            ArticleType.REVIEW: self.tr("Review"),
            ArticleType.ASK: self.tr("Your views"),
            ArticleType.SPONSORED: self.tr("Sponsored"),
            ArticleType.SATIRE: self.tr("Satire"),
        }
