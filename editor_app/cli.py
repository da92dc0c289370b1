"""The command line: open, new, import, check, export, serve, sample.

Turns arguments into calls and errors into sentences; holds no logic of its own. Exit codes: 0 done, 1 the input is at
fault (one sentence on stderr says how), 2 wrong usage. No traceback reaches a person; a developer sees it with
STET_TRACEBACK=1.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from editor_app import terminal
from editor_app.stories.newsroom import Newsroom, NewsroomError, create_newsroom
from editor_app.stories.story_file import StoryNotReadable, StorySaveFailed
from editor_app.theme_commands import theme_commands

if TYPE_CHECKING:
    from editor_app.publish.reporting import ExportReport
    from editor_app.publish.serving import SiteServer
    from editor_app.publish.time_check import TimeCheck
    from editor_app.stories.checks import CheckReport
    from editor_app.stories.story import Story

FOLDER = click.Path(path_type=Path)
_COMMAND_LIKE = 12  # letters; a longer unknown word is taken for a folder, not for a mistyped command


class AtFault(Exception):
    """The input is at fault; `str()` is the one sentence that says how."""


class Moment(click.ParamType):
    """A point in time, ISO 8601; without a zone it is read in the newsroom's."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment as written, naive when it was written without a zone."""
        if isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(f"“{value}” is not a time; write it like 2026-11-22T18:00:00+00:00", param, ctx)


class StetCommands(click.Group):
    """The commands; a first argument that is none of them is a folder to open."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but `stet FOLDER` is `stet open FOLDER`."""
        first = args[0]
        if self.get_command(ctx, first) is None and not first.startswith("-"):
            if (near := _near_command(first, self.list_commands(ctx))) and not Path(first).exists():
                ctx.fail(f"There is no command “{first}”. Did you mean “{near}”?")
            return super().resolve_command(ctx, ["open", *args])
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> NoReturn:
        """Run, and end the process with the exit code; errors become one sentence on stderr."""
        options["standalone_mode"] = False
        try:
            code = super().main(args, *rest, **options)
        except click.UsageError as error:
            terminal.say_usage(error)
            sys.exit(2)
        except click.ClickException as error:
            _stop(error.format_message())
        except click.exceptions.Exit as error:
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            _stop("Stopped.")
        except BrokenPipeError:
            terminal.drop_output()
            sys.exit(1)
        except Exception as error:
            if os.environ.get("STET_TRACEBACK"):
                raise
            _stop(_sentence(error))
        sys.exit(code if isinstance(code, int) else 0)


@click.group(
    cls=StetCommands,
    invoke_without_command=True,
    subcommand_metavar="[FOLDER | COMMAND ...]",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 the input is at fault, 2 wrong usage.",
)
@click.version_option(package_name="stet-editor", prog_name="stet", message="%(prog)s %(version)s")
@click.pass_context
def stet(ctx: click.Context) -> int:
    """Stet, a desktop newsroom editor.

    Without a command, opens the newsroom in FOLDER: `stet FOLDER`. Without a folder, the one that was open last.
    """
    return _open_window(None) if ctx.invoked_subcommand is None else 0


@stet.command("open", short_help="Open the window on a newsroom.")
@click.argument("folder", type=FOLDER, required=False)
def open_command(folder: Path | None) -> int:
    """Open the window on the newsroom in FOLDER."""
    if folder is not None:
        folder = Newsroom.open(folder.absolute()).folder
    return _open_window(folder)


@stet.command("new", short_help="Make a newsroom.")
@click.argument("folder", type=FOLDER)
@click.option("--sample", is_flag=True, help="Fill it with the sample newsroom, The Ostrey Courier.")
@click.option("--name", help="Name of the newsroom. Default: made from the folder's name.")
def new_command(folder: Path, sample: bool, name: str | None) -> int:
    """Make a newsroom in FOLDER, which must be new or empty."""
    if sample and name:
        raise click.UsageError("The sample newsroom has a name already; leave out --name or --sample.")
    if folder.exists() and not folder.is_dir():
        raise AtFault(f"{folder} is a file; name a folder that is new or empty.")
    if folder.exists() and any(folder.iterdir()):
        raise AtFault(f"{folder} is not empty; name a folder that is new or empty.")
    if sample:
        from editor_app.intake.sample import copy_sample

        copy_sample(folder.absolute(), _now())
    else:
        try:
            create_newsroom(folder.absolute(), name or _name_from(folder))
        except StorySaveFailed as error:
            raise AtFault(f"No newsroom could be made in {folder}: {error.reason}.") from error
    click.echo(folder)
    return 0


@stet.command("import", short_help="Make drafts of text, Markdown, Word or HTML files.")
@click.argument("files", type=FOLDER, nargs=-1, required=True)
@click.option("--into", "folder", type=FOLDER, required=True, help="The newsroom that gets the stories.")
@click.option("--now", type=Moment(), help="The moment a breaking label begins. Default: now.")
def import_command(files: tuple[Path, ...], folder: Path, now: datetime | None) -> int:
    """Make a draft of each of FILES (plain text, Markdown, HTML or Word) and print its path."""
    from editor_app.intake.importer import ImportFailed, import_file
    from editor_app.stories.catalogue import Catalogue

    newsroom = Newsroom.open(folder.absolute())
    catalogue = Catalogue(newsroom)
    catalogue.load()
    failed = False
    for file in files:
        try:
            story = import_file(file, newsroom, catalogue, _aware(now, newsroom))
        except ImportFailed as failure:
            terminal.complain(str(failure))
            failed = True
        else:
            click.echo(folder / newsroom.relative(story.path))
    return 1 if failed else 0


@stet.command("check", short_help="Print what must be fixed and what is worth a look.")
@click.argument("folder", metavar="NEWSROOM", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--now", type=Moment(), help="Judge as of this moment. Default: now.")
def check_command(folder: Path, as_json: bool, now: datetime | None) -> int:
    """Print what must be fixed and what is worth a look; exit code 1 when something must be fixed."""
    from editor_app.check_listing import CheckSummary, print_checks
    from editor_app.stories.catalogue import Catalogue
    from editor_app.stories.checks import check_story

    newsroom = Newsroom.open(folder.absolute())
    moment = _aware(now, newsroom)
    catalogue = Catalogue(newsroom)
    catalogue.load()
    reports: list[tuple[Story, CheckReport]] = []
    unread = False
    for path in newsroom.story_paths():
        try:
            story = newsroom.read(path)
        except StoryNotReadable as error:
            terminal.complain(str(error))
            unread = True
        else:
            reports.append(
                (story, check_story(story, newsroom, catalogue.by_slug, moment, catalogue.entries))
            )
    summary = CheckSummary.of(newsroom, moment, reports)
    if as_json:
        click.echo(json.dumps(summary.as_json(), ensure_ascii=False, indent=2))
    else:
        print_checks(summary)
    return 1 if summary.must_fix or unread else 0


@stet.command("export", short_help="Write the public stories as a web site.")
@click.argument("folder", metavar="NEWSROOM", type=FOLDER)
@click.option(
    "--output", type=FOLDER, help="Folder the site is written to. Default: the newsroom's own setting."
)
@click.option("--now", type=Moment(), help="Publish what is public at this moment. Default: now.")
@click.option("--watch", is_flag=True, help="Go on: write it again whenever something changes, until Ctrl+C.")
@click.option("--time-is-right", is_flag=True, help="Go by the clock, or by --now, though it may be wrong.")
def export_command(
    folder: Path, output: Path | None, now: datetime | None, watch: bool, time_is_right: bool
) -> int:
    """Write the newsroom's public stories as a web site. Only what has changed is written."""
    newsroom = Newsroom.open(folder.absolute())
    if watch:
        if now is not None:
            raise click.UsageError("With --watch time goes on; leave out --now or --watch.")
        if time_is_right:
            raise click.UsageError(
                "Leave out --watch or --time-is-right: say it once, by an export without --watch."
            )
        return _watch(newsroom.folder, output.absolute() if output else None)
    from editor_app.publish.time_check import TimeCheck, TimeDoubtful

    output = output.absolute() if output else newsroom.output_folder
    check = TimeCheck(newsroom, output, is_sure=time_is_right, is_clock=now is None)
    try:
        _export(newsroom, output, _aware(now, newsroom), check)
    except TimeDoubtful as doubt:
        raise AtFault(f"{doubt} If the time is right, export again with --time-is-right.") from doubt
    return 0


@stet.command("serve", short_help="Look at the site in a browser while you work on it.")
@click.argument("folder", metavar="NEWSROOM", type=FOLDER)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8750, show_default=True, help="0: any that is free."
)
def serve_command(folder: Path, port: int) -> int:
    """Show the newsroom's site on this machine alone, until Ctrl+C.

    Open pages reload when a story, the theme or the settings change. The site is written to a folder of its own; what
    is published stays as it is.
    """
    from editor_app.publish.serving import PortTaken, SiteServer
    from editor_app.publish.site import preview_folder

    newsroom = Newsroom.open(folder.absolute())
    output = preview_folder(newsroom)
    try:
        server = SiteServer(output, newsroom.settings.url, port)
    except PortTaken as taken:
        raise AtFault(str(taken)) from taken
    serving = threading.Thread(target=server.serve_forever, name="serve", daemon=True)
    serving.start()
    click.echo(f"{newsroom.settings.name} is at {server.address} (Ctrl+C ends it).")
    try:
        return _watch(newsroom.folder, output, server)
    finally:
        server.shutdown()
        server.end()


@stet.command("sample", short_help="Open your copy of the sample newsroom.")
@click.option("--export-to", type=FOLDER, help="Without a screen, write its site here instead.")
def sample_command(export_to: Path | None) -> int:
    """Open the sample newsroom: your own copy of it, made the first time and kept."""
    from editor_app.intake.sample import sample_newsroom

    folder = sample_newsroom(_now())
    if export_to is None or not (missing := terminal.why_no_window()):
        return _open_window(folder)
    click.echo(f"{missing} The sample newsroom is exported instead.")
    newsroom = Newsroom.open(folder)
    _export(newsroom, export_to.absolute(), _now())
    return 0


stet.add_command(theme_commands)


def main() -> NoReturn:
    """The command `stet`."""
    stet.main(prog_name="stet")


def _export(newsroom: Newsroom, output: Path, now: datetime, check: TimeCheck | None = None) -> None:
    from editor_app.publish.site import export_site

    gc.freeze()  # what was loaded stays
    with terminal.export_progress() as progress:
        report = export_site(newsroom, output, now, progress, None, time_check=check, alone=True)
    terminal.print_export(report)


def _watch(folder: Path, output: Path | None, server: SiteServer | None = None) -> int:
    """Export after every change until the person ends it, and tell the server's pages."""
    from editor_app.publish.watching import Watch

    said: set[str] = set()

    def exported(report: ExportReport, seconds: float) -> None:
        terminal.print_watched(report, datetime.now().astimezone(), seconds)
        for sentence in report.broken_links:
            if sentence not in said:  # once, until it is put right
                click.echo(f"          Look at: {sentence}")
        said.clear()
        said.update(report.broken_links)
        if server is not None:
            server.tell_written()

    def failed(sentence: str) -> None:
        terminal.complain(sentence)
        if server is not None:
            server.tell_fault(sentence)

    for end in (signal.SIGINT, signal.SIGTERM):  # whoever ends it, nothing is left half done
        signal.signal(end, signal.default_int_handler)
    try:
        Watch(folder, output, _now, exported, failed, is_public=server is None).run(threading.Event().wait)
    except KeyboardInterrupt:
        click.echo("Stopped.")
    return 0


def _open_window(folder: Path | None) -> int:
    if missing := terminal.why_no_window():
        raise AtFault(f"{missing} Write the site with: stet export NEWSROOM --output FOLDER")
    from editor_app.app import main as open_app

    return int(open_app(folder) or 0)


def _now() -> datetime:
    return datetime.now(UTC)


def _aware(moment: datetime | None, newsroom: Newsroom) -> datetime:
    if moment is None:
        return _now()
    return moment if moment.tzinfo else moment.replace(tzinfo=newsroom.timezone)


def _name_from(folder: Path) -> str:
    words = folder.absolute().name.replace("-", " ").replace("_", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words) or "Newsroom"


def _near_command(word: str, commands: Sequence[str]) -> str | None:
    from difflib import get_close_matches

    if len(word) > _COMMAND_LIKE or "/" in word or "\\" in word or "." in word:
        return None
    near = get_close_matches(word.lower(), commands, n=1, cutoff=0.7)
    return near[0] if near else None


def _sentence(error: Exception) -> str:
    """What went wrong, for a person: Stet's own errors say it themselves."""
    if isinstance(error, OSError) and not type(error).__module__.startswith("editor_app"):
        where = f" ({error.filename})" if error.filename else ""
        return f"{error.strerror or 'The disk did not answer'}{where}."
    if isinstance(error, AtFault | NewsroomError) or type(error).__module__.startswith("editor_app"):
        return " ".join(str(error).split())
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f" in {Path(frame.tb_frame.f_code.co_filename).name}, line {frame.tb_lineno}" if frame else ""
    return f"Stet has a fault of its own here: {type(error).__name__}{where}."


def _stop(sentence: str) -> NoReturn:
    terminal.complain(sentence)
    sys.exit(1)
