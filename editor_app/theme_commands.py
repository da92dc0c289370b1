"""The commands about a newsroom's theme: `stet theme copy` and `stet theme check`.

Used by `cli`. Turns arguments into calls and what they return into lines; judges nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from editor_app import terminal
from editor_app.stories.newsroom import Newsroom

_FOLDER = click.Path(path_type=Path)


@click.group("theme", short_help="Start a theme of the newsroom's own, and check it.")
def theme_commands() -> None:
    """The look of a newsroom's site: templates and a stylesheet in its theme folder."""


@theme_commands.command(
    "copy", short_help="Copy the built-in theme, or some of its files, into the newsroom."
)
@click.argument("folder", metavar="NEWSROOM", type=_FOLDER)
@click.argument("names", metavar="[FILE]...", nargs=-1)
def copy_command(folder: Path, names: tuple[str, ...]) -> int:
    """Copy the built-in theme into the newsroom's theme folder, or only each FILE of it, such as site.css.

    A file that is there already stays as it is.
    """
    from editor_app.locations import resources_folder
    from editor_app.publish.theme_files import copy_theme

    newsroom = Newsroom.open(folder.absolute())
    copied = copy_theme(resources_folder() / "theme", newsroom.theme_folder, names)
    for file in copied:
        words = "copied" if file.is_new else "left as it is; there is one already"
        click.echo(f"theme/{file.name}: {words}")
    if len(names) == 0 and any(file.is_new for file in copied):
        click.echo("Delete what you do not change: it then follows new versions of Stet.")
    return 0


@theme_commands.command("check", short_help="Say what is wrong with the newsroom's theme.")
@click.argument("folder", metavar="NEWSROOM", type=_FOLDER)
def check_command(folder: Path) -> int:
    """Make a page of each kind with the newsroom's theme and say what is wrong; exit code 1 when no page can be made."""
    from editor_app.publish.theme_check import check_theme

    newsroom = Newsroom.open(folder.absolute())
    if not newsroom.theme_folder.is_dir():
        click.echo("The newsroom has no theme of its own. Start one with: stet theme copy NEWSROOM")
        return 0
    problems = check_theme(newsroom, datetime.now(UTC))
    for problem in problems:
        where = f"theme/{problem.file}" + (f", line {problem.line}" if problem.line else "")
        say = terminal.complain if problem.stops else click.echo
        say(f"{where}: {problem.text}")
    if not problems:
        click.echo("The theme is in order.")
    return 1 if any(problem.stops for problem in problems) else 0
