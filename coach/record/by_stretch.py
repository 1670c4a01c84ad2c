"""Each stretch on each side: holds done, seconds, and the largest angles over time; and the form errors."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from coach.record.adherence import Place, Share, cycles_of, holds_of, seconds_of, totals
from coach.record.report_table import Table
from coach.record.report_words import NOT_KNOWN, ReportWords
from coach.record.session_record import SessionRecord

NOISE_DEG = 15.0
"""The difference of an angle, between sides or days, below which it is noise (clinical notes, R51)."""
PER_SESSIONS = 2
"""A side difference is reported once it occurred in this many sessions (clinical notes, G4)."""
MOST_POINTS = 6
"""Largest number of parts of the period for which angles over time are given."""


def stretches(sessions: Sequence[SessionRecord], words: ReportWords) -> Table:
    """One row for each stretch, variant and side that was prescribed or held."""
    held = [session for session in sessions if not session.refused]
    shares = totals(map(holds_of, held))
    begun = ((hold.stretch, hold.variant, hold.side) for session in held for hold in session.holds)
    rows = [_holds(place, shares.get(place), held, words) for place in dict.fromkeys((*shares, *begun))]
    columns = ("stretch", "side", "holds", "seen", "clock", "largest", "over_time")
    note = " ".join(filter(None, (words.get("note.largest"), _side_differences(held, words))))
    return words.table("stretches", columns, (*rows, *_cycles(held, words)), note)


def _holds(place: Place, share: Share | None, sessions: Sequence[SessionRecord], words: ReportWords) -> tuple[str, ...]:
    stretch, variant, side = place
    by_session = [[h for h in s.holds if (h.stretch, h.variant, h.side) == place] for s in sessions]
    holds = [hold for there in by_session for hold in there]
    seen, clock = sum(hold.camera_s for hold in holds), sum(hold.clock_s for hold in holds)
    in_torso = any(hold.best_torso is not None for hold in holds)
    best = [[hold.best_torso if in_torso else hold.best_deg for hold in there] for there in by_session]
    largest = [[value for value in there if value is not None] for there in best]
    name = words.stretch(stretch, variant)
    done = NOT_KNOWN if share is None else share.in_words(words)
    return (name, words.side(side), done, f"{seen:.0f}", f"{clock:.0f}", *_angles(largest, in_torso, words))


def _angles(by_session: Sequence[Sequence[float]], in_torso: bool, words: ReportWords) -> tuple[str, str]:
    """The median and the range of all holds, and the medians of parts of the period from the first to the last."""

    def in_words(value: float) -> str:
        return f"{value:.2f}" if in_torso else f"{value:.0f}"

    best = [value for there in by_session for value in there]
    if not best:
        return NOT_KNOWN, NOT_KNOWN
    key = "torso" if in_torso else "degrees"
    largest = words.get(key, value=in_words(median(best)), least=in_words(min(best)), most=in_words(max(best)))
    seen = [there for there in by_session if there]
    parts = min(len(seen), MOST_POINTS)
    cut = [seen[len(seen) * n // parts : len(seen) * (n + 1) // parts] for n in range(parts)]
    return largest, " → ".join(in_words(median([v for there in part for v in there])) for part in cut)


def _cycles(sessions: Sequence[SessionRecord], words: ReportWords) -> Iterator[tuple[str, ...]]:
    for stretch, share in totals(map(cycles_of, sessions)).items():
        shallow = sum(c.shallow for s in sessions for c in s.cycles if c.stretch == stretch)
        done = words.get("cycles", done=share.in_words(words))
        note = words.get("shallow", n=shallow) if shallow else NOT_KNOWN
        yield words.stretch(stretch), NOT_KNOWN, done, NOT_KNOWN, NOT_KNOWN, note, NOT_KNOWN


def _side_differences(sessions: Sequence[SessionRecord], words: ReportWords) -> str:
    """Stretches whose sides differed by more than noise in several sessions."""
    times: Counter[str] = Counter()
    for session in sessions:
        best: defaultdict[tuple[str, str | None], dict[str, float]] = defaultdict(dict)
        for hold in session.holds:
            if hold.best_deg is not None and hold.side:
                sides = best[hold.stretch, hold.variant]
                sides[hold.side] = max(hold.best_deg, sides.get(hold.side, hold.best_deg))
        for (stretch, variant), sides in best.items():
            apart = len(sides) == 2 and max(sides.values()) - min(sides.values()) >= NOISE_DEG
            times[words.stretch(stretch, variant)] += apart
    named = [name for name, count in times.items() if count >= PER_SESSIONS]
    if not named:
        return ""
    return words.get("sides_differ", degrees=f"{NOISE_DEG:g}", n=PER_SESSIONS, names=", ".join(named))


def form_errors(sessions: Sequence[SessionRecord], words: ReportWords) -> Table:
    """The errors, the most persistent first: in how many sessions, how often, and how often they were spoken about."""
    held = [session for session in sessions if not session.refused]
    there = Counter(name for session in held for name in session.errors)
    seen = sum((session.errors for session in held), Counter[str]())
    said = sum((session.corrected for session in held), Counter[str]())
    order = sorted(there, key=lambda name: (-there[name], -seen[name], name))
    watched = sum(session.watching for session in held)
    rows = (
        (words.named("error", name), words.get("of", done=there[name], of=watched), str(seen[name]), str(said[name]))
        for name in order
    )
    return words.table("form", ("form", "in_sessions", "times", "spoken_of"), rows)


def unknown(sessions: Sequence[SessionRecord], words: ReportWords) -> Table:
    """The time that the camera did not see, so that it is not read as poor effort."""
    held = [session for session in sessions if not session.refused]
    watched = [session for session in held if session.watching]
    holds = [hold for session in held for hold in session.holds]
    unseen_s = round(sum(session.unseen_s for session in watched))
    rows = (
        (words.get("unseen.no_camera"), words.get("of", done=len(held) - len(watched), of=len(held))),
        (words.get("unseen.by_clock"), words.get("of", done=sum(hold.timer_only for hold in holds), of=len(holds))),
        (words.get("unseen.seconds"), words.get("seconds", seconds=seconds_of(held)[1])),
        (words.get("unseen.lost"), words.get("seconds", seconds=unseen_s)),
        (words.get("unseen.pauses"), str(sum(session.pauses for session in held))),
    )
    return words.table("unseen", ("what", "how_much"), rows)
