"""The report's own figures, on data whose right answer is known."""

import pytest

from coach.body.landmarks import Side
from coach.body.measures import Measure, Measures, Posture, PostureSeen, View
from tests.accuracy import pictures, sessions, summary, truth
from tests.accuracy.pictures import Verdict


def verdict(expected: Posture, reported: Posture | None, confidence: float = 0.9) -> Verdict:
    return Verdict("a.jpg", expected, reported, confidence, "side_left")


FOUND = [
    verdict(Posture.CAT, Posture.CAT),
    verdict(Posture.COW, Posture.CAT, 0.6),
    verdict(Posture.LYING, None, 0.0),
    verdict(Posture.OTHER, Posture.KNEE_TO_CHEST, 0.95),
    verdict(Posture.OTHER, Posture.KNEE_TO_CHEST, 0.7),
    verdict(Posture.OTHER, Posture.OTHER),
]


@pytest.mark.parametrize(
    ("label", "posture"),
    [("supine", Posture.LYING), ("neg_other_supine", Posture.OTHER), ("other", Posture.OTHER), ("cow", Posture.COW)],
)
def test_labels_have_a_posture(label, posture):
    assert pictures.posture_of(label) is posture


def test_an_unknown_label_is_a_mistake():
    with pytest.raises(ValueError, match="handstand"):
        pictures.posture_of("handstand")


def test_the_figures_count_what_they_say():
    assert pictures.figures(FOUND) == [
        "our postures right: 1 of 3 (33.3 %)",
        "wrong with a confidence over 0.8: 1 of 6 (16.7 %)",
        "near-misses mistaken for a stretch with a confidence over 0.8: 1 of 3 (33.3 %)",
        "cat mistaken for cow, or cow for cat: 1 of 2 (50.0 %)",
    ]


def test_the_table_has_a_row_for_each_label():
    table = pictures.confusion(FOUND)
    assert table[0] == "| is \\ reported | knee_to_chest | cat | other | nobody found |"
    assert "| other | 2 |  | 1 |  |" in table


HOLD = {"stretch": "knee_to_chest", "variant": "single", "side": "left"}
EVENTS = [
    {**HOLD, "kind": "set_up", "start_s": 0.0, "end_s": 1.0},
    {**HOLD, "kind": "hold", "start_s": 2.0, "end_s": 5.0},
    {**HOLD, "kind": "released", "start_s": 5.0, "end_s": 6.0},
    {**HOLD, "kind": "mistake", "mistake": "early_release", "start_s": 5.0, "end_s": 6.0},
    {**HOLD, "kind": "hold", "start_s": 6.0, "end_s": 8.0},
    {**HOLD, "kind": "move_out", "start_s": 8.0, "end_s": 9.0},
    {"stretch": "knee_twist", "variant": None, "side": "left", "kind": "hold", "start_s": 9.0, "end_s": 12.0},
]


def test_a_hold_let_go_and_taken_up_again_is_one():
    reps = list(sessions._true_reps(EVENTS))
    assert [(rep.stretch, rep.side, rep.held_s) for rep in reps] == [
        ("knee_to_chest", "left", 5.0),
        ("knee_twist", "left", 3.0),
    ]


def test_a_knee_that_crosses_over_drops_to_the_other_side():
    spans = list(truth._spans(EVENTS))
    assert [(span.posture, span.side) for span in spans] == [
        (Posture.KNEE_TO_CHEST, "left"),
        (Posture.KNEE_TO_CHEST, "left"),
        (Posture.KNEE_DROP, "right"),
    ]


def looked(t_s: float, angle: float) -> Measures:
    seen = PostureSeen(Posture.KNEE_TO_CHEST, 0.9, Side.LEFT)
    return Measures(t_s, {"knee_to_chest_left_deg": Measure(angle, 0.9)}, seen, View.SIDE_LEFT)


def test_errors_are_reported_minus_true():
    known = truth.Truth(
        [truth.Moment(1.0, {"knee_to_chest_left_deg": 100.0}), truth.Moment(2.0, {"knee_to_chest_left_deg": 100.0})],
        [truth.Span(0.5, 3.0, Posture.KNEE_TO_CHEST, "left")],
    )
    result = truth.compare("clip", known, [(1.0, looked(1.0, 104.0)), (2.0, looked(2.0, 98.0)), (2.5, None)])
    assert result.angle_errors["knee_to_chest_deg", True] == [4.0, -2.0]
    assert result.unseen == 1
    [(_, share, changes)] = result.spans
    assert share == 1.0
    assert changes == 0


def test_a_mistake_not_made_is_invented():
    reported = [{"event": "form_error", "error": "head_lifts", "on": True, "t_s": 3.0}]
    assert sessions._errors("clip", EVENTS, [], reported).invented == ("head_lifts",)
    mistake = {"kind": "mistake", "mistake": "head_lifts", "start_s": 2.0, "end_s": 4.0}
    assert sessions._errors("clip", [mistake], [], reported).right == ("head_lifts",)
    assert sessions._errors("clip", [mistake], [], []).missed == ("head_lifts",)


def test_every_invention_counts_as_every_miss_does():
    mistakes = [{"kind": "mistake", "mistake": "head_lifts", "start_s": t, "end_s": t + 1.0} for t in (2.0, 12.0)]
    reported = [{"event": "form_error", "error": "head_lifts", "on": True, "t_s": t} for t in (7.0, 8.0, 17.0)]
    errors = sessions._errors("clip", mistakes, [], reported)
    assert (errors.missed, errors.invented) == (("head_lifts",) * 2, ("head_lifts",) * 3)
    led = [sessions.SessionResult((), errors)]
    assert sessions.f1(led) == (0, 2, 3, 0.0)
    assert "| head_lifts | 0 | 2 | 3 |" in sessions.error_lines(led)


@pytest.mark.parametrize(("deg_per_s", "invented"), [(30.0, ("too_fast",)), (60.0, ())])
def test_a_speed_that_the_truth_has_is_no_invention(deg_per_s, invented):
    reported = [{"event": "form_error", "error": "too_fast", "on": True, "t_s": 2.0}]
    sides = ("left_knee_to_chest_deg", "right_knee_to_chest_deg")
    frames = [{"t_s": i / 5, "angles": dict.fromkeys(sides, 50 + deg_per_s * i / 5)} for i in range(10)]
    assert sessions._errors("clip", EVENTS, frames, reported).invented == invented


REP = sessions._Rep("knee_to_chest", "single", "left", 3.0, start_s=2.0, end_s=5.0)


def angle(t_s: float, value: float) -> dict[str, object]:
    return {"t_s": t_s, "angles": {"left_knee_to_chest_deg": value}}


def test_the_pose_is_left_when_its_angle_is_a_slack_short():
    frames = [angle(2.0, 120.0), angle(4.0, 120.0), angle(5.0, 120.0), angle(6.0, 110.0), angle(7.0, 100.0)]
    assert sessions._out_s(frames, REP) == pytest.approx(6.5)


def test_delays_are_counted_from_what_happened():
    frames = [angle(2.0, 120.0), angle(5.0, 120.0), angle(6.0, 100.0)]
    reported = [{"event": "hold_started", "t_s": 2.3}, {"event": "hold_paused", "t_s": 6.0}]
    delays = sessions._delays({"frames": frames, "events": []}, [REP], reported)
    assert delays.arrived == (pytest.approx(0.3),)
    assert delays.left == (pytest.approx(0.25),)


def test_a_clock_that_stops_in_the_hold_is_a_break():
    holds = [{"kind": "hold", "start_s": 2.0, "end_s": 5.0}]
    paused = [{"event": "hold_paused", "t_s": t_s} for t_s in (2.2, 3.5, 5.4)]
    assert sessions._breaks(holds, paused) == 1


def test_the_summary_has_a_row_for_each_thing_that_was_counted():
    result = truth.Result("clip", key_errors=[4.0, -2.0], late_s=[0.1])
    result.spans.append((truth.Span(0.5, 3.0, Posture.KNEE_TO_CHEST), 1.0, 0))
    hold = sessions.HoldFound("clip", "knee_to_chest", "left", 6.0, 6.25)
    led = sessions.SessionResult((hold,), sessions.Errors("clip", ("head_lifts",), (), ()))
    table = summary.table(FOUND, [result], [led])
    assert "| posture right | 95 % | 33.3 % | 3 pictures |" in table
    assert "| mean error of the key angle, from the side | 6.0 degrees | 3.0 degrees | 2 looks at 1 clips |" in table
    assert "| mean error of hold times, from the side | 0.30 s | 0.25 s (worst 0.25) | 1 holds |" in table
    assert "| form errors, F1 | 0.90 | 1.00 | 1 reported, 0 missed, 0 false, 1 clips |" in table
    assert len(summary.table([], [], [])) == 2
