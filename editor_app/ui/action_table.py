"""Every action, one row each: id, name, shortcuts, icon, menu. The menus, the palette and the shortcut sheet read it.

Rows only. What becomes of them is the business of `actions`; what they do, of whoever takes them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One row. `menu` is a path such as "Format/Paragraph"; `group` makes a set of which one is checked.

    `separate` puts a line above it in its menu. `list_only` marks keys that work only while a list has focus:
    they are shown, not bound. `tip` explains more than the name does.
    """

    id: str
    text: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    menu: str = ""
    checkable: bool = False
    group: str = ""
    separate: bool = False
    list_only: bool = False

    @property
    def name(self) -> str:
        """The name without the mark that says more input follows."""
        return self.text.rstrip("…")


def _row(
    identity: str, text: str, keys: str = "", icon: str = "", menu: str = "", /, **more: object
) -> ActionSpec:
    shortcuts = tuple(key for key in keys.split("; ") if key)
    return ActionSpec(identity, text, shortcuts, icon, menu=menu, **more)  # type: ignore[arg-type]  # rows name fields of ActionSpec; a wrong one fails at start


MENUS = ("File", "Edit", "Insert", "Format", "Story", "View", "Help")

_FILE = (
    _row("file.new", "New story", "Ctrl+N", "file-plus", "File"),
    _row("file.open_room", "Open newsroom folder…", "Ctrl+O", "folder-open", "File", separate=True),
    _row("file.new_room", "New newsroom…", "Ctrl+Shift+N", "folder-plus", "File"),
    _row("file.sample_room", "Open the sample newsroom", "", "newspaper", "File"),
    _row("file.import", "Import Markdown, Word or HTML…", "", "download-simple", "File", separate=True),
    _row("file.save", "Save now", "Ctrl+S", "floppy-disk", "File", separate=True),
    _row(
        "file.save_version",
        "Save version…",
        "Ctrl+Shift+S",
        "",
        "File",
        tip="Keep what the story says now under a name",
    ),
    _row(
        "file.export",
        "Export story…",
        "Ctrl+E",
        "export",
        "File",
        tip="Write this one page with its pictures to a folder",
    ),
    _row("file.print", "Print…", "Ctrl+P", "printer", "File", tip="Print the page as readers get it"),
    _row("file.reveal", "Show in file manager", "", "folder-open", "File"),
    _row("file.close", "Close window", "Ctrl+W", "", "File", separate=True),
    _row("file.quit", "Quit", "Ctrl+Q", "", "File"),
)

_EDIT = (
    _row("edit.undo", "Undo", "Ctrl+Z", "arrow-counter-clockwise", "Edit"),
    _row("edit.redo", "Redo", "Ctrl+Shift+Z; Ctrl+Y", "arrow-clockwise", "Edit"),
    _row("edit.cut", "Cut", "Ctrl+X", "scissors", "Edit", separate=True),
    _row("edit.copy", "Copy", "Ctrl+C", "copy", "Edit"),
    _row("edit.paste", "Paste", "Ctrl+V", "clipboard-text", "Edit"),
    _row("edit.paste_plain", "Paste without formatting", "Ctrl+Shift+V", "", "Edit"),
    _row("edit.select_all", "Select all", "Ctrl+A", "", "Edit"),
    _row("edit.find", "Find", "Ctrl+F", "magnifying-glass", "Edit", separate=True),
    _row("edit.find_next", "Find next", "F3; Ctrl+G", "", "Edit"),
    _row("edit.find_previous", "Find previous", "Shift+F3; Ctrl+Shift+G", "", "Edit"),
    _row("edit.replace", "Find and replace", "Ctrl+H", "", "Edit"),
    _row("edit.find_all", "Find in all stories", "Ctrl+Shift+F", "", "Edit"),
    _row("edit.filter", "Filter story list", "Ctrl+L", "funnel-simple", "Edit"),
    _row("spell.toggle", "Check spelling as you type", "F7", "", "Edit", checkable=True, separate=True),
    _row("spell.next", "Next misspelling", "Shift+F7", "", "Edit"),
    _row("edit.settings", "Settings…", "Ctrl+,", "gear", "Edit", separate=True),
)

_INSERT = (
    _row("insert.link", "Link…", "Ctrl+Shift+K", "link-simple", "Insert"),
    _row("insert.image", "Image…", "Ctrl+Shift+I", "image", "Insert"),
    _row("insert.also", "Also read block…", "Ctrl+Shift+A", "newspaper-clipping", "Insert"),
    _row("insert.update", "Timed update", "Ctrl+T", "clock", "Insert", separate=True),
    _row("insert.correction", "Correction…", "Ctrl+Shift+C", "note-pencil", "Insert"),
    _row("insert.pull", "Pull quote", "", "quotes", "Insert", separate=True),
    _row("insert.fact", "Fact box", "", "article", "Insert"),
    _row("insert.table", "Table", "", "table", "Insert"),
    _row("insert.embed", "Embed…", "", "code", "Insert"),
    _row("insert.rule", "Divider", "", "minus", "Insert"),
)

_FORMAT = (
    _row("format.bold", "Bold", "Ctrl+B", "text-b-bold", "Format", checkable=True),
    _row("format.italic", "Italic", "Ctrl+I", "text-italic", "Format", checkable=True),
    _row("format.strike", "Strikethrough", "Ctrl+Shift+X", "text-strikethrough", "Format", checkable=True),
    _row("format.code", "Inline code", "", "code", "Format", checkable=True),
    _row("format.body", "Body", "Ctrl+1", "", "Format/Paragraph", checkable=True, group="paragraph"),
    _row("format.cross", "Crosshead", "Ctrl+2", "", "Format/Paragraph", checkable=True, group="paragraph"),
    _row(
        "format.cross2",
        "Small crosshead",
        "Ctrl+3",
        "",
        "Format/Paragraph",
        checkable=True,
        group="paragraph",
    ),
    _row("format.pull", "Pull quote", "Ctrl+4", "", "Format/Paragraph", checkable=True, group="paragraph"),
    _row("format.quote", "Quote", "Ctrl+5", "quotes", "Format/Paragraph", checkable=True, group="paragraph"),
    _row(
        "format.bullets",
        "Bulleted list",
        "Ctrl+Shift+L",
        "list-bullets",
        "Format",
        checkable=True,
        separate=True,
    ),
    _row("format.numbers", "Numbered list", "Ctrl+Shift+O", "list-numbers", "Format", checkable=True),
    _row("picture.words", "Caption and alt text", "", "text-aa", "Format/Picture"),
    _row("picture.replace", "Replace picture…", "", "image", "Format/Picture"),
    _row("picture.decorative", "Decorative picture", "", "", "Format/Picture", checkable=True),
    _row("table.row_above", "Insert row above", "", "arrow-line-up", "Format/Table"),
    _row("table.row_below", "Insert row below", "", "arrow-line-down", "Format/Table"),
    _row("table.column_before", "Insert column left", "", "arrow-line-left", "Format/Table"),
    _row("table.column_after", "Insert column right", "", "arrow-line-right", "Format/Table"),
    _row(
        "table.align_left",
        "Align column left",
        "",
        "text-align-left",
        "Format/Table",
        checkable=True,
        separate=True,
    ),
    _row("table.align_center", "Centre column", "", "text-align-center", "Format/Table", checkable=True),
    _row("table.align_right", "Align column right", "", "text-align-right", "Format/Table", checkable=True),
    _row("table.delete_row", "Delete row", "", "rows", "Format/Table", separate=True),
    _row("table.delete_column", "Delete column", "", "columns", "Format/Table"),
    _row("table.delete", "Delete table", "", "trash", "Format/Table"),
    _row("format.clear", "Clear formatting", "", "eraser", "Format", separate=True),
    _row(
        "format.smart",
        "Smart quotes and dashes",
        "",
        "",
        "Format",
        tip="Make quotes, dashes and dots typographic as you type, in the story's language",
        checkable=True,
        separate=True,
    ),
    _row(
        "format.source", "Markdown source", "Ctrl+/", "markdown-logo", "Format", checkable=True, separate=True
    ),
)

_STORY = (
    _row("story.send_review", "Send for review", "Ctrl+Shift+Return", "eye", "Story"),
    _row("story.approve", "Approve", "", "check-circle", "Story"),
    _row("story.request", "Request changes…", "", "", "Story"),
    _row("story.ready", "Mark ready", "", "check-circle", "Story"),
    _row("story.draft", "Back to draft", "", "pencil-simple", "Story"),
    _row("story.publish", "Publish…", "Ctrl+Shift+P", "paper-plane-tilt", "Story", separate=True),
    _row("story.schedule", "Publish at a time…", "", "calendar-blank", "Story"),
    _row("story.unpublish", "Unpublish…", "", "arrow-u-up-left", "Story"),
    _row(
        "story.kill",
        "Kill…",
        "",
        "prohibit",
        "Story",
        tip="Take the story off the site and leave a notice in its place",
    ),
    _row("story.breaking", "Breaking level…", "Ctrl+Shift+B", "warning-circle", "Story", separate=True),
    _row("story.embargo", "Set embargo…", "", "lock-simple", "Story"),
    _row("story.duplicate", "Duplicate", "Ctrl+D", "copy", "Story", separate=True),
    _row(
        "story.spike",
        "Spike…",
        "Del",
        "prohibit",
        "Story",
        tip="Move the story to Spiked; it can be restored",
        list_only=True,
    ),
    _row("story.unspike", "Restore from Spiked", "", "arrow-counter-clockwise", "Story"),
    _row(
        "story.bring_back",
        "Bring back discarded work",
        "",
        "clock-counter-clockwise",
        "Story",
        tip="Offer again what a crash left unsaved in this story and was discarded in the last 30 days",
    ),
    _row("story.changes", "Changes since published", "", "clock-counter-clockwise", "Story", separate=True),
    _row("story.copy_link", "Copy page address", "", "link", "Story", separate=True),
    _row("story.open_live", "Open live page", "", "globe", "Story"),
    _row("site.export", "Export site…", "", "export", "Story/Site"),
    _row("check.run", "Run checks", "F5", "list-checks", "Story/Checks"),
    _row("check.next", "Next problem", "F8", "caret-down", "Story/Checks"),
    _row("check.previous", "Previous problem", "Shift+F8", "caret-up", "Story/Checks"),
)

PANELS = (
    ("story", "Story", "article"),
    ("breaking", "Breaking", "warning-circle"),
    ("related", "Related", "link"),
    ("share", "Share", "share-network"),
    ("checks", "Checks", "list-checks"),
    ("history", "History", "clock-counter-clockwise"),
)
_PANEL_NUMBERS = {"history": 7}  # 6 is for notes

_VIEW = (
    _row("go.palette", "Find a story or command", "Ctrl+K", "magnifying-glass", "View"),
    _row("go.next_story", "Next story", "Ctrl+PgDown", "", "View/Go"),
    _row("go.previous_story", "Previous story", "Ctrl+PgUp", "", "View/Go"),
    _row("go.next_review", "Next story that needs review", "Ctrl+J", "eye", "View/Go"),
    _row("go.previous_review", "Previous story that needs review", "Ctrl+Shift+J", "", "View/Go"),
    _row("go.next_region", "Next region", "F6", "", "View/Go", separate=True),
    _row("go.previous_region", "Previous region", "Shift+F6", "", "View/Go"),
    _row("go.menus", "Menu bar", "F10", "", "View/Go"),
    _row("go.back", "Back to the text", "Alt+Left", "", "View/Go"),
    _row("view.preview", "Preview", "Ctrl+R", "devices", "View", checkable=True, separate=True),
    _row(
        "view.device.phone",
        "Phone",
        "",
        "device-mobile",
        "View/Preview width",
        checkable=True,
        group="device",
    ),
    _row(
        "view.device.tablet",
        "Tablet",
        "",
        "device-tablet",
        "View/Preview width",
        checkable=True,
        group="device",
    ),
    _row(
        "view.device.desktop", "Desktop", "", "desktop", "View/Preview width", checkable=True, group="device"
    ),
    _row("view.review", "Review mode", "Ctrl+Shift+R", "eye", "View", checkable=True),
    _row("view.sidebar", "Sidebar", "F9", "sidebar", "View", checkable=True, separate=True),
    _row("view.panel", "Panel", "Shift+F9", "", "View", checkable=True),
    *(
        _row(
            f"view.panel.{name}",
            words,
            f"Alt+{_PANEL_NUMBERS.get(name, number)}",
            icon,
            "View/Panels",
            checkable=True,
        )
        for number, (name, words, icon) in enumerate(PANELS, start=1)
    ),
    _row(
        "view.focus",
        "Focus mode",
        "Ctrl+Shift+D",
        "",
        "View",
        tip="Only the text, and in it the paragraph you write",
        checkable=True,
    ),
    _row(
        "view.typewriter",
        "Typewriter scrolling",
        "",
        "",
        "View",
        tip="Keep the line you write at the middle of the page",
        checkable=True,
    ),
    _row("view.compact", "Compact list", "", "list", "View", checkable=True),
    _row("view.zoom_in", "Larger text", "Ctrl++; Ctrl+=", "magnifying-glass-plus", "View", separate=True),
    _row("view.zoom_out", "Smaller text", "Ctrl+-", "magnifying-glass-minus", "View"),
    _row("view.zoom_reset", "Actual size", "Ctrl+0", "", "View"),
    _row("view.theme.system", "System", "", "", "View/Theme", checkable=True, group="theme", separate=True),
    _row("view.theme.light", "Light", "", "sun", "View/Theme", checkable=True, group="theme"),
    _row("view.theme.dark", "Dark", "", "moon", "View/Theme", checkable=True, group="theme"),
    _row("view.theme.high_contrast", "High contrast", "", "", "View/Theme", checkable=True, group="theme"),
    _row("view.system_font", "Use the system font", "", "", "View", checkable=True, separate=True),
    _row("view.fullscreen", "Full screen", "F11", "", "View", checkable=True),
)

_HELP = (
    _row("help.keys", "Keyboard shortcuts", "Ctrl+F1", "keyboard", "Help"),
    _row("help.log", "Show log", "", "", "Help"),
    _row("help.about", "About Stet", "", "info", "Help", separate=True),
)

ACTIONS: tuple[ActionSpec, ...] = _FILE + _EDIT + _INSERT + _FORMAT + _STORY + _VIEW + _HELP

MAC_KEYS = {
    "view.fullscreen": ("Meta+Ctrl+F",),
    "edit.replace": ("Ctrl+Alt+F",),
    "go.back": ("Ctrl+[",),
    **{
        f"view.panel.{name}": (f"Meta+{_PANEL_NUMBERS.get(name, number)}",)
        for number, (name, _words, _icon) in enumerate(PANELS, start=1)
    },
}
