"""Ctrl-C prints one line from the first moment on."""

import importlib
import sys

import pytest

from coach.starting import STOPPED, main


class Interrupted:
    """Somebody presses Ctrl-C while this module is loaded."""

    def __init__(self, module: str) -> None:
        self.module = module

    def find_spec(self, name, path=None, target=None):
        if name == self.module:
            raise KeyboardInterrupt


@pytest.mark.parametrize("module", ["coach.cli", "coach.commands.footage"])
def test_while_modules_are_loaded(module, monkeypatch, capsys):
    for loaded in [name for name in sys.modules if name.startswith(("coach.cli", "coach.commands"))]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setattr(sys, "meta_path", [Interrupted(module), *sys.meta_path])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == STOPPED
    assert capsys.readouterr().err == "stopped at the keyboard\n"


def test_in_a_command(monkeypatch, capsys):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(importlib.import_module("coach.commands.routine_files"), "say", interrupted)
    monkeypatch.setattr(sys, "argv", ["coach", "schema"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == STOPPED
    assert capsys.readouterr().err.strip() == "stopped at the keyboard"
