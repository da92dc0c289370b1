"""The format bar: kind of paragraph, marks, lists, things to insert, find and source. All from the action table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QWidget

from editor_app.markup.rich import Kind
from editor_app.richtext.formats import Mark
from editor_app.ui.actions import Actions
from editor_app.ui.theme import Theme, set_surface, type_role
from editor_app.ui.widgets.buttons import ActionButton, action_button, tool_button
from editor_app.ui.widgets.divider import vline

KIND_ACTIONS: tuple[tuple[Kind, str], ...] = (
    (Kind.PARAGRAPH, "format.body"),
    (Kind.CROSSHEAD, "format.cross"),
    (Kind.SMALL_CROSSHEAD, "format.cross2"),
    (Kind.PULL_QUOTE, "format.pull"),
    (Kind.QUOTE, "format.quote"),
)
MARK_ACTIONS: tuple[tuple[Mark, str], ...] = (
    (Mark.BOLD, "format.bold"),
    (Mark.ITALIC, "format.italic"),
    (Mark.STRIKE, "format.strike"),
    (Mark.CODE, "format.code"),
)
_FLAGS_ROLE = Qt.ItemDataRole.UserRole - 1  # where a combo box keeps what can be done with an entry
_CAN_BE_CHOSEN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_OTHER_KINDS = {
    Kind.BULLET: "List",
    Kind.NUMBER: "List",
    Kind.TABLE: "Table",
    Kind.BOX_TITLE: "Fact box title",
}
_GROUPS = (
    ("format.bold", "format.italic", "insert.link"),
    ("format.bullets", "format.numbers", "format.quote"),
    ("insert.image", "insert.also", "insert.update", "insert.embed"),
)
_TRAILING = ("edit.find", "format.source")
_ICONS = {"insert.embed": "code", "format.bold": "text-b-bold", "edit.find": "magnifying-glass"}
_MORE = ("format.numbers", "format.quote", "-", "insert.also", "insert.update", "insert.rule", "insert.fact",
         "insert.table", "insert.embed", "-", "format.strike", "format.code", "format.clear")  # fmt: skip
_LEAVES_BELOW = {
    "format.numbers": 560, "insert.embed": 560, "insert.update": 512, "insert.also": 512, "format.quote": 512,
}  # fmt: skip


class FormatBar(QWidget):
    """36 px high, one stop for Tab; arrows go from button to button."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setFixedHeight(36)
        set_surface(self, "paper")
        self.setProperty("edge", "bottom")
        self.kinds = QComboBox()
        self.kinds.setProperty("flat", True)
        self.kinds.setFixedSize(122, 28)
        self.kinds.setAccessibleName("Kind of paragraph")
        type_role(self.kinds, "interface", theme)
        for kind, identity in KIND_ACTIONS:
            self.kinds.addItem(actions[identity].spec.name, kind)
        self.kinds.activated.connect(self._kind_chosen)
        self.buttons: dict[str, ActionButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(1)
        row.addWidget(self.kinds)
        for group in _GROUPS:
            row.addSpacing(6)
            row.addWidget(vline(height=16), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addSpacing(6)
            for identity in group:
                row.addWidget(self._button(identity, theme))
        self.more = tool_button("dots-three", "More", theme)
        self.more.clicked.connect(self._show_more)
        row.addWidget(self.more)
        row.addStretch(1)
        for identity in _TRAILING:
            row.addWidget(self._button(identity, theme))
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.installEventFilter(self)
        self.kinds.installEventFilter(self)

    def show_kind(self, kind: Kind) -> None:
        """The caret is in a paragraph of this kind."""
        index = self.kinds.findData(kind)
        self.kinds.setCurrentIndex(index)
        for each, identity in KIND_ACTIONS:
            self._actions.set_checked(identity, each is kind)
        self._actions.set_checked("format.bullets", kind is Kind.BULLET)
        self._actions.set_checked("format.numbers", kind is Kind.NUMBER)
        if index < 0:
            self.kinds.setPlaceholderText(_OTHER_KINDS.get(kind, "Block"))

    def bar_kinds(self, barred: frozenset[str]) -> None:
        """These actions' kinds cannot be chosen where the caret is."""
        model = self.kinds.model()
        for place, (_kind, identity) in enumerate(KIND_ACTIONS):
            flags = Qt.ItemFlag.NoItemFlags if identity in barred else _CAN_BE_CHOSEN
            model.setData(model.index(place, 0), flags.value, _FLAGS_ROLE)

    def show_marks(self, marks: frozenset[Mark]) -> None:
        """The marks that are on at the caret."""
        for mark, identity in MARK_ACTIONS:
            self._actions.set_checked(identity, mark in marks)

    def set_rich(self, rich: bool) -> None:
        """Whether rich text is being edited; in the source view only find and source work."""
        self.kinds.setEnabled(rich)
        self.more.setEnabled(rich)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The bar is one stop for Tab, at the kinds; Left and Right go along it, Esc is for the window."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        stops: list[QWidget] = [self.kinds, *self.buttons.values(), self.more]
        stops = sorted(
            (stop for stop in stops if stop.isVisible() and stop.isEnabled() and stop.width()),
            key=lambda stop: stop.x(),
        )
        if event.key() not in steps or watched not in stops:
            return False
        at = next(place for place, stop in enumerate(stops) if stop is watched)
        stops[(at + steps[Qt.Key(event.key())]) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow editor some buttons move into the More menu."""
        for identity, least in _LEAVES_BELOW.items():
            # By width: whether it is visible follows its action.
            self.buttons[identity].setFixedWidth(0 if self.width() < least else 28)

    def _button(self, identity: str, theme: Theme) -> ActionButton:
        icon = _ICONS.get(identity) or self._actions[identity].spec.icon
        button = self._actions.button_for(identity, lambda action: action_button(action, icon, theme))
        assert isinstance(button, ActionButton)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.installEventFilter(self)
        self.buttons[identity] = button
        return button

    def _kind_chosen(self, index: int) -> None:
        kind = self.kinds.itemData(index)
        identity = next(identity for each, identity in KIND_ACTIONS if each == kind)
        self._actions[identity].trigger()

    def _show_more(self) -> None:
        menu: QMenu = self._actions.context_menu(self, _MORE)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
