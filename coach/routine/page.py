"""A routine as one page for the patient: printable, whole in itself, without a link to anywhere."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from html import escape

from coach.resources import find_resource
from coach.routine.catalogue import STRETCHES
from coach.routine.explain import Line, StepTime, clock, header, lines, summary
from coach.routine.model import Routine

Pictures = Callable[[str], bytes | None]
"""A picture's name, such as ``childs_pose_hold``, to the bytes of its PNG; None where there is none."""

_STYLE = """
body { font: 12pt/1.45 system-ui, sans-serif; color: #1c2733; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem; margin: 0 }
p.lead { margin: .2rem 0 1rem; color: #44525f }
.bar { display: flex; gap: 2px; height: 1.4rem; margin: 1rem 0; font-size: .75rem }
.bar span { background: #2f6f8f; color: #fff; border-radius: 3px; text-align: center; overflow: hidden }
.bar span { min-width: 1.2rem }
.bar span.timed { background: #9db4bf; color: #1c2733 }
ol { list-style: none; padding: 0 }
li { display: flex; gap: 1rem; padding: .8rem 0; border-top: 1px solid #cfd8dd; break-inside: avoid }
li div.words { flex: 1 }
li .at { color: #44525f; font-size: .9rem }
li img { width: 11rem; height: auto; border-radius: 4px }
li ul { margin: .2rem 0 0; padding-left: 1.2rem }
footer { border-top: 1px solid #cfd8dd; margin-top: 1rem; padding-top: .6rem; font-size: .9rem; color: #44525f }
@media print { body { margin: 0; max-width: none } }
"""
_STOP = (
    "Stop at any pain: press the space bar or say “stop”. Numbness between the legs, trouble passing water, "
    "weak legs or chest pain: call your emergency number."
)


def shipped_picture(name: str) -> bytes | None:
    """The picture of that name that ships with the program."""
    file = find_resource("assets", "pictures", f"{name}.png")
    return None if file is None else file.read_bytes()


def page(routine: Routine, pictures: Pictures = shipped_picture, times: Sequence[StepTime] = ()) -> str:
    """The whole HTML document."""
    told = lines(routine, times)
    heading = escape(routine.routine)
    about = "".join(f"<br>{escape(line)}" for line in header(routine))
    steps = "\n".join(_item(line, pictures) for line in told)
    return (
        f'<!doctype html>\n<html lang="{routine.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{heading}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n"
        f'<body>\n<h1>{heading}</h1>\n<p class="lead">{escape(summary(told))}{about}</p>\n'
        f"{_bar(told)}\n<ol>\n{steps}\n</ol>\n<footer>{_STOP}</footer>\n</body>\n</html>\n"
    )


def _bar(told: tuple[Line, ...]) -> str:
    """The session from left to right; a step's width is its time."""
    parts = "".join(
        f'<span class="{"stretch" if line.is_stretch else "timed"}" style="flex-grow:{line.takes_s:.0f}" '
        f'title="{escape(line.name)}">{line.number}</span>'
        for line in told
    )
    return f'<div class="bar" aria-hidden="true">{parts}</div>'


def _item(line: Line, pictures: Pictures) -> str:
    details = "".join(f"<li>{escape(detail)}</li>" for detail in line.details)
    more = f"<ul>{details}</ul>" if details else ""
    images = "".join(_image(content, line.name) for name in _names(line) if (content := pictures(name)) is not None)
    return (
        f'<li><div class="words"><span class="at">{clock(line.at_s)}</span> <strong>{line.number}. '
        f"{escape(line.name)}</strong><br>{escape(line.dose)}{more}</div>{images}</li>"
    )


def _names(line: Line) -> tuple[str, ...]:
    """The pictures that show this step: held, or both ends of a cycle."""
    entry = STRETCHES.get(line.stretch)
    if entry is None:
        return ()
    if entry.in_cycles:
        return (f"{line.stretch}_cow", f"{line.stretch}_cat")
    side = line.side if line.variant in entry.two_sided else None
    return ("_".join(part for part in (line.stretch, line.variant, side, "hold") if part),)


def _image(content: bytes, name: str) -> str:
    return f'<img alt="{escape(name)}" src="data:image/png;base64,{b64encode(content).decode()}">'
