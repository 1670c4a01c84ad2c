"""Advice never changes what the author meant in the dangerous direction; if two meanings are possible it names both."""

import re

import pytest

from coach.routine.loader import examine
from coach.routine.naming import named
from coach.routine.problems import nearest
from coach.stretches.catalogue import STRETCHES

TOP = "routine: r\n{}\nsteps:\n  - cat_cow\n"
LIMITS = "routine: r\nlimits:\n  {}\nsteps:\n  - cat_cow\n"
KNEE = "routine: r\nsteps:\n  - stretch: knee_to_chest\n    {}\n"
LIFT = "routine: r\nsteps:\n  - stretch: hip_lift\n    {}\n"
STEP = "routine: r\nsteps:\n  - {}\n"


def _messages(text: str) -> str:
    """Every mistake, one on each line, without the lists of allowed values."""
    mistakes = [mistake.text for mistake in examine(text).mistakes]
    return "\n".join(
        re.sub(r"(?: Allowed(?: here)?:| It knows:| is not one of:)[^;]*", "", message) for message in mistakes
    )


DENIED = [
    "no {}",
    "No {}",
    "not {}",
    "non-{}",
    "non {}",
    "without {}",
    "never {}",
    "avoid {}",
    "no longer {}",
    "sub-{}",
    "post-{}",
    "pre-{}",
    "anything but {}",
    "{}-free",
    "not yet {}",
    "isn't {}",
    "denies {}",
    "w/o {}",
    "rule out {}",
    "kein {}",
    "keine {}",
    "nicht {}",
    "ohne {}",
    "nie {}",
    "niemals {}",
    "nicht mehr {}",
    "sin {}",
    "ni {}",
    "nunca {}",
    "evitar {}",
    "excepto {}",
]
"""Every way to deny a word; none may lead to the word."""


@pytest.mark.parametrize("denied", DENIED)
@pytest.mark.parametrize(
    ("form", "word"),
    [
        (TOP.format("stage: {}"), "acute"),
        (TOP.format("precautions: {}"), "hip"),
        (TOP.format("precautions: [wrist, {}]"), "osteoporosis"),
        (LIMITS.format("cleared: {}"), "cancer"),
        (LIMITS.format("override: {}"), "hold_over_120_s"),
        (KNEE.format("variant: {}"), "double"),
        (KNEE.format("sides: {}"), "left"),
        (KNEE.format("with: {}"), "towel"),
        (TOP.format("time_of_day: {}"), "morning"),
        (STEP, "cat_cow"),
        (STEP, "knee to chest"),
        (STEP.format("stretch: {}"), "hip lift"),
    ],
)
def test_what_was_denied_is_not_suggested(denied: str, form: str, word: str) -> None:
    examined = examine(form.format(denied.format(word)))
    assert examined.routine is None
    message = _messages(form.format(denied.format(word)))
    meant = re.findall(r"did you mean ([^?]+)\?|[Ww]rite \"?- (?:stretch: )?(\w+)", message)
    assert all(word.replace(" ", "_").split("_3")[0] not in found for pair in meant for found in pair), message


@pytest.mark.parametrize("denied", [denied for denied in DENIED if denied.endswith("}")])
def test_a_denied_step_with_a_dose_is_not_suggested(denied: str) -> None:
    message = _messages(STEP.format(denied.format("knee to chest 3 x 20 s")))
    assert "knee_to_chest" not in message
    assert "delete the line" in message


@pytest.mark.parametrize(
    "written",
    [
        "subacute",
        "sub-acute",
        "Subacute",
        "nonacute",
        "postacute",
        "subakut",
        "postakut",
        "subagudo",
        "not acute",
        "chronic",
    ],
)
def test_a_stage_behind_the_first_days_is_the_usual_one(written: str) -> None:
    assert "did you mean usual?" in _messages(TOP.format(f"stage: {written}"))


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        *(
            (f"{key}: {value}", 'to leave out twists write "no_twist: yes"')
            for key in ("twist", "twists", "Twist", "twisting", "rotation", "drehung", "drehen", "torsión", "giros")
            for value in ("no", "No", "none", "avoid", "not allowed", "false", "nein", "keine", "never")
        ),
        *(
            (
                f"{key}: {value}",
                'write "no_twist: yes" below "limits:" to leave out twists, or delete the line if they are allowed',
            )
            for key in ("twist", "allow_twist", "rotation")
            for value in ("yes", "ok", "with care")
        ),
        ("avoid twist: yes", "did you mean no_twist?"),
        ("sin giros: yes", "did you mean no_twist?"),
    ],
)
def test_a_limit_on_twists_is_never_turned_round(line: str, advice: str) -> None:
    assert advice in _messages(LIMITS.format(line))


@pytest.mark.parametrize("word", ["without", "smallest_angle", "min_angle", "valid_from", "lowest_angle", "not_for"])
def test_a_key_does_not_become_its_opposite(word: str) -> None:
    for form in (TOP, LIMITS, KNEE):
        assert "did you mean" not in _messages(form.format(f"{word}: x"))


SCORES = {
    "> 4": "4 if 4 itself counts, 5 if it does not.",
    ">4": "4 if 4 itself counts, 5 if it does not.",
    "above 4": "4 if 4 itself counts, 5 if it does not.",
    "more than 4": "4 if 4 itself counts, 5 if it does not.",
    "over 4/10": "4 if 4 itself counts, 5 if it does not.",
    "greater than 4": "4 if 4 itself counts, 5 if it does not.",
    "über 4": "4 if 4 itself counts, 5 if it does not.",
    "mehr als 4": "4 if 4 itself counts, 5 if it does not.",
    "más de 4": "4 if 4 itself counts, 5 if it does not.",
    "up to 4": "4 if 4 itself counts, 5 if it does not.",
    "no more than 4": "4 if 4 itself counts, 5 if it does not.",
    "max 4": "4 if 4 itself counts, 5 if it does not.",
    "<= 4": "4 if 4 itself counts, 5 if it does not.",
    "höchstens 4": "4 if 4 itself counts, 5 if it does not.",
    "4 o menos": "4 if 4 itself counts, 5 if it does not.",
    ">= 4": "lowest score that counts: 4.",
    "≥4": "lowest score that counts: 4.",
    "at least 4": "lowest score that counts: 4.",
    "4 or more": "lowest score that counts: 4.",
    "4+": "lowest score that counts: 4.",
    "ab 4": "lowest score that counts: 4.",
    "4 o más": "lowest score that counts: 4.",
    "< 4": "lowest score that counts: 4.",
    "under 4": "lowest score that counts: 4.",
    "> 7": "lowest score that counts: 7.",
    "4-5": "write one number: 4 or 5.",
    "4 or 5": "write one number: 4 or 5.",
}


@pytest.mark.parametrize(("written", "advice"), SCORES.items())
def test_a_score_that_is_compared(written: str, advice: str) -> None:
    assert _messages(LIMITS.format(f"stop_at_pain: {written}")).endswith(advice)


BOTH_SIDES = "write 5 if the two sides share them, or 10 if each side has 10."
OFTEN = "says how often in a day or a week"
COUNTS: list[tuple[str, str, str]] = [
    *(
        (KNEE, f"reps: {total}", BOTH_SIDES)
        for total in (
            "10 in total",
            "10 total",
            "total 10",
            "total of 10",
            "10 in all",
            "10 altogether",
            "10 reps in total",
            "10 combined",
            "10 insgesamt",
            "insgesamt 10",
            "10 zusammen",
            "10 en total",
            "10x total",
        )
    ),
    (KNEE, "reps: 7 in total", "write 3 or 4 if the two sides share them, or 7 if each side has 7."),
    (KNEE, "sides: left\n    reps: 10 in total", "write 10 alone."),
    (LIFT, "reps: 10 in total", "write 10 alone."),
    (KNEE, "reps: 3 sets of 10", 'write "sets: 3" and "reps: 10", each on a line'),
    (KNEE, "reps: 3 sets x 10", "are several sets"),
    (KNEE, "reps: 3 Sätze à 10", 'write "sets: 3" and "reps: 10", each on a line'),
    (KNEE, "reps: 3 series de 10", 'write "sets: 3" and "reps: 10", each on a line'),
    (KNEE, "reps: 10 reps, 3 sets", 'counts sets; write "sets: 3" on a line of its own'),
    (KNEE, "reps: 3 sets", 'write "sets: 3" on a line of its own'),
    (KNEE, "reps: 3x10", "for 3 sets of 10"),
    (KNEE, "reps: 3 x 10", 'for 3 times held 10 s write "reps: 3" and "hold: 10 s"'),
    *(
        (KNEE, f"reps: {times}", OFTEN)
        for times in (
            "2x/day",
            "2 x / day",
            "2x daily",
            "twice a day",
            "twice daily",
            "3 times a day",
            "3 times per week",
            "3x/week",
            "2/day",
            "2x/d",
            "bid",
            "b.i.d.",
            "tid",
            "every hour",
            "daily",
            "every other day",
            "2x täglich",
            "2x am Tag",
            "3x pro Woche",
            "3 veces al día",
            "2 veces por semana",
            "a diario",
        )
    ),
    (KNEE, "reps: 10 reps 3 times a day", "so write 10."),
    (KNEE, "reps: 10, twice a day", "so write 10."),
    (KNEE, "reps: 5x, 2x/day", "so write 5."),
    (LIFT, "reps: at most 4", "the largest that fits is 4."),
    (LIFT, "reps: up to 4", "the largest that fits is 4."),
    (LIFT, "reps: < 4", "the largest that fits is 3."),
    (LIFT, "reps: at least 4", "the smallest that fits is 4."),
    (LIFT, "reps: > 4", "the smallest that fits is 5."),
    (LIFT, "reps: 8 to 10", "8 or 10."),
]


@pytest.mark.parametrize(("form", "line", "advice"), COUNTS)
def test_a_count_keeps_its_meaning(form: str, line: str, advice: str) -> None:
    message = _messages(form.format(line))
    assert advice in message
    assert "30" not in message.replace("1 to 30", "")


@pytest.mark.parametrize(
    "written",
    [
        "knee to chest 10 in total",
        "knee to chest 2x/day",
        "knee to chest 3 times a day",
        "knee to chest > 5 reps",
        "knee to chest 10x, twice a day",
        "Knie zur Brust 3x täglich",
    ],
)
def test_no_such_count_is_taken_from_a_line_with_a_name(written: str) -> None:
    assert not re.search(r"reps: \d+[,.;]", _messages(STEP.format(written)).replace('"reps: 3"', ""))


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("knee to chest 3 sets of 10", "sets: 3, reps: 10."),
        ("knee to chest 3 sets x 10 reps", "sets: 3, reps: 10."),
        ("cat cow 2 sets of 5", "sets: 2, cycles: 5."),
        ("Katze-Kuh 2 Sätze à 5", "sets: 2, cycles: 5."),
        ("rodilla al pecho 3 series de 10", "sets: 3, reps: 10."),
    ],
)
def test_sets_on_a_line_with_a_name_keep_both_numbers(written: str, lines: str) -> None:
    assert lines in _messages(STEP.format(written))


TIMES: list[tuple[str, str]] = [
    *(
        (both, '"30 s" or "1 min".')
        for both in (
            "30s-1min",
            "30 s - 1 min",
            "30s–1min",
            "30 s to 1 min",
            "30 s bis 1 min",
            "30 s a 1 min",
            "30-1 min",
            "between 30 s and 1 min",
            "30 s or 1 min",
            "zwischen 30 s und 1 min",
        )
    ),
    ("1 min - 30 s", '"1 min" or "30 s".'),
    ("45 s - 1:30", '"45 s" or "1:30".'),
    ("1 min 10 s - 2 min", '"1 min 10 s" or "2 min".'),
    ("30-60 s", '"30 s" or "60 s".'),
    ("1-2 min", '"1 min" or "2 min".'),
    ("20-30", '"20 s" or "30 s".'),
    ("up to 20 s", 'such as "20 s".'),
    ("at least 20 s", 'such as "20 s".'),
    ("20 s or more", 'such as "20 s".'),
    ("< 20 s", 'shorter than "20 s".'),
    ("less than 20 s", 'shorter than "20 s".'),
    ("> 20 s", 'longer than "20 s".'),
    ("mehr als 20 s", 'longer than "20 s".'),
]


@pytest.mark.parametrize(("written", "advice"), TIMES)
def test_a_time_keeps_both_ends(written: str, advice: str) -> None:
    assert _messages(KNEE.format(f"hold: {written}")).endswith(advice)


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("10 m", 'write "10 min" if you mean minutes, and about how long they take if you mean metres.'),
        ("10m", 'write "10 min" if you mean minutes, and about how long they take if you mean metres.'),
        ("5 M.", 'write "5 min" if you mean minutes, and about how long they take if you mean metres.'),
        ("100 m", "can be read as minutes or as metres"),
        *(
            (f"10 {far}", "is a distance")
            for far in ("metres", "Meter", "metros", "km", "steps", "Schritte", "pasos", "laps", "yards", "vueltas")
        ),
    ],
)
def test_metres_are_not_minutes(written: str, advice: str) -> None:
    assert advice in _messages(STEP.format(f"walk: {written}"))


DATES = {
    "27-03-31": "2027-03-31 or 2031-03-27",
    "31-03-27": "2027-03-31 or 2031-03-27",
    "27/03/31": "2027-03-31 or 2031-03-27",
    "27.03.31": "2027-03-31 or 2031-03-27",
    "03/04/2027": "2027-03-04 or 2027-04-03",
    "03.04.2027": "2027-04-03",
    "3-4-27": "2027-03-04 or 2027-04-03",
    "31.12.2026": "2026-12-31",
    "Dec 31, 2026": "2026-12-31",
    "31 de diciembre de 2026": "2026-12-31",
    "31. Dezember 2026": "2026-12-31",
    "2027-31-03": "2027-03-31",
    "2027/03/04": "2027-03-04",
    "20270331": "2027-03-31",
    "March 2027": "2027-03-01 or 2027-03-31",
    "Februar 2028": "2028-02-01 or 2028-02-29",
}


@pytest.mark.parametrize(("written", "meant"), DATES.items())
def test_a_date_with_two_meanings_names_both(written: str, meant: str) -> None:
    assert f"(did you mean {meant}?)" in _messages(TOP.format(f"valid_until: {written}"))


@pytest.mark.parametrize(
    "notes", ["> 4 is too much", ">4: call me", "pain > 4, stop", "a < b", "> take\n  care", ">\n  of 4 > 3"]
)
def test_notes_may_hold_any_mark_since_nobody_says_them(notes: str) -> None:
    examined = examine(TOP.format(f"notes: {notes}") if ": " not in notes else TOP.format(f'notes: "{notes}"'))
    assert examined.mistakes == ()


LINES: list[tuple[str, str]] = [
    (
        TOP.format("notes: first words\nand more words"),
        "the words of the line above continue here; put 2 spaces in front.",
    ),
    (
        TOP.format("notes: first words\n  more: words"),
        "a colon inside the words of the line above; put all of them in double quotes.",
    ),
    *((STEP.format(f"{box} cat cow"), "is a box to tick") for box in ("[ ]", "[x]", "[X]", "[]", "☐", "☑")),
    ("routine: r\nsteps:\n  [ ] cat cow\n  [x] knee to chest\n", "is a box to tick"),
    *(
        (f"routine: r\n{head}:\n  - cat_cow\n", f'write "- section: {head}"')
        for head in (
            "week 1",
            "Week 2",
            "monday",
            "Mon",
            "day 3",
            "Days 1-3",
            "morning",
            "Woche 1",
            "Montag",
            "semana 2",
            "lunes",
            "mon/wed",
        )
    ),
    ("routine: r\nsteps:\n  week 1:\n    - cat_cow\n  week 2:\n    - hip_lift\n", 'write "- section: week 1"'),
    ("routine: r\nsteps:\n  - monday:\n    - cat_cow\n", 'write "days: [monday]" at the top'),
    ("routine: r\nsteps:\n  - Week 1\n  - cat_cow\n", 'write "weeks:" below a step'),
    ("monday:\n  - cat_cow\ntuesday:\n  - rest\n", 'write "- section: tuesday"'),
    (
        KNEE.format("say: #1 rule is slow"),
        '"#1 rule is slow" is a comment, since it begins with #; put all the words in double quotes.',
    ),
    (STEP.format("note: #1 rule"), "put all the words in double quotes."),
    *(
        (KNEE.format(f"with: {helps}"), "write several helps in brackets: [pillow_under_head, towel].")
        for helps in (
            "pillow under head and towel",
            "pillow under head, towel",
            "pillow under head & towel",
            "pillow under head plus towel",
            "pillow under head + strap",
            "pillow under head/towel",
            "Kissen unter dem Kopf und Handtuch",
            "almohada bajo la cabeza y toalla",
        )
    ),
    (KNEE.format("with: towel or pillow under head"), "write one of them: towel or pillow_under_head."),
    (STEP.format("name: Cat cow"), 'write "- stretch: cat_cow".'),
    (
        STEP.format("exercise: double knee to chest"),
        'write "- stretch: knee_to_chest", and "variant: double" on a line below it.',
    ),
    (
        STEP.format("name: Knie zur Brust links"),
        'write "- stretch: knee_to_chest", and "sides: left" on a line below it.',
    ),
    (STEP.format("name: rest"), 'write "- rest".'),
    *(
        (KNEE.format(f"sides: {short}"), f"did you mean {side}?")
        for short, side in (
            ("rt", "right"),
            ("RT", "right"),
            ("lt", "left"),
            ("Lt.", "left"),
            ("ea", "both"),
            ("ea.", "both"),
            ("bilateral", "both"),
            ("bilat", "both"),
            ("b/l", "both"),
            ("beidseitig", "both"),
            ("bds", "both"),
            ("re", "right"),
        )
    ),
    (STEP.format("rt knee to chest"), "knee_to_chest with sides: right below it"),
    (STEP.format("knee to chest lt 3 x 20 s"), "sides: left"),
    (STEP.format("knee to chest 3x ea"), "sides: both"),
    *(
        (STEP.format(name), f"did you mean {meant}?")
        for name, meant in (
            ("PPT", "pelvic_tilt"),
            ("posterior pelvic tilt", "pelvic_tilt"),
            ("glute bridge", "hip_lift"),
            ("Glute bridges", "hip_lift"),
            ("supine bridge", "hip_lift"),
            ("LTR", "knee_drop"),
            ("lower trunk rotation", "knee_drop"),
        )
    ),
    *(
        (TOP.format(f"precautions: {short}"), f"did you mean {meant}?")
        for short, meant in (
            ("high BP", "blood_pressure"),
            ("HTN", "blood_pressure"),
            ("hypertension", "blood_pressure"),
            ("THR", "hip"),
            ("TKR", "knee"),
        )
    ),
    (TOP.format("precautions: hip and knee"), "write several in brackets: [hip, knee]."),
    (
        "Low back care\n\n1) Knee to chest\nPull one knee up. Hold 20 s.\n2) Cat cow - on hands and knees\n10 times\n",
        'write "routine: my_stretches", "steps:", and below it "- knee_to_chest", "- cat_cow"',
    ),
    ("Übungen für zu Hause\nKnie zur Brust: 3 x 20 s\nKatze Kuh: 10 mal\n", '"- knee_to_chest", "- cat_cow"'),
    ("Ejercicios\nRodilla al pecho\nMantener 20 segundos.\nGato vaca\n10 veces.\n", '"- knee_to_chest", "- cat_cow"'),
]


@pytest.mark.parametrize(("text", "advice"), LINES)
def test_a_line_that_helps(text: str, advice: str) -> None:
    assert advice in _messages(text)


WARNINGS: list[tuple[str, str]] = [
    *(
        (KNEE.format(f"hold: {alone}"), f'write "{alone} s", or "{alone} min" if you mean minutes.')
        for alone in ("1", "2", "1.5")
    ),
    *((form.format(f"hold: {alone}"), f'write "{alone} s".') for alone in ("3", "4") for form in (KNEE, LIFT)),
    *(
        (TOP.format(f'for: "{born}"'), "a birth date")
        for born in (
            "1961-04-12",
            "12.4.1961",
            "12/04/61",
            "AB 12.04.1961",
            "A.B. *1961",
            "A.B., born 1961",
            "geb. 12.4.61",
            "12 April 1961",
            "nacida 1961",
            "19610412",
        )
    ),
    *((TOP.format(f"for: {mail}"), "a mail address") for mail in ("anna@example.org", "mailto:a@b.example")),
    (TOP.format('for: "+43 660 1234567"'), "a telephone number"),
    (TOP.format("for: Anna Muster"), "a name"),
]


@pytest.mark.parametrize(("text", "warning"), WARNINGS)
def test_a_warning(text: str, warning: str) -> None:
    examined = examine(text)
    assert examined.mistakes == ()
    assert [said.text for said in examined.warnings if warning in said.text]


@pytest.mark.parametrize(
    "text",
    [
        *(KNEE.format(f"hold: {time}") for time in ("3 s", "5", "20", "1 min", '4"')),
        *(TOP.format(f"for: {code}") for code in ("A.B.", "AB", "P-0412", "A1234", "case 12", "2026-117", "M.K. 2")),
        KNEE.format("rest: 0"),
    ],
)
def test_no_warning(text: str) -> None:
    assert examine(text).warnings == ()


def test_no_name_is_taken_for_a_denial() -> None:
    for entry in STRETCHES.values():
        assert named(entry.name)
        for help_word in entry.helps:
            assert nearest(help_word, entry.helps) == help_word


@pytest.mark.parametrize(
    "text",
    [
        TOP.format("stage: acute?"),
        TOP.format("stage: un-acute"),
        TOP.format("stage: maybe acute"),
        LIMITS.format("cleared: cancer?"),
        LIMITS.format("cleared: possible cancer"),
        LIMITS.format("cleared: ask about cancer"),
        LIMITS.format("override: hold_over_120_s?"),
    ],
)
def test_a_doubt_opens_no_gate(text: str) -> None:
    assert examine(text).routine is None
    assert "did you mean" not in _messages(text)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (KNEE.format("reps: 1-2x/day"), "write that number alone."),
        (KNEE.format("hold: 20 s 3 times a day"), 'write the time alone, such as "20 s".'),
        (KNEE.format("hold: 20 s x 3 sets"), 'write the time alone, such as "20 s".'),
        (KNEE.format("hold: 20-30s each side"), '"20 s" or "30 s".'),
        (KNEE.format("hold: 1/2 - 1 min"), '"1/2 min" or "1 min".'),
        (KNEE.format("hold: 30 sec up to 1 min"), '"30 sec" or "1 min".'),
        (STEP.format("L knee to chest"), "knee_to_chest with sides: left below it"),
        (STEP.format("knee to chest (R)"), "knee_to_chest with sides: right below it"),
        (STEP.format("BL knee drop"), "knee_drop with sides: both below it"),
        (STEP.format("knee to chest L/R 3 x 20 s"), "sides: both"),
        (KNEE.format("sides: RT only"), "did you mean right?"),
        (KNEE.format("sides: L>R"), 'sides: "L>R"'),
        (STEP.format("title: cat cow"), 'write "- stretch: cat_cow".'),
    ],
)
def test_more_of_the_same_kinds(text: str, advice: str) -> None:
    assert advice in _messages(text)


def test_a_right_file_is_no_pasted_sheet() -> None:
    assert (
        examine(
            "{notes: Slowly., routine: r, steps: [{note:\n Slowly and with care now.},\n cat_cow,\n rest]}\n"
        ).mistakes
        == ()
    )


WORDS_OF_PRESCRIPTIONS = [
    (KNEE, "reps: 2x/day", '"times_a_day: 2"'),
    (KNEE, "reps: 3 times a week", '"times_a_week: 3"'),
    (KNEE, "reps: zweimal täglich", '"times_a_day: 2"'),
    (KNEE, "reps: 2 veces a la semana", '"times_a_week: 2"'),
    (KNEE, "reps: tid", '"times_a_day: 3"'),
    (KNEE, "reps: 2-3 times a day", '"times_a_day:" and one number'),
    (KNEE, "reps: 2 every other day", '"times_a_day", "times_a_week" or "days"'),
    (KNEE, "hold: 20 s 3x/day", '"times_a_day: 3"'),
    (KNEE, "hold: 20 s x 3 sets", 'write "sets: 3"'),
    (KNEE, "hold: 20 s as tolerated", 'write "as_tolerated: yes" on a line of its own, and write "20 s" here'),
    (KNEE, "hold: nach Verträglichkeit", "and write the longest time here"),
    (KNEE, "reps: 10 según tolerancia", 'write "as_tolerated: yes" on a line of its own, and write 10 here'),
    (KNEE, "as_tolerated: to tolerance", "did you mean yes?"),
    (KNEE, "as_tolerated: no tolerance", "should be yes or no."),
    (KNEE, "hold: none", 'write "moves: 10" instead of hold and reps'),
    (KNEE, "hold: ohne Halten", 'write "moves: 10" instead of hold and reps'),
    (KNEE, "hold: sin mantener", 'write "moves: 10" instead of hold and reps'),
    (KNEE, "hold: one deep breath", "did you mean 1 deep breath?"),
    (KNEE, "rest: 30 s between sets", '"rest_between_sets: 30 s"'),
    (KNEE, "rest: 10 s beim Seitenwechsel", '"rest_between_sides: 10 s"'),
    (KNEE, "rest: entre series", '"rest_between_sets: 1 min"'),
    (KNEE, "reps: add 1 or 2 every few days", 'below "weeks:" what counts from a later week on'),
    (KNEE, "sides: right first", '"first_side: right"'),
    (KNEE, "sides: zuerst rechts", '"first_side: right"'),
    (KNEE, "sides: izquierda primero", '"first_side: left"'),
    (KNEE, "first_side: rt", "did you mean right?"),
    (KNEE, "sets: 3 x 10", 'for 3 sets of 10 write "sets: 3" and "reps: 10"'),
    (TOP, "frequency: 3x/week", '"times_a_week: 3"'),
    (TOP, "how often: twice daily", '"times_a_day: 2"'),
    (TOP, "weeks: 2", "it belongs to a step"),
    (TOP, "sets: 2", "it belongs to a step"),
    (STEP, "knee roll 10 x side to side", "moves: 10."),
    (STEP, "Scheibenwischer 10 x hin und her", "moves: 10."),
    (STEP, "cat cow 5x, 2x/day", 'goes at the top of the file as "times_a_day: 2"'),
    (STEP, "hamstring stretch 3 x 30 s", 'for an exercise of your own write "- exercise: "'),
    (STEP, "exercise: cat cow", 'write "- stretch: cat_cow"'),
]


@pytest.mark.parametrize(("form", "line", "advice"), WORDS_OF_PRESCRIPTIONS)
def test_what_prescriptions_say_is_led_to_its_own_word(form: str, line: str, advice: str) -> None:
    assert advice in _messages(form.format(line))


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("times_a_day: 3 times a day", 3),
        ("times_a_day: twice daily", 2),
        ("times_a_day: bid", 2),
        ("times_a_day: dreimal täglich", 3),
        ("times_a_week: 3x/week", 3),
        ("times_a_week: 2 veces por semana", 2),
        ("times_a_week: zweimal die Woche", 2),
        ("times_a_day: 2 times a week", None),
        ("times_a_week: 5 times a day", None),
        ("times_a_day: > 2", None),
    ],
)
def test_how_often_may_be_written_out_where_it_agrees_with_its_key(line: str, read: int | None) -> None:
    routine = examine(TOP.format(line)).routine
    assert (None if routine is None else routine.times_a_day or routine.times_a_week) == read


@pytest.mark.parametrize("doubt", ["{}?", "{} - not sure", "nicht sicher: {}", "{} (noch nicht abgeklärt)"])
def test_a_precaution_in_doubt_is_not_advised_away(doubt: str) -> None:
    message = _messages(TOP.format(f'precautions: "{doubt.format("osteoporosis")}"'))
    assert "certain" not in message
    assert "in doubt, write what is safer" in message


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("left and right", "hold: 20 s, reps: 3, sides: both."),
        ("right then left", "hold: 20 s, reps: 3, sides: both."),
        ("rechts und links", "hold: 20 s, reps: 3, sides: both."),
        ("each", "hold: 20 s, reps: 3, sides: both."),
        ("left only", "hold: 20 s, reps: 3, sides: left."),
        ("double", "variant: double, hold: 20 s, reps: 3."),
        (
            "both knees",
            "variant: double, hold: 20 s, reps: 3. This is both knees at once; for one side after the other",
        ),
        (
            "beide Knie",
            "variant: double, hold: 20 s, reps: 3. This is both knees at once; for one side after the other",
        ),
    ],
)
def test_no_side_is_lost_on_one_line(said: str, lines: str, behind: bool) -> None:
    written = f"knee to chest 3 x 20 s, {said}" if behind else f"knee to chest {said} 3 x 20 s"
    assert f"each on a line of its own: {lines}" in _messages(STEP.format(written))


@pytest.mark.parametrize("said", ["both knees", "double", "both at once", "beide Knie", "ambas rodillas"])
def test_both_at_once_is_none_of_the_sides(said: str) -> None:
    message = _messages(KNEE.format(f"sides: {said}"))
    assert 'write "sides: both" for one side after the other, or "variant: double" for both at once' in message
