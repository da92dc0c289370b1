"""What is settled before the application exists."""

from __future__ import annotations

from pathlib import Path

from editor_app.ui.preview.engine import (
    SWITCHES,
    add_switches,
    prepare_web_engine,
    sandbox_can_start,
    web_engine,
)

FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"


def test_switches_are_appended_once_and_stand_last() -> None:
    environment = {FLAGS: "--host-resolver-rules=x --log-level=3"}
    add_switches(environment)
    add_switches(environment)
    assert environment[FLAGS] == "--host-resolver-rules=x --log-level=3 " + " ".join(SWITCHES)


def test_the_resolver_rule_keeps_its_inner_quotes() -> None:
    environment: dict[str, str] = {}
    add_switches(environment)
    assert '--host-resolver-rules="MAP * ~NOTFOUND"' in environment[FLAGS]


def test_preparing_again_changes_nothing(engine: None) -> None:
    assert prepare_web_engine() == web_engine()
    assert web_engine().available


def test_a_system_that_forbids_the_sandbox_is_noticed(tmp_path: Path) -> None:
    setting = tmp_path / "kernel" / "apparmor_restrict_unprivileged_userns"
    setting.parent.mkdir()
    assert sandbox_can_start(tmp_path)
    setting.write_text("1\n", encoding="ascii")
    assert not sandbox_can_start(tmp_path)
