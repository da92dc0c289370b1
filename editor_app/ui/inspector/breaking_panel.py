"""The Breaking panel: level, alert, since when and until when, the banner as readers will see it, and corrections."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor_app.stories.breaking import Breaking, Level
from editor_app.stories.story import Correction, CorrectionKind
from editor_app.stories.workflow import Status
from editor_app.ui.inspector.banner_preview import BannerPreview
from editor_app.ui.inspector.corrections_section import CorrectionsSection
from editor_app.ui.inspector.ends_field import EndsField
from editor_app.ui.inspector.panel import Panel
from editor_app.ui.inspector.surroundings import DeskLike
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import default_button, link_button, primary_button
from editor_app.ui.widgets.fields import CountedText, LabeledField
from editor_app.ui.widgets.moment_field import MomentField
from editor_app.ui.widgets.segmented import Segmented
from editor_app.ui.widgets.text_label import ElidedLabel, TextLabel
from editor_app.ui.widgets.time_words import clock_time, countdown_words, moment_in_sentence

NONE = "none"
TICK_MS = 20_000


class BreakingPanel(Panel):
    """Signals:
    banner_update_requested(): rebuild the front page with the banner as it is now.
    banner_taken_down(Breaking): the level of this story has just been ended; as it was before.
    open_story_requested(slug): the story that has the banner should be opened.
    """

    banner_update_requested = Signal()
    banner_taken_down = Signal(object)
    open_story_requested = Signal(str)

    panel_id = "breaking"
    default_width = 340
    minimum_panel_width = 320
    works_hidden = True
    follows = frozenset({"breaking", "title", "corrections", "status", "embargo", "lastmod", "date"})

    def __init__(self, theme: Theme, desk: DeskLike, parent: QWidget | None = None) -> None:
        super().__init__(theme, desk, parent)
        self.title = self.tr("Breaking")
        self._remembered = Breaking(level=Level.BREAKING)
        self._build_level()
        self._build_corrections()
        self._build_footer()
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._time_passed)
        self._tick.start()
        theme.changed.connect(self._time_passed)

    # -- building

    def _build_level(self) -> None:
        column = self.add_section()
        options = [
            (NONE, self.tr("None")),
            (Level.DEVELOPING.value, self.tr("Developing"), "developing"),
            (Level.BREAKING.value, self.tr("Breaking"), "breaking"),
        ]
        self.level = Segmented(options, self.theme, self.tr("Level"))
        self._hint = TextLabel("", self.theme, "meta", "tertiary", wrap=True)
        column.addWidget(self.level)
        column.addWidget(self._hint)
        self._details = QWidget()
        column.addWidget(self._details)
        details = QVBoxLayout(self._details)
        details.setContentsMargins(0, 0, 0, 0)
        details.setSpacing(12)
        self.alert = CountedText(self.tr("Alert text"), 0, self.theme)
        zone = self.desk.newsroom.timezone
        self.since = MomentField(self.theme, zone, self.tr("Since"))
        self._now_link = link_button(self.tr("Now"), self.theme)
        self.ends = EndsField(self.theme, zone)
        self.guard_wheel(self.since, self.ends.moment)
        self.banner = BannerPreview(self.theme)
        self._state = TextLabel("", self.theme, "meta", "secondary", wrap=True)
        details.addWidget(self.alert)
        details.addWidget(LabeledField(self.tr("Since"), self.since, self.theme, self._now_link))
        details.addWidget(self.ends)
        details.addWidget(self.banner)
        details.addWidget(self._state)
        details.addWidget(self._build_other_banner())
        self.level.chosen.connect(self.set_level)
        self.alert.textEdited.connect(lambda text: self._edit(self.tr("Change alert"), alert=text))
        self.since.moment_edited.connect(lambda moment: self._edit(self.tr("Change since"), since=moment))
        self._now_link.clicked.connect(lambda: self._edit(self.tr("Change since"), since=self._this_minute()))
        self.ends.until_edited.connect(lambda moment: self._edit(self.tr("Change end"), until=moment))

    def _build_other_banner(self) -> QWidget:
        self._other = QWidget()
        row = QHBoxLayout(self._other)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._other_words = TextLabel("", self.theme, "meta", "developing", wrap=True)
        show = link_button(self.tr("Show"), self.theme)
        show.clicked.connect(lambda: self.open_story_requested.emit(self._other_slug))
        row.addWidget(self._other_words, 1)
        row.addWidget(show)
        self._other_slug = ""
        return self._other

    def _build_corrections(self) -> None:
        self.corrections = CorrectionsSection(self.theme, self.desk.newsroom.timezone)
        self.add_section().addWidget(self.corrections)
        self.corrections.correction_added.connect(self._add_correction)
        self.corrections.correction_removed.connect(self._remove_correction)

    def _build_footer(self) -> None:
        row = self.add_footer()
        self._live_icon = QLabel()
        self._live_words = ElidedLabel("", self.theme, "meta", "secondary")
        self.take_down_button = default_button(self.tr("Take down"), self.theme)
        self.update_button = primary_button(self.tr("Update banner"), self.theme)
        row.addWidget(self._live_icon)
        row.addWidget(self._live_words, 1)
        row.addWidget(self.take_down_button)
        row.addWidget(self.update_button)
        self.take_down_button.clicked.connect(self.take_down)
        self.update_button.clicked.connect(self.banner_update_requested)

    # -- following

    def session_replaced(self) -> None:
        """Another story: nothing is remembered of the level of the one before."""
        self._remembered = Breaking(level=Level.BREAKING)
        if self.session is None:
            self.set_badge("", "")

    def show_meta(self, keys: frozenset[str]) -> None:
        """Show level, alert, times, banner and corrections."""
        if self.session is None:
            return
        meta = self.session.meta
        if "corrections" in keys or "lastmod" in keys or "status" in keys:
            live_since = (meta.lastmod or meta.date) if meta.status is Status.PUBLISHED else None
            self.corrections.show_corrections(meta.corrections, self.desk.clock(), live_since)
        breaking = meta.breaking
        self.level.set_value(breaking.level.value if breaking else NONE)
        self._details.setVisible(breaking is not None)
        self._hint.setVisible(breaking is None)
        if breaking is None:
            self._hint.setText(
                self.tr(
                    "No label and no banner. A level puts a label on the story and a banner on the front page."
                )
            )
        else:
            limit = self.desk.newsroom.settings.limits.alert
            self.alert.set_limit(limit)
            self.alert.setText(breaking.alert)
            self.alert.setPlaceholder(meta.title)
            self.since.set_moment(breaking.since or self.desk.clock())
        self._show_standing()

    def focus_key(self, key: str) -> bool:
        """Put the caret where a fault of `breaking` or `corrections` is mended."""
        if key == "breaking":
            has_level = self.session is not None and self.session.meta.breaking is not None
            (self.alert.editor if has_level else self.level).setFocus()
            return True
        if key.partition(":")[0] == "corrections":
            self.corrections.add.setFocus()
            self._scroll.ensureWidgetVisible(self.corrections.add)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter presses the panel's main button, or adds the correction being written; Esc folds its form away."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.corrections.is_adding:
                self.corrections.submit()
            elif self.update_button.isEnabled() and self.update_button.isVisible():
                self.update_button.click()
        elif event.key() == Qt.Key.Key_Escape and self.corrections.is_adding:
            self.corrections.close_form()
        else:
            super().keyPressEvent(event)

    # -- doing

    def set_level(self, value: str) -> None:
        """Give the story a level ("none", "developing", "breaking"); a new or ended one starts now."""
        if self.session is None:
            return
        before = self.session.meta.breaking
        if value == NONE:
            self._remembered = before or self._remembered
            self.edit(self.tr("Remove breaking level"), breaking=None)
            return
        now = self._this_minute()
        known = before or self._remembered
        runs_on = known.until is not None and known.until > self.desk.clock() and known.since is not None
        hours = self.desk.newsroom.settings.breaking.hours
        since = known.since if runs_on else now
        until = known.until if runs_on else now + timedelta(hours=hours)
        level = Level(value)
        after = known.model_copy(update={"level": level, "since": since, "until": until})
        label = self.tr("Mark as breaking") if level is Level.BREAKING else self.tr("Mark as developing")
        self.edit(label, breaking=after)

    def take_down(self) -> None:
        """End the level now."""
        breaking = self.session.meta.breaking if self.session else None
        if breaking is None:
            return
        self._edit(self.tr("Take down banner"), until=self.desk.clock().replace(microsecond=0))
        self.banner_taken_down.emit(breaking)

    def _edit(self, label: str, **values: object) -> None:
        breaking = self.session.meta.breaking if self.session else None
        if breaking is not None:
            self.edit(label, breaking=breaking.model_copy(update=values))

    def _add_correction(self, kind: CorrectionKind, text: str) -> None:
        if self.session is None:
            return
        correction = Correction(date=self._this_minute(), kind=kind, text=text)
        self.edit(self.tr("Add correction"), corrections=(*self.session.meta.corrections, correction))

    def _remove_correction(self, index: int) -> None:
        if self.session is None:
            return
        corrections = self.session.meta.corrections
        self.edit(self.tr("Remove correction"), corrections=corrections[:index] + corrections[index + 1 :])

    # -- how it stands

    def _time_passed(self) -> None:
        if self.session is not None:
            self._show_standing()

    def _this_minute(self) -> datetime:
        now = self.desk.clock().astimezone(self.desk.newsroom.timezone)
        return now.replace(second=0, microsecond=0)

    def _show_standing(self) -> None:
        assert self.session is not None
        meta, now = self.session.meta, self.desk.clock()
        breaking = meta.breaking
        in_force = breaking is not None and breaking.in_force(now)
        is_live = (
            in_force and meta.status is Status.PUBLISHED and (meta.embargo is None or meta.embargo <= now)
        )
        self.set_badge(
            "!" if in_force else "", (breaking.level.value if breaking else "") if in_force else ""
        )
        self._show_footer(breaking, in_force, is_live)
        if breaking is None:
            return
        self.ends.show_end(breaking, now)
        updated = meta.lastmod or breaking.since
        zone = self.desk.newsroom.timezone
        time = self.tr("Updated {0}").format(clock_time(updated, zone)) if updated else ""
        self.banner.show_banner(
            breaking.level,
            self._label_of(breaking.level),
            time,
            breaking.alert or meta.title,
            faded=not in_force,
        )
        self._state.setText(self._standing_words(breaking, is_live, now))
        self._state.set_tone("ready" if is_live else "developing")
        self._show_other_banner(now)

    def _standing_words(self, breaking: Breaking, is_live: bool, now: datetime) -> str:
        zone = self.desk.newsroom.timezone
        if breaking.since is None or breaking.until is None:
            return self.tr("Not shown: it needs both a start and an end.")
        if breaking.until <= breaking.since:
            return self.tr("Not shown: it ends before it starts.")
        if breaking.ended(now):
            return self.tr("Ended {0}. Choose a new end to show it again.").format(
                moment_in_sentence(breaking.until, now, zone)
            )
        if breaking.since > now:
            return self.tr("Starts {0}, {1}.").format(
                moment_in_sentence(breaking.since, now, zone), countdown_words(breaking.since - now)
            )
        if not is_live:
            return self.tr("In force. Readers see it once the story is published.")
        return self.tr("In force until {0}.").format(moment_in_sentence(breaking.until, now, zone))

    def _show_footer(self, breaking: Breaking | None, in_force: bool, is_live: bool) -> None:
        footer = self._footer
        footer.setVisible(breaking is not None and self.session is not None)
        if breaking is None:
            return
        token = (
            ("breaking" if breaking.level is Level.BREAKING else "developing")
            if in_force
            else "text.tertiary"
        )
        self._live_icon.setPixmap(self.theme.pixmap("broadcast", 16, token if in_force else "text.tertiary"))
        since = clock_time(breaking.since, self.desk.newsroom.timezone) if breaking.since else ""
        words = self.tr("Since {0}").format(since) if in_force and since else self.tr("Not in force")
        self._live_words.setText(words)
        self.take_down_button.setEnabled(in_force)
        self.update_button.setEnabled(is_live)
        why = "" if is_live else self.tr("The banner goes up when the story is published")
        self.update_button.setToolTip(why or self.tr("Rebuild the front page with this banner"))

    def _show_other_banner(self, now: datetime) -> None:
        own = self.session.meta.breaking if self.session else None
        # A label that is over competes with nobody.
        other = self._other_in_force(now) if own is not None and not own.ended(now) else None
        self._other.setVisible(other is not None)
        if other is None:
            return
        self._other_slug = other.slug
        until = moment_in_sentence(other.breaking.until, now, self.desk.newsroom.timezone)
        self._other_words.setText(
            self.tr(
                "“{0}” has a banner until {1}. One is shown: breaking before developing, then the newest."
            ).format(other.headline, until)
        )

    def _other_in_force(self, now: datetime) -> Any | None:
        if self.session is None or self.desk.catalogue is None:
            return None
        path = self.session.story.path
        others = [
            entry
            for entry in self.desk.catalogue.entries
            if entry.path != path
            and entry.status is Status.PUBLISHED
            and entry.breaking
            and entry.breaking.in_force(now)
        ]
        return max(others, key=_urgency, default=None)

    def _label_of(self, level: Level) -> str:
        labels = self.desk.newsroom.settings.breaking.labels or {}
        fallback = self.tr("Breaking") if level is Level.BREAKING else self.tr("Developing")
        return labels.get(level.value, "") or labels.get(level, "") or fallback


def _urgency(entry: Any) -> tuple[bool, datetime]:
    """Which of several banners the front page shows: breaking before developing, then the newest."""
    return entry.breaking.level is Level.BREAKING, entry.breaking.since
