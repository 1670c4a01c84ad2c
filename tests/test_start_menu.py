"""The entry in the start menu of each system, written into a folder of the test."""

import configparser
import os
import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.resources import resource_path
from coach.start_menu import (
    PNG_SIZES,
    desktop_text,
    linux_entry,
    macos_app,
    own_command,
    plist_values,
    shortcut_script,
    windows_entry,
)
from coach.vision.opencv import cv2

ODD = ('/opt/my programs/co"a$c`h\\x/100%', "-m", "coach")


def exec_of(text: str) -> str:
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    parser.read_string(text)
    return parser["Desktop Entry"]["Exec"]


def started(line: str) -> list[str]:
    """The command that a desktop starts: the string's escapes, then the quotes, then the field codes."""
    parts = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', line.replace("\\\\", "\\"))
    return [re.sub(r'\\(["`$\\])', r"\1", quoted or plain).replace("%%", "%") for quoted, plain in parts]


@pytest.mark.parametrize("command", [("/usr/bin/coach",), ODD, ("/a b/c",)])
def test_a_desktop_starts_the_command(command: tuple[str, ...]):
    assert started(exec_of(desktop_text(command, "de"))) == list(command)


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"), codec="utf-8"), min_size=1, max_size=30))
def test_a_desktop_starts_any_path(name: str):
    path = f"/{name}".replace("\N{NO-BREAK SPACE}", " ")
    assert started(exec_of(desktop_text((path,), "en"))) == [path]


def test_linux_has_an_entry_and_an_icon_in_every_size(tmp_path: Path):
    written = linux_entry(ODD, tmp_path, "es")
    assert all(file.is_file() for file in written)
    for size in PNG_SIZES:
        icon = tmp_path / "icons" / "hicolor" / f"{size}x{size}" / "apps" / "stretch-coach.png"
        assert cv2.imread(str(icon), cv2.IMREAD_UNCHANGED).shape == (size, size, 4)
    if shutil.which("desktop-file-validate"):
        checked = subprocess.run(
            ["desktop-file-validate", str(written[-1])], capture_output=True, text=True, check=False
        )
        assert (checked.returncode, checked.stdout) == (0, "")


def test_twice_is_once(tmp_path: Path):
    assert linux_entry(("/bin/true",), tmp_path, "en") == linux_entry(("/bin/true",), tmp_path, "en")


@pytest.mark.skipif(sys.platform == "win32", reason="the application is a script of a shell")
def test_the_application_of_macos_starts_the_command(tmp_path: Path):
    plist, start, icon = macos_app(("/bin/echo", "it's", "here"), tmp_path)
    values = plistlib.loads(plist.read_bytes())
    assert values == plist_values()
    assert (start.name, icon.name) == (values["CFBundleExecutable"], values["CFBundleIconFile"])
    assert values["NSCameraUsageDescription"]
    assert icon.read_bytes()[:4] == b"icns"
    done = subprocess.run([str(start), "now"], capture_output=True, text=True, check=True)
    assert done.stdout == "it's here now\n"


def test_windows_gets_a_shortcut(tmp_path: Path):
    ran: list[tuple[str, ...]] = []
    icon, link = windows_entry(
        ("C:\\it's\\coach.exe", "-m", "a b"), tmp_path, lambda command: ran.append(tuple(command))
    )
    assert icon.read_bytes()[:4] == b"\0\0\1\0"
    assert link.name == "Stretch coach.lnk"
    assert ran[0][0] == "powershell"
    script = shortcut_script(link, ("C:\\it's\\coach.exe", "-m", "a b"), icon)
    assert ran[0][-1] == script
    assert "TargetPath = 'C:\\it''s\\coach.exe'" in script
    assert "Arguments = '-m \"a b\"'" in script


def test_the_command_is_one_that_runs():
    done = subprocess.run(
        [*own_command(), "--version"], capture_output=True, text=True, check=False, timeout=50,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )  # fmt: skip
    assert done.stdout.startswith("coach")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders of Linux")
def test_the_command_line_writes_it_where_the_desktop_looks(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-m", "coach", "install-icon"], capture_output=True, text=True, check=False, timeout=50,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[1])},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "applications" / "stretch-coach.desktop").is_file()
    (tmp_path / "file").touch()
    refused = subprocess.run(
        [sys.executable, "-m", "coach", "install-icon"], capture_output=True, text=True, check=False, timeout=50,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "file"), "PYTHONPATH": str(Path(__file__).parents[1])},
    )  # fmt: skip
    assert refused.returncode == 2
    assert "cannot be written" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_the_icons_are_of_this_program():
    assert {file.name for file in resource_path("assets", "icon").glob("icon*")} == {
        "icon.ico", "icon.icns", *(f"icon_{size}.png" for size in PNG_SIZES),
    }  # fmt: skip
