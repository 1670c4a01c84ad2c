"""Pain before, after and on the day after each session, as a small drawing: inline SVG without a script.

Each kind of score has its own shape and colour, and a stop is a cross with its score.
"""

from collections.abc import Iterator, Sequence
from html import escape

from coach.record.day_after import days_after
from coach.record.report_table import Chart
from coach.record.report_words import ReportWords, day
from coach.record.session_record import SessionRecord

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 680, 170, 34, 12, 26, 24
MOST_DAYS = 12
"""Largest number of days written below the drawing."""
ASIDE = (-5.0, 0.0, 5.0)
"""The scores of one session stand side by side, so that equal ones do not hide each other."""
BEFORE, AFTER, NEXT_DAY, STOP = "#2f6f8f", "#8a4b08", "#5b3a8c", "#a3160f"
_MARKS = {
    BEFORE: '<circle cx="{x}" cy="{y}" r="3.4" fill="{c}"/>',
    AFTER: '<rect x="{l}" y="{u}" width="6.4" height="6.4" fill="{c}"/>',
    NEXT_DAY: '<path d="M{x} {t}L{r} {d}L{l2} {d}Z" fill="#fff" stroke="{c}" stroke-width="1.6"/>',
    STOP: '<path d="M{l} {u}L{r2} {d2}M{l} {d2}L{r2} {u}" stroke="{c}" stroke-width="2.4"/>',
}
_LINE = '<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.2" stroke-opacity=".55"/>'
_TEXT = '<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'


def pain_chart(sessions: Sequence[SessionRecord], words: ReportWords) -> Chart | None:
    """The drawing; None if no score was given. ``sessions`` are in time order."""
    series = {
        BEFORE: [session.scores.get("before") for session in sessions],
        AFTER: [session.scores.get("after") for session in sessions],
        NEXT_DAY: [after.typical for after in days_after(sessions)],
    }
    stops = [(n, stop.score) for n, session in enumerate(sessions) for stop in session.stops]
    if not any(score is not None for scores in series.values() for score in scores) and not stops:
        return None
    title, said = words.get("title.chart"), _said(series, stops, words)
    drawn = [*_grid(sessions), *_legend(words, bool(stops))]
    for (colour, scores), aside in zip(series.items(), ASIDE, strict=True):
        drawn += _series([(_x(n, sessions) + aside, s) for n, s in enumerate(scores) if s is not None], colour)
    for number, score in stops:
        drawn += _stop(_x(number, sessions), score)
    return Chart(title, _svg(title, said, drawn), said)


def _x(number: int, sessions: Sequence[SessionRecord]) -> float:
    return LEFT + (number + 0.5) * (WIDTH - LEFT - RIGHT) / len(sessions)


def _y(score: float) -> float:
    return TOP + (10 - score) * (HEIGHT - TOP - BOTTOM) / 10


def _grid(sessions: Sequence[SessionRecord]) -> Iterator[str]:
    for score in range(0, 11, 2):
        y = _y(score)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#cfd8dd" stroke-width=".8"/>'
        yield _TEXT.format(x=LEFT - 6, y=y + 3.5, anchor="end", colour="#44525f", words=score)
    step = -(-len(sessions) // MOST_DAYS)
    for number, session in enumerate(sessions):
        if number % step == 0 and session.began is not None:
            x, shown = _x(number, sessions), day(session.began)[5:]
            yield _TEXT.format(x=x, y=HEIGHT - 8, anchor="middle", colour="#44525f", words=shown)


def _legend(words: ReportWords, stops: bool) -> Iterator[str]:
    kinds = {BEFORE: "before", AFTER: "after", NEXT_DAY: "next_day", **({STOP: "stopped"} if stops else {})}
    for number, (colour, name) in enumerate(kinds.items()):
        x = LEFT + 8 + number * 160
        yield _mark(x, 10, colour)
        yield _TEXT.format(x=x + 9, y=13.5, anchor="start", colour="#1c2733", words=escape(words.get(f"column.{name}")))


def _series(points: list[tuple[float, int]], colour: str) -> Iterator[str]:
    if len(points) > 1:
        yield _LINE.format(points=" ".join(f"{x:.1f},{_y(score):.1f}" for x, score in points), colour=colour)
    for x, score in points:
        yield _mark(x, _y(score), colour)


def _stop(x: float, score: int | None) -> Iterator[str]:
    y = _y(5 if score is None else score)
    yield _mark(x, y, STOP)
    shown = "?" if score is None else str(score)
    yield _TEXT.format(x=x + 8, y=y + 4, anchor="start", colour=STOP, words=shown)


def _mark(x: float, y: float, colour: str) -> str:
    places = {"x": x, "y": y, "l": x - 3.2, "u": y - 3.2, "r": x + 4, "l2": x - 4, "t": y - 4, "d": y + 3.4}
    places |= {"r2": x + 3.2, "d2": y + 3.2}
    return _MARKS[colour].format(c=colour, **{name: f"{value:.1f}" for name, value in places.items()})


def _said(series: dict[str, list[int | None]], stops: Sequence[tuple[int, int | None]], words: ReportWords) -> str:
    """The drawing in words: the first, the last and the highest score of each kind, and the stops."""
    names = {BEFORE: "before", AFTER: "after", NEXT_DAY: "next_day"}
    parts = []
    for colour, scores in series.items():
        given = [score for score in scores if score is not None]
        if given:
            name = words.get(f"column.{names[colour]}")
            parts.append(words.get("drawn", name=name, n=len(given), first=given[0], last=given[-1], most=max(given)))
    if stops:
        shown = ", ".join("?" if score is None else str(score) for _, score in stops)
        parts.append(words.get("drawn_stops", n=len(stops), scores=shown))
    return " ".join(parts)


def _svg(title: str, said: str, drawn: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="pain-title pain-desc" font-size="10">'
        f'<title id="pain-title">{escape(title)}</title><desc id="pain-desc">{escape(said)}</desc>'
        f"{''.join(drawn)}</svg>"
    )
