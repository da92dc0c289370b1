"""Importing, step by step: which files, how far it is, what came of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from editor_app.session.importing import ImportOutcome, ImportStep
from editor_app.stories.story_entry import StoryEntry
from editor_app.ui.dialogs.import_progress import ImportProgress
from editor_app.ui.dialogs.import_result import ImportedStory, ImportResult
from editor_app.ui.story_list.shelf import Shelf
from editor_app.ui.workspace import Workspace

_PATIENCE_MS = 400  # what is done by then needs no sheet that says so
_IMPORTABLE = (
    "Wire copy, Markdown, Word and HTML (*.txt *.text *.md *.markdown *.docx *.html *.htm);;All files (*)"
)


class ImportFlow(QObject):
    """Turns files into drafts of the open newsroom."""

    def __init__(self, workspace: Workspace, host: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._host = workspace, host
        self._importing = workspace.desk.importing
        self._sheet: ImportProgress | None = None
        self._step: ImportStep | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._show_progress)
        self._importing.progressed.connect(self._progressed)
        self._importing.ended.connect(self._ended)

    def choose(self) -> None:
        """Ask which files to bring in."""
        names, _kind = QFileDialog.getOpenFileNames(self._host, "Import", str(Path.home()), _IMPORTABLE)
        if names:
            self.start([Path(name) for name in names])

    def start(self, files: Sequence[Path]) -> None:
        """Turn files into drafts; one is opened at once, several are listed."""
        if not files:
            return
        if self._importing.start(files):
            self._patience.start()
        else:
            self._workspace.toast.say("Other files are being imported. Wait until they are done.")

    def _progressed(self, step: ImportStep) -> None:
        self._step = step
        if self._sheet is not None:
            self._sheet.show_step(step.path.name, step.done, step.total)

    def _show_progress(self) -> None:
        if not self._importing.is_running or self._step is None:
            return
        self._sheet = ImportProgress(self._workspace.theme, self._host)
        self._sheet.stopped.connect(self._importing.cancel)
        self._progressed(self._step)
        self._sheet.open()

    def _ended(self, outcome: ImportOutcome) -> None:
        self._patience.stop()
        self._step = None
        if self._sheet is not None:
            self._sheet.close_sheet()
            self._sheet = None
        if len(outcome.drafts) == 1 and not outcome.failures:
            self._workspace.show_shelf(Shelf())
            self._workspace.open_story(outcome.drafts[0])
        elif outcome.drafts or outcome.failures:
            self._show_result(outcome)

    def _show_result(self, outcome: ImportOutcome) -> None:
        catalogue = self._workspace.desk.catalogue
        entries = [entry for path in outcome.drafts if (entry := catalogue.by_path(path)) is not None]
        drafts = [ImportedStory(entry.path, entry.title, self._understood(entry)) for entry in entries]
        dialog = ImportResult(self._workspace.theme, self._host, drafts, outcome.failures)
        dialog.open_story_requested.connect(self._workspace.open_story)
        dialog.open()

    def _understood(self, entry: StoryEntry) -> str:
        """What an import made out besides headline and text: "Breaking, 2 Also read, 4 networks"."""
        meta = self._workspace.desk.newsroom.read(entry.path).meta
        counts = (
            (len(meta.related), "1 Also read", "{} Also read"),
            (len(meta.share.networks or ()), "1 network", "{} networks"),
            (entry.words, "1 word", "{} words"),
        )
        level = [str(meta.breaking.level).capitalize()] if meta.breaking else []
        return ", ".join(
            [*level, *(one if count == 1 else many.format(count) for count, one, many in counts if count)]
        )
