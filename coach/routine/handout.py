"""A routine as one page for the patient: printable, self-contained, and without links."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from html import escape

from coach.languages.texts import Texts
from coach.resources import find_resource
from coach.routine.explain import StepLine, StepTime, clock, header, lines, summary
from coach.routine.routine_file import Routine
from coach.stretches.catalogue import STRETCHES

Pictures = Callable[[str], bytes | None]
"""Maps a picture's name, such as ``childs_pose_hold``, to the bytes of its JPEG; None if there is no such picture."""

_STYLE = """
@page { size: A4; margin: 12mm 14mm }
* { box-sizing: border-box }
body { font: 11pt/1.35 system-ui, sans-serif; color: #1c2733; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem; margin: 0 }
p.lead { margin: .1rem 0 .6rem; color: #44525f }
.bar { display: flex; gap: 2px; margin: .6rem 0; font-size: .75rem }
.bar span { background: #2f6f8f; color: #fff; border-radius: 3px }
.bar span { text-align: center; min-width: 1.3rem; line-height: 1.3rem }
.bar span.timed { background: #c9d6dc; color: #1c2733 }
ol { list-style: none; padding: 0; margin: 0 }
ol > li { display: flex; gap: .8rem; padding: .5rem 0; border-top: 1px solid #cfd8dd; break-inside: avoid }
.at { width: 3rem; flex: none; text-align: right; color: #44525f; font-variant-numeric: tabular-nums }
.words { flex: 1 }
.dose { font-size: 1.05em }
.more { color: #44525f; font-size: .9em }
.said { color: #44525f; font-size: .82em; line-height: 1.3; margin-top: .2rem }
.pictures { flex: none; display: flex; gap: .3rem; align-items: flex-start }
img { width: 7.6rem; height: auto; border-radius: 4px; border: 1px solid #dfe6ea; display: block }
footer { border-top: 1px solid #cfd8dd; padding-top: .5rem; font-size: .9em; color: #44525f }
@media print {
  body { font-size: 10pt; margin: 0; padding: 0; max-width: none }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
"""

PAGE = "<!doctype html>\n<!-- stretch-coach: a routine -->\n"
"""The beginning of every page."""


def shipped_picture(name: str) -> bytes | None:
    """The shipped picture of that name."""
    file = find_resource("assets", "pictures", f"{name}.jpg")
    return None if file is None else file.read_bytes()


def handout(
    parts: Sequence[Routine],
    pictures: Pictures = shipped_picture,
    times: Sequence[Sequence[StepTime]] = (),
    *,
    listens: bool = False,
) -> str:
    """The whole HTML document for the sections of one routine, each with or without its rehearsed ``times``.

    With ``listens`` it also mentions voice commands, which only some sessions accept.
    """
    texts = Texts(parts[0].language)
    stop = " ".join(texts.get(f"sheet.{key}") for key in (("stop", "voice") if listens else ("stop",)))
    rehearsed = times or [()] * len(parts)
    body = "\n".join(_part(part, pictures, when) for part, when in zip(parts, rehearsed, strict=True))
    return (
        f'{PAGE}<html lang="{parts[0].language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(parts[0].routine)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n<footer>{escape(stop)}</footer>\n</body>\n</html>\n"
    )


def _part(routine: Routine, pictures: Pictures, times: Sequence[StepTime]) -> str:
    entries, texts = lines(routine, times), Texts(routine.language)
    about = "".join(f"<br>{escape(line)}" for line in header(routine, for_patient=True))
    steps = "\n".join(_item(line, pictures) for line in entries)
    return (
        f'<h1>{escape(routine.routine)}</h1>\n<p class="lead">{escape(summary(entries, texts))}{about}</p>\n'
        f"{_bar(entries)}\n<ol>\n{steps}\n</ol>"
    )


def _bar(entries: tuple[StepLine, ...]) -> str:
    """The session as a bar from left to right; the width of a step is its time."""
    parts = "".join(
        f'<span class="{"stretch" if line.is_stretch else "timed"}" style="flex-grow:{line.takes_s:.0f}" '
        f'title="{escape(line.name)}">{line.number}</span>'
        for line in entries
    )
    return f'<div class="bar" aria-hidden="true">{parts}</div>'


def _item(line: StepLine, pictures: Pictures) -> str:
    more = f'<div class="more">{escape("; ".join(line.details))}</div>' if line.details else ""
    said = f'<div class="said">{escape(" ".join(line.said))}</div>' if line.said else ""
    found = (pictures(name) for name in picture_names(line))
    images = "".join(_image(content, line.name) for content in found if content is not None)
    title = f"<strong>{line.number}. {escape(line.name)}</strong>"
    words = f'<div class="words">{title}<div class="dose">{escape(line.dose)}</div>{more}{said}</div>'
    return f'<li><div class="at">{clock(line.at_s)}</div>{words}<div class="pictures">{images}</div></li>'


def picture_names(line: StepLine) -> tuple[str, ...]:
    """The pictures for this step: its start and its hold, or both ends of a cycle."""
    entry = STRETCHES.get(line.stretch)
    if entry is None:
        return ("rest_pillow",) if line.stretch == "rest" else ()
    if entry.in_cycles:
        return (f"{line.stretch}_cow", f"{line.stretch}_cat")
    side = line.side if entry.of(line.variant).sided else None
    start = "_".join(part for part in (line.stretch, line.variant, side) if part)
    return (f"{start}_set_up", f"{start}_hold")


def _image(content: bytes, name: str) -> str:
    return f'<img alt="{escape(name)}" src="data:image/jpeg;base64,{b64encode(content).decode()}">'
