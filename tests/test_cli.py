from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import types
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from editor_app import check_listing, cli, terminal
from editor_app.stories.newsroom import Newsroom

ROOT = Path(__file__).resolve().parents[1]
AT = "2026-11-17T14:33:00+00:00"
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *arguments: CliRunner().invoke(cli.stet, [str(argument) for argument in arguments])


@pytest.fixture
def courier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from editor_app.intake.sample import WRITTEN_AT

    monkeypatch.setattr(cli, "_now", lambda: WRITTEN_AT)
    result = CliRunner().invoke(cli.stet, ["new", str(tmp_path / "courier"), "--sample"])
    assert result.exit_code == 0, result.output
    return tmp_path / "courier"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """What the window was opened on; a stand-in for the app, so that no test needs a screen."""
    folders: list[Path | None] = []
    app = types.ModuleType("editor_app.app")
    app.main = lambda folder: folders.append(folder) or 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "editor_app.app", app)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return folders


def one_sentence(result: Result) -> str:
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    lines = result.stderr.splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def test_new_makes_a_newsroom_that_opens(run: Run, tmp_path: Path) -> None:
    result = run("new", tmp_path / "harbour-news")
    assert (result.exit_code, result.stdout) == (0, f"{tmp_path / 'harbour-news'}\n")
    assert Newsroom.open(tmp_path / "harbour-news").settings.name == "Harbour News"


def test_new_takes_a_name(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "x", "--name", "Der Bote: täglich")
    assert Newsroom.open(tmp_path / "x").settings.name == "Der Bote: täglich"


def test_new_refuses_a_folder_that_is_not_empty(run: Run, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    for extra in ([], ["--sample"]):
        result = run("new", tmp_path, *extra)
        assert result.exit_code == 1
        assert "is not empty" in one_sentence(result)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_new_says_why_a_folder_cannot_be_made(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "is a file" in one_sentence(run("new", tmp_path / "file"))
    for extra in ([], ["--sample"]):
        result = run("new", tmp_path / "file" / "x", *extra)
        assert result.exit_code == 1
        assert str(tmp_path / "file" / "x") in one_sentence(result)


def test_the_sample_holds_its_stories_and_pictures(courier: Path) -> None:
    newsroom = Newsroom.open(courier)
    assert newsroom.settings.name == "The Ostrey Courier"
    assert len(newsroom.story_paths()) >= 16
    assert (courier / "images" / "ferry.jpg").is_file()


def test_import_prints_the_path_of_each_new_draft(run: Run, courier: Path) -> None:
    result = run("import", courier / "wire" / "power-cut.txt", "--into", courier, "--now", AT)
    assert result.exit_code == 0, result.output
    path = Path(result.stdout.strip())
    story = Newsroom.open(courier).read(path.absolute())
    assert path.parent == courier / "stories"
    assert story.meta.title == "Power cut leaves half of Fennick in the dark"
    assert story.meta.breaking is not None and story.meta.breaking.in_force(datetime.fromisoformat(AT))
    assert story.meta.share.networks == ("facebook", "x", "whatsapp", "copy")
    assert "](merrow-flood.md)" in story.body


def test_import_says_what_it_could_not_read_and_does_the_rest(
    run: Run, courier: Path, tmp_path: Path
) -> None:
    empty, good = tmp_path / "empty.txt", tmp_path / "rain.txt"
    empty.touch()
    good.write_text("Rain\n\nIt rains.")
    result = run("import", empty, good, tmp_path / "gone.txt", "--into", courier)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "stet: empty.txt was not imported: it is empty.",
        "stet: gone.txt was not imported: there is no such file.",
    ]
    assert result.stdout == f"{courier / 'stories' / 'rain.md'}\n"


def test_import_into_no_newsroom(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain")
    result = run("import", tmp_path / "a.txt", "--into", tmp_path)
    assert result.exit_code == 1
    assert "not a newsroom" in one_sentence(result)


def test_check_prints_a_table_and_fails_when_something_must_be_fixed(run: Run, courier: Path) -> None:
    result = run("check", courier, "--now", AT)
    assert result.exit_code == 1
    assert "stories/night-bus-return.md" in result.stdout
    assert "TK" in result.stdout
    assert re.search(r"\d+ stories checked: \d+ must be fixed, \d+ to look at\.", result.stdout)


def test_check_on_a_narrow_screen_breaks_no_name(
    run: Run, courier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("check", courier, "--now", AT).stdout.splitlines()
    assert lines.count("stories/night-bus-return.md") == 1
    below = lines[lines.index("stories/night-bus-return.md") + 1]
    assert below.startswith("  Must fix  ")
    assert all(len(line) <= 80 for line in lines)


def test_check_json(run: Run, courier: Path) -> None:
    result = run("check", courier, "--now", AT, "--json")
    found = json.loads(result.stdout)
    assert (found["newsroom"], found["now"]) == ("The Ostrey Courier", AT)
    problems = [problem for story in found["stories"] for problem in story["problems"]]
    assert found["must_fix"] == sum(problem["severity"] == "must_fix" for problem in problems) > 0
    assert found["must_fix"] + found["look_at"] == len(problems)
    assert set(problems[0]) == {"id", "severity", "title", "advice", "field", "block"}
    assert result.exit_code == 1


def test_check_passes_a_newsroom_with_nothing_to_fix(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "empty")
    result = run("check", tmp_path / "empty")
    assert (result.exit_code, result.stdout) == (0, "0 stories checked, nothing to fix.\n")


def test_export_writes_the_public_stories_and_sums_up(run: Run, courier: Path, tmp_path: Path) -> None:
    result = run("export", courier, "--output", tmp_path / "site", "--now", AT)
    assert result.exit_code == 0, result.output
    assert re.match(r"\d+ files written, 0 unchanged, 0 removed\. \d+ stories withheld\.\n", result.stdout)
    assert f"Front page: {(tmp_path / 'site' / 'index.html').as_uri()}" in result.stdout
    page = (tmp_path / "site" / "harbour" / "ferry-aground" / "index.html").read_text()
    assert "Ferry with 143 aboard" in page
    everything = "\n".join(file.read_text() for file in (tmp_path / "site").rglob("*.html"))
    for secret in ("Sunniva Rask", "scanner of its own", "Night buses return", "scoring sheet"):
        assert secret not in everything


def test_export_follows_now(run: Run, courier: Path, tmp_path: Path) -> None:
    run("export", courier, "--output", tmp_path / "site", "--now", "2026-11-18 00:01", "--time-is-right")
    everything = "\n".join(file.read_text() for file in (tmp_path / "site").rglob("*.html"))
    assert "scanner of its own" in everything
    assert "Sunniva Rask" not in everything


def test_export_asks_before_a_clock_that_may_be_wrong_lets_anything_out(
    run: Run, courier: Path, tmp_path: Path
) -> None:
    far = ("export", courier, "--output", tmp_path / "site", "--now", "2036-11-18 00:01")
    result = run(*far)
    assert result.exit_code == 1
    said = one_sentence(result)
    assert "The clock may have jumped ahead" in said and said.endswith("export again with --time-is-right.")
    assert not (tmp_path / "site").exists()
    assert run(*far, "--time-is-right").exit_code == 0
    result = run("export", courier, "--output", tmp_path / "site", "--now", AT)
    assert result.exit_code == 1
    assert "The clock may have gone back" in one_sentence(result)
    assert run("export", courier, "--watch", "--time-is-right").exit_code == 2


@pytest.mark.parametrize("command", [["export"], ["check"], ["open"], []])
def test_a_folder_that_is_no_newsroom_is_the_inputs_fault(
    run: Run, tmp_path: Path, command: list[str], opened: list[Path | None]
) -> None:
    extra = ["--output", str(tmp_path / "out")] if command == ["export"] else []
    for folder in (tmp_path, tmp_path / "nowhere"):
        result = run(*command, folder, *extra)
        assert result.exit_code == 1
        assert str(folder) in one_sentence(result)
    assert opened == []
    assert not (tmp_path / "out").exists()


def test_a_broken_newsroom_file_is_named_with_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "newsroom.yaml").write_text("name: X\nsections: [a\n")
    result = run("check", tmp_path)
    assert result.exit_code == 1
    assert re.search(r"newsroom\.yaml, line \d", one_sentence(result))


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "a.txt"],
        ["import", "--into", "x"],
        ["export"],
        ["export", "x", "--nonsense"],
        ["export", "x", "--output", "y", "--now", "tomorrow"],
        ["new"],
        ["new", "x", "--sample", "--name", "y"],
        ["exprot", "x"],
        ["--nonsense"],
    ],
)
def test_wrong_usage_ends_with_2_and_a_sentence(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith("stet: ")
    assert result.stdout == ""
    assert (
        "Error" not in result.stderr and "Invalid" not in result.stderr and "Traceback" not in result.stderr
    )


def test_a_mistyped_command_is_recognised(run: Run) -> None:
    assert "Did you mean “export”?" in run("exprot").stderr


def test_a_folder_as_the_first_argument_opens_the_window(
    run: Run, courier: Path, opened: list[Path | None]
) -> None:
    assert run(courier).exit_code == 0
    assert run("open", courier).exit_code == 0
    assert opened == [courier, courier]


def test_a_folder_with_the_name_of_a_command_opens_by_its_path(
    run: Run, tmp_path: Path, opened: list[Path | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("new", tmp_path / "check")
    monkeypatch.chdir(tmp_path)
    assert run("./check").exit_code == 0
    assert opened == [tmp_path / "check"]


def test_no_argument_opens_the_last_newsroom(run: Run, opened: list[Path | None]) -> None:
    assert run().exit_code == 0
    assert opened == [None]


def test_without_a_screen_opening_says_so(run: Run, courier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(terminal.sys, "platform", "linux")
    result = run(courier)
    assert result.exit_code == 1
    assert "no screen" in one_sentence(result)
    monkeypatch.setenv("DISPLAY", ":5999")
    assert "The screen :5999 does not answer." in one_sentence(run(courier))


def test_the_sample_is_exported_where_there_is_no_screen(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(terminal.sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    result = run("sample", "--export-to", tmp_path / "site")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(
        "There is no screen to open a window on. The sample newsroom is exported instead.\n"
    )
    assert (tmp_path / "site" / "index.html").as_uri() in result.stdout


def test_the_sample_opens_a_copy_that_is_kept(
    run: Run, tmp_path: Path, opened: list[Path | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert run("sample").exit_code == 0
    assert run("sample", "--export-to", tmp_path / "site").exit_code == 0
    assert len(opened) == 2 and opened[0] == opened[1] and opened[0] is not None
    assert opened[0].is_relative_to(tmp_path) and (opened[0] / "newsroom.yaml").is_file()
    assert not (tmp_path / "site").exists()


def test_a_fault_of_stets_own_is_a_sentence_too(
    run: Run, courier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise KeyError("secret story text")

    monkeypatch.setattr(check_listing.CheckSummary, "of", broken)
    result = run("check", courier)
    assert result.exit_code == 1
    assert "fault of its own" in one_sentence(result)
    assert "secret" not in result.stderr


def test_help_and_version(run: Run) -> None:
    help_text = run("--help").stdout
    for word in ("open", "new", "import", "check", "export", "sample", "Exit codes: 0 done, 1"):
        assert word in help_text
    assert re.fullmatch(r"stet \d+\.\d+.*\n", run("--version").stdout)


def stet(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
    command = [sys.executable, "-m", "editor_app", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, env=environment, cwd=cwd, check=False
    )


def test_the_whole_way_as_a_command(tmp_path: Path) -> None:
    assert stet("new", "news", cwd=tmp_path).returncode == 0
    (tmp_path / "rain.txt").write_text("Breaking News\nRain on the island\n\nIt rains.\n\nFacebook\nX\n")
    imported = stet("import", "rain.txt", "--into", "news", cwd=tmp_path)
    assert (imported.returncode, imported.stderr) == (0, "")
    path = tmp_path / imported.stdout.strip()
    assert path == tmp_path / "news" / "stories" / "rain-on-the-island.md"
    (tmp_path / "news" / "newsroom.yaml").write_text(
        "name: News\nurl: https://news.example\nsections: [Weather]\n"
    )
    text = path.read_text().replace(
        "status: draft", "status: published\ndate: 2026-11-22T10:00:00Z\nsection: Weather"
    )
    path.write_text(text)
    exported = stet("export", "news", "--output", "site", cwd=tmp_path)
    assert (exported.returncode, exported.stderr) == (0, "")
    page = (tmp_path / "site" / "weather" / "rain-on-the-island" / "index.html").read_text()
    assert "It rains." in page and "Breaking" in page


def test_errors_as_a_command_are_one_line_without_a_traceback(tmp_path: Path) -> None:
    ended = stet("check", tmp_path)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert stet("check").returncode == 2


def test_the_command_line_loads_no_qt(tmp_path: Path) -> None:
    code = "import sys, editor_app.cli; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    assert (
        subprocess.run([sys.executable, "-c", code], env=environment, cwd=tmp_path, check=False).returncode
        == 0
    )


def test_moments_may_be_written_in_several_ways() -> None:
    convert = cli.Moment().convert
    assert convert("2026-11-22T18:00Z", None, None) == datetime(2026, 11, 22, 18, tzinfo=UTC)
    assert convert("2026-11-22 18:00", None, None).tzinfo is None


def test_watch_and_serve_write_again_and_end_with_ctrl_c(courier: Path, tmp_path: Path) -> None:
    import signal
    import urllib.request

    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "editor_app", "serve", str(courier), "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            address = re.search(r"http://localhost:\d+/", process.stdout.readline())
            assert address
            assert "written in" in process.stdout.readline()
            with urllib.request.urlopen(address[0], timeout=10) as answer:
                assert b"The Ostrey Courier" in answer.read()
            article = courier / "theme" / "article.html"
            article.parent.mkdir(exist_ok=True)
            article.write_text("{{ story.nothing }}", encoding="utf-8")
            assert "article.html" in process.stderr.readline()
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stdout.read() == "Stopped.\n"
    assert not (courier / "site").exists()


def test_watch_and_a_fixed_time_do_not_go_together(run: Run, courier: Path) -> None:
    result = run("export", courier, "--watch", "--now", AT)
    assert result.exit_code == 2
    assert "leave out" in result.stderr
