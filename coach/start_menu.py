"""Adds the program to the start menu of Linux, macOS or Windows, with its icon, for this user only."""

import os
import plistlib
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path

from coach import __version__
from coach.errors import InputError, MissingPartError
from coach.languages.texts import Texts
from coach.resources import resource

NAME, IDENTITY = "Stretch coach", "stretch-coach"
CAMERA_WHY = "The coach watches how you lie and move. No picture is stored or sent."
MICROPHONE_WHY = "The coach listens for the word stop, if you allow it. No sound is stored or sent."
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
Runner = Callable[[Sequence[str]], None]


def install_icon(language: str, command: Sequence[str] | None = None) -> list[Path]:
    """Writes the entry and its icons, replacing earlier ones; returns what was written. ``command``: what the entry
    starts; None: this program.

    Raises InputError if a file cannot be written, and MissingPartError if the installation lacks the icons.
    """
    command = command or own_command()
    try:
        if sys.platform == "win32":
            return windows_entry(command, Path(os.environ["APPDATA"]))
        if sys.platform == "darwin":
            return macos_app(command, Path.home() / "Applications")
        return linux_entry(command, _xdg_data(os.environ), language)
    except OSError as error:
        raise InputError(f"{error.filename}: cannot be written ({error.strerror}); make room for it") from error


def own_command() -> tuple[str, ...]:
    """The command that starts this program without a terminal: the built program, its script, or Python with its
    module."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    script = Path(sys.executable).with_name("stretch-coach.exe" if sys.platform == "win32" else "stretch-coach")
    return (str(script),) if script.is_file() else (sys.executable, "-m", "coach")


def _xdg_data(environment: Mapping[str, str]) -> Path:
    named = environment.get("XDG_DATA_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "share"


# -- Linux -----------------------------------------------------------------------------------------------------------


def linux_entry(command: Sequence[str], data: Path, language: str) -> list[Path]:
    """The desktop entry and the icons of the hicolor theme under ``data``, as freedesktop.org specifies."""
    written = []
    for size in PNG_SIZES:
        icon = data / "icons" / "hicolor" / f"{size}x{size}" / "apps" / f"{IDENTITY}.png"
        written.append(_copied(resource("assets", "icon", f"icon_{size}.png"), icon))
    entry = data / "applications" / f"{IDENTITY}.desktop"
    entry.parent.mkdir(parents=True, exist_ok=True)
    entry.write_text(desktop_text(command, language), encoding="utf-8")
    return [*written, entry]


def desktop_text(command: Sequence[str], language: str) -> str:
    """The desktop entry. Its words are in English, and also in ``language``."""
    english, other = Texts("en", "app"), Texts(language, "app")
    rows = [
        "[Desktop Entry]", "Type=Application", f"Name={NAME}", f"Comment={english.get('icon.comment')}",
        f"Comment[{language}]={other.get('icon.comment')}", f"Exec={' '.join(map(_quoted, command))}",
        f"Icon={IDENTITY}", "Terminal=false", "Categories=Sports;Education;", f"StartupWMClass={IDENTITY}",
    ]  # fmt: skip
    return "\n".join(rows) + "\n"


def _quoted(argument: str) -> str:
    """An argument of an Exec line: quoted, with every special character escaped, twice for the string."""
    plain = argument and not any(map(str.isspace, argument))
    if plain and not set(argument) & set("\"'\\><~|&;$*?#()`%"):
        return argument
    inner = "".join(f"\\{mark}" if mark in '"`$\\' else mark for mark in argument)
    return '"' + inner.replace("\\", "\\\\").replace("%", "%%") + '"'


# -- macOS -----------------------------------------------------------------------------------------------------------


def macos_app(command: Sequence[str], applications: Path) -> list[Path]:
    """An application folder that starts the command."""
    contents = applications / f"{NAME}.app" / "Contents"
    start = contents / "MacOS" / IDENTITY
    start.parent.mkdir(parents=True, exist_ok=True)
    start.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n', encoding="utf-8")
    start.chmod(0o755)
    plist = contents / "Info.plist"
    plist.write_bytes(plistlib.dumps(plist_values()))
    icon = _copied(resource("assets", "icon", "icon.icns"), contents / "Resources" / "icon.icns")
    return [plist, start, icon]


def plist_values() -> dict[str, str | bool]:
    """The information that macOS requires, including why camera and microphone are used: without it, macOS ends the
    program."""
    return {
        "CFBundleName": NAME,
        "CFBundleDisplayName": NAME,
        "CFBundleIdentifier": f"org.{IDENTITY}.app",
        "CFBundleVersion": __version__,
        "CFBundleShortVersionString": __version__,
        "CFBundlePackageType": "APPL",
        "CFBundleExecutable": IDENTITY,
        "CFBundleIconFile": "icon.icns",
        "NSHighResolutionCapable": True,
        "NSCameraUsageDescription": CAMERA_WHY,
        "NSMicrophoneUsageDescription": MICROPHONE_WHY,
    }


# -- Windows ---------------------------------------------------------------------------------------------------------


def _run(command: Sequence[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        raise MissingPartError(
            f"Windows did not create the entry ({error}); pin {own_command()[0]} to the start menu yourself"
        ) from error


def windows_entry(command: Sequence[str], roaming: Path, run: Runner = _run) -> list[Path]:
    """A shortcut in the start menu under ``roaming``, made by PowerShell, which every Windows has."""
    icon = _copied(resource("assets", "icon", "icon.ico"), roaming / IDENTITY / "icon.ico")
    link = roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs" / f"{NAME}.lnk"
    link.parent.mkdir(parents=True, exist_ok=True)
    run(("powershell", "-NoProfile", "-NonInteractive", "-Command", shortcut_script(link, command, icon)))
    return [icon, link]


def shortcut_script(link: Path, command: Sequence[str], icon: Path) -> str:
    program, *arguments = command
    return "; ".join(
        (
            f"$s = (New-Object -ComObject WScript.Shell).CreateShortcut({_literal(link)})",
            f"$s.TargetPath = {_literal(program)}",
            f"$s.Arguments = {_literal(subprocess.list2cmdline(arguments))}",
            f"$s.IconLocation = {_literal(icon)}",
            "$s.Save()",
        )
    )


def _literal(text: object) -> str:
    """A PowerShell string without special characters."""
    return "'" + str(text).replace("'", "''") + "'"


def _copied(source: Traversable, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as content, target.open("wb") as file:
        shutil.copyfileobj(content, file)
    return target
