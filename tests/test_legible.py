"""Every text can be printed on every output, and stays readable."""

import io
import sys
from pathlib import Path

import pytest

from coach.cli import main
from coach.languages.texts import Texts
from coach.legible import ERRORS, legible

PAGES = ["cp1252", "cp437", "cp932", "iso8859-2", "ascii", "utf-8"]


def out(page: str, errors: str = "strict") -> io.TextIOWrapper:
    stream = io.TextIOWrapper(io.BytesIO(), page, errors, newline="")
    legible(stream)
    return stream


@pytest.mark.parametrize(
    ("page", "text", "expected"),
    [
        ("ascii", "20 s – „Knie“ · 90° …", '20 s - "Knie" - 90 deg ...'),
        ("ascii", "für Größe, ¿Está bien? ¡Sí!", "fuer Groesse, Esta bien? Si!"),
        ("cp437", "à côté – œuvre", "à côté - ?uvre"),
        ("cp932", "Übung", "Uebung"),
        ("iso8859-2", "señor", "senor"),
        ("cp1252", "für 5 € – ✓", "für 5 € – +"),
        ("ascii", "日本", "??"),
        ("utf-8", "\udcff.mp4 日本", "\\xff.mp4 日本"),
        ("ascii", "a\udcff\udc80", "a\\xff\\x80"),
    ],
)
def test_what_an_output_lacks_is_written_in_a_readable_way(page: str, text: str, expected: str):
    stream = out(page)
    stream.write(text)
    stream.flush()
    assert stream.buffer.getvalue().decode(page) == expected


def test_a_chosen_way_to_handle_errors_is_kept():
    assert out("ascii", "backslashreplace").errors == "backslashreplace"
    assert out("ascii", "surrogateescape").errors == ERRORS
    legible(None)
    legible(io.StringIO())


@pytest.mark.parametrize("language", ["en", "de", "es"])
@pytest.mark.parametrize("page", PAGES)
def test_no_text_of_the_coach_needs_a_question_mark(page: str, language: str):
    """In the code pages of Western Europe and in ASCII, every letter has a replacement."""
    if page == "cp932":
        pytest.skip("that page writes these letters with bytes of its own")
    texts = Texts(language)
    for text in map(texts.raw, texts.keys()):
        stream = out(page)
        stream.write(text)
        stream.flush()
        assert stream.buffer.getvalue().decode(page).count("?") <= text.count("?")


ROUTINE = """\
routine: Größe – „Knie“
language: de
notes: Señor Łódź 日本
steps:
  - stretch: childs_pose
    reps: 1
    hold: 5 s
"""
COMMANDS = {
    "schema": ("schema",),
    "list": ("list",),
    "show": ("show", "r.yaml"),
    "check": ("check", "r.yaml", "größe–日.yaml"),
    "run": ("run", "r.yaml", "--audio-only", "--fast", "--skip-questions", "--events", "größe.jsonl"),
    "history": ("history", "größe.jsonl"),
    "report": ("report", "größe.jsonl"),
    "no file": ("inspect", "fehlt–日.png"),
}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_prints_on_every_code_page(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.yaml").write_text(ROUTINE, encoding="utf-8")
    for name, command in COMMANDS.items():
        streams = [io.TextIOWrapper(io.BytesIO(), page, newline="") for _ in "12"]
        monkeypatch.setattr(sys, "stdout", streams[0])
        monkeypatch.setattr(sys, "stderr", streams[1])
        monkeypatch.setattr(sys, "argv", ["coach", *command])
        with pytest.raises(SystemExit) as ended:
            main()
        for stream in streams:
            stream.flush()
        said, complained = (stream.buffer.getvalue().decode(page) for stream in streams)
        assert ended.value.code == (2 if name in ("check", "no file") else 0), (name, complained)
        assert "Traceback" not in complained
        assert said if name != "no file" else "no such file" in complained
