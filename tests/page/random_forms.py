"""Random states of the page's form, the state that a file represents, and whether the page and the program agree."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from coach.languages.texts import Texts
from coach.page.form_facts import GROUPS, Facts, plain
from coach.rehearsal import rehearse
from coach.routine import values
from coach.routine.explain import header, lines, summary
from coach.routine.fields import FrozenModel
from coach.routine.loader import examine
from coach.routine.plan import estimate_s, plan
from coach.routine.routine_file import Routine
from coach.routine.today import parts
from tests.page.chromium import Page

Form = dict[str, Any]

# fmt: off
WORDS = (
    *("Slowly.", "hold on: breathe", "- rest", "say #1", "it's well"),
    *('"quoted"', "[a] b", "cat_cow", "null", "~", "yes", "No"),
    *("true", "007", "1.10", "3", "1:30", "2027-03-31", "@x", "*a"),
    *("&b c", "!c", "%d", "> 4 weeks", "| x", "`tick`", "a\\b"),
    *("Maria Example", "born 3.4.1970", "m@e.org", "+49 170 1234567"),
    *("A.B.", "Größe: Ä ö ü ß", "¿Qué tal?", "慢慢 来", "🙂 ok"),
    *("“curly”", "„unten“", "x" * 45, "hold 20 s", "- - -", "---", "..."),
    *("? key", "a: b: c", "#", "# all", "'", '"', "{a}", "a, b"),
    *("**bold**", "1. first", "Hold:20", "steps:", "\tTab", "a\u00a0b"),
    *("ends with colon:", "trailing ", "a  b", "=", "<b>", "=>"),
)
# fmt: on
TODAY = date(2028, 1, 1)
FEW = 0.25
"""How often an optional field is given."""


def random_form(facts: Facts, chance: random.Random, *, usable: bool) -> Form:
    """A form as a person could leave it. ``usable``: nothing in it is refused."""
    form: Form = {group: _group(facts["fields"][group], chance) for group in GROUPS}
    form["steps"] = [_step(facts, chance) for _ in range(chance.choice((1, 1, 2, 3, 5, 8)))]
    form["end"] = []
    if usable:
        _make_usable(form, facts, chance)
    return form


def _group(fields: list[Facts], chance: random.Random) -> Form:
    return {"values": _values(fields, chance), "kept": {}, "comments": {}}


def _values(fields: list[Facts], chance: random.Random, needed: tuple[str, ...] = ()) -> Form:
    found = {}
    for field in fields:
        is_needed = field["key"] in needed or (field.get("least") == 1 and field["kind"] == "text")
        if is_needed or chance.random() < FEW:
            value = _value(field, chance)
            if value is not None:
                found[field["key"]] = value
    return found


def _step(facts: Facts, chance: random.Random) -> Form:
    kind = chance.choice(("stretch", "stretch", "stretch", "stretch", *facts["fields"]["steps"]))
    fields = facts["fields"]["steps"][kind]
    if kind != "stretch":
        found = _values(fields, chance, (kind,))
        return {
            "kind": kind,
            "values": {**found, **({} if kind in found else {kind: None})},
            "kept": {},
            "comments": {},
        }
    entry = facts["stretches"][chance.choice(list(facts["stretches"]))]
    variant = chance.choice(entry["variants"])
    own = {"variant": [v["name"] for v in entry["variants"]], "with": entry["helps"]}
    allowed = [
        {**field, "allowed": own.get(field["key"], field.get("allowed"))}
        for field in fields
        if field["key"] in entry["keys"] and (field["key"] != "sides" or variant["sided"]) and field["key"] != "variant"
    ]
    found = {"stretch": entry["name"], **_values([f for f in allowed if f["key"] != "stretch"], chance)}
    if variant is not entry["variants"][0] or (variant["name"] and chance.random() < FEW):
        found["variant"] = variant["name"]
    if entry["in_cycles"] and found.get("breath") == "off":
        del found["breath"]
    return {"kind": "stretch", "values": found, "kept": {}, "comments": {}}


def _value(field: Facts, chance: random.Random) -> object:
    kind, least, most = field["kind"], field.get("least"), field.get("overridden") or field.get("most")
    if kind in ("time", "length"):
        if kind == "length" and chance.random() < 0.2:
            return None
        if field["breaths"] and chance.random() < 0.4:
            return {"breaths": chance.randint(1, 60 if kind == "length" else 14)}
        usual = chance.random() < 0.8
        within = min(most, field["most"]) if usual else most
        seconds = min(most, max(least, round(chance.uniform(least, within), chance.choice((0, 0, 0, 1, 2, 3)))))
        return {"seconds": seconds} if kind == "length" else seconds
    if kind in ("whole", "score"):
        return chance.randint(int(least), int(field["most"] if chance.random() < 0.8 else most))
    return _OTHERS[kind](field, chance)


def _text(field: Facts, chance: random.Random) -> str:
    while True:
        written = " ".join(chance.choice(WORDS) for _ in range(chance.choice((1, 1, 2, 4))))
        try:
            return values.text(written[: int(field["most"])], int(field["most"]), spoken=field["spoken"])
        except ValueError:
            continue


def _breath(_: Facts, chance: random.Random) -> object:
    if chance.random() < 0.2:
        return "off"
    parts = [round(chance.uniform(1, 15), chance.choice((0, 0, 1))) for _ in range(3)]
    return {"in_s": parts[0], "pause_s": chance.choice((0.0, parts[1])), "out_s": parts[2]}


def _choices(field: Facts, chance: random.Random) -> list[str]:
    chosen = chance.sample(field["allowed"], chance.randint(1, len(field["allowed"])))
    return [word for word in field["allowed"] if word in chosen]


def _dose(field: Facts, chance: random.Random) -> Form | None:
    found = {own["key"]: _value(own, chance) for own in field["fields"] if chance.random() < 0.4}
    return found or None


def _weeks(field: Facts, chance: random.Random) -> Form | None:
    found = {str(chance.randint(1, chance.choice((6, 52)))): _dose(field, chance) for _ in range(chance.randint(1, 3))}
    return {week: dose for week, dose in found.items() if dose} or None


_OTHERS = {
    "days": _choices,
    "dose": _dose,
    "weeks": _weeks,
    "choice": lambda field, chance: chance.choice(field["allowed"]),
    "choices": _choices,
    "text": _text,
    "breath": _breath,
    "angle": lambda _, chance: round(chance.uniform(1, 180), chance.choice((0, 0, 1))),
    "yes_no": lambda _, chance: chance.random() < 0.3,
    "date": lambda _, chance: f"{chance.randint(2025, 2031)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
}


def _make_usable(form: Form, facts: Facts, chance: random.Random) -> None:
    limits, top = form["limits"]["values"], form["top"]["values"]
    top.setdefault("assigned_by", "M.K.")
    limits["override"] = ["hold_over_120_s", "more_than_30_reps", "over_60_minutes"]
    if "days" in top:
        top.pop("times_a_week", None)
    if top.get("starts_on", "") > top.get("valid_until", "9"):
        del top["starts_on"]
    light = form["traffic_light"]["values"]
    if light.get("amber_from", 4) >= light.get("red_from", 6):
        light.pop("amber_from", None)
        light.pop("red_from", None)
    _name_sections(form)
    for step in form["steps"]:
        given = step["values"]
        if given.get("twists") or facts["stretches"].get(given.get("stretch"), {}).get("twists"):
            limits.pop("no_twist", None)
        if step["kind"] in ("stretch", "exercise"):
            _settle_dose(given, facts["stretches"].get(given.get("stretch")))
        if "largest_angle" in given:
            given["largest_angle"] = _angle_within(facts, given["stretch"], chance)
    for stretch in form["largest_angle"]["values"]:
        form["largest_angle"]["values"][stretch] = _angle_within(facts, stretch, chance)
    while len(form["steps"]) > 1 and sum(_longest_s(step) for step in form["steps"]) > 7000:
        form["steps"].pop()
    _name_sections(form)


def _angle_within(facts: Facts, stretch: str, chance: random.Random) -> int:
    least, most = facts["stretches"][stretch]["largest_angle"]
    return chance.randint(int(least), int(most))


def _name_sections(form: Form) -> None:
    """Each section has steps, and a name of its own."""
    steps = form["steps"]
    kept = [step for step, after in zip(steps, [*steps[1:], None], strict=True)
            if step["kind"] != "section" or (after and after["kind"] != "section")]  # fmt: skip
    form["steps"] = kept or [{"kind": "rest", "values": {"rest": None}, "kept": {}, "comments": {}}]
    sections = [step for step in form["steps"] if step["kind"] == "section"]
    for number, step in enumerate(sections):
        step["values"]["section"] = ("morning", "evening", "Teil 3", "4", "#5", "f: 6", "seven", "8", "9")[number]


def _settle_dose(given: Form, entry: Facts | None) -> None:
    """Removes contradictions in a step, and excessive values."""
    without: set[str] = set()
    if not _is_sided(given, entry) or given.get("sides") in ("left", "right"):
        without |= {"first_side", "rest_between_sides", "left", "right"}
    if given.get("weeks"):
        without |= {"left", "right"}
    moving = "moves" in given
    takes = {"cycles"} if entry and entry["in_cycles"] else {"moves"} if moving else {"hold", "reps"}
    if moving:
        without |= {"hold", "reps"}
    for key in without:
        given.pop(key, None)
    for side in ("left", "right"):
        _keep(given, side, takes)
    given["weeks"] = {week: kept for week, dose in given.get("weeks", {}).items()
                      if (kept := {key: dose[key] for key in dose if key in takes | {"sets"}})}  # fmt: skip
    if not given["weeks"]:
        del given["weeks"]
    if entry is None and not moving:
        given.setdefault("hold", 15)
    if entry is None and "rest_between_sides" in given:
        given.setdefault("sides", "both")
    if "rest_between_sets" in given:
        given["sets"] = max(2, given.get("sets", 2))
    _lower(given)


def _is_sided(given: Form, entry: Facts | None) -> bool:
    if entry is None:
        return True
    found = [variant for variant in entry["variants"] if variant["name"] == given.get("variant")]
    return bool((found or entry["variants"])[0]["sided"])


def _lower(given: Form) -> None:
    """Reduces doses so that several fit into a session."""
    for dose in (given, given.get("left", {}), given.get("right", {}), *given.get("weeks", {}).values()):
        for key, most in (("hold", 60), ("reps", 6), ("moves", 20), ("cycles", 10), ("sets", 3), ("rest", 30)):
            if isinstance(dose.get(key), int | float):
                dose[key] = min(dose[key], most)
        if isinstance(dose.get("hold"), dict):
            dose["hold"]["breaths"] = min(dose["hold"]["breaths"], 6)


def _keep(given: Form, side: str, takes: set[str]) -> None:
    if side in given:
        given[side] = {key: value for key, value in given[side].items() if key in takes}
        if not given[side]:
            del given[side]


def _longest_s(step: Form) -> float:
    """The approximate maximum length of a step."""
    given = step["values"]
    if step["kind"] not in ("stretch", "exercise"):
        length = given.get(step["kind"])
        return 1900.0 if not isinstance(length, dict) else 60.0 + length.get("seconds", length.get("breaths", 0) * 45)
    doses = (given, given.get("left", {}), given.get("right", {}), *given.get("weeks", {}).values())
    sets = max(dose.get("sets", 1) for dose in doses)
    times = max(max(dose.get("reps", 3), dose.get("moves", 0), dose.get("cycles", 5)) for dose in doses) * 2
    holds = [dose.get("hold", 30) for dose in doses]
    hold = max(held["breaths"] * 45 if isinstance(held, dict) else held for held in holds)
    pauses = max(given.get("rest", 5), given.get("rest_between_sides", 0))
    each = hold + pauses + given.get("move_in", 4) + given.get("move_out", 4) + 3
    return 60 + sets * (times * each + given.get("rest_between_sets", 60))


def as_form(routine: Routine) -> Form:
    """What the models read from a file, in the form's format: only the values given in the file."""
    limits = routine.limits
    groups = {
        "top": routine,
        "limits": limits,
        "largest_angle": limits.largest_angle,
        "traffic_light": limits.traffic_light,
    }
    form: Form = {name: _given(model) for name, model in groups.items()}
    form["steps"] = [_given(step) for step in routine.steps]
    return form


def _given(model: FrozenModel) -> Form:
    groups = ("limits", "largest_angle", "traffic_light", "steps")
    found = {}
    for name in model.model_fields_set - set(groups):
        key = type(model).model_fields[name].alias or name
        value = getattr(model, name)
        found[key] = "off" if value is None and key == "breath" else plain(value)
    if "largest_angle" in model.model_fields_set and isinstance(model.__dict__["largest_angle"], float | int):
        found["largest_angle"] = model.__dict__["largest_angle"]
    return found


def meaning(form: Form) -> Form:
    """A form of the page, likewise: its values alone, words of a list sorted, times to the thousandth."""
    found = {name: _sorted(form[name]["values"]) for name in GROUPS}
    return {**found, "steps": [_sorted(step["values"]) for step in form["steps"]]}


def _sorted(found: Form) -> Form:
    return {key: sorted(value) if isinstance(value, list) and key != "days" else value for key, value in found.items()}


AT_ONCE = 50
"""Number of forms passed to the page at once."""
ANSWER = """(forms) => forms.map((form) => {
  const language = (form) => form.top.values.language ?? "en";
  const page = window.routine, text = page.toYaml(form), back = page.fromYaml(text);
  return { text, back, again: page.toYaml(back), estimate_s: page.estimateS(form),
    mistakes: page.mistakes(form, language(form)),
    warnings: page.warnings(form, "2028-01-01", language(form)), sheet: page.sheetParts(form, "2028-01-01"),
    said: page.partsOn(form, "2028-01-01").map(page.saidIn) };
})"""
"""The page's result for forms."""


@dataclass(frozen=True)
class Agreement:
    """One form, checked."""

    usable: bool
    differences: tuple[str, ...]


def compare(form: Form, answer: Facts, *, rehearsed: bool) -> Agreement:
    """Whether the page and the program agree about a form. ``rehearsed``: also about the words of the coach."""
    examined = examine(answer["text"], "page", TODAY)
    found: list[str] = []

    def same(what: str, page: object, program: object) -> None:
        if page != program:
            found.append(f"{what}\n  page:    {page!r}\n  program: {program!r}\n{answer['text']}")

    same("read back", meaning(answer["back"]), meaning(form))
    same("kept", [answer["back"][group]["kept"] for group in GROUPS], [{}] * len(GROUPS))
    same("written again", answer["again"], answer["text"])
    texts = {problem["text"] for problem in answer["mistakes"]}
    same("mistakes", texts, {problem.text for problem in examined.mistakes})
    if examined.routine is not None:
        same("meaning", close(meaning(form)), close(as_form(examined.routine)))
        _compare_usable(answer, examined.routine, {problem.text for problem in examined.warnings}, same, rehearsed)
    return Agreement(examined.routine is not None, tuple(found))


def _compare_usable(answer: Facts, routine: Routine, warnings: set[str], same: Any, rehearsed: bool) -> None:
    same("warnings", {problem["text"] for problem in answer["warnings"]}, warnings)
    same("seconds", round(answer["estimate_s"], 3), round(estimate_s(plan(routine)), 3))
    shown = parts(routine, TODAY)
    same("parts", [part["title"] for part in answer["sheet"]], [part.routine for part in shown])
    for page, said, part in zip(answer["sheet"], answer["said"], shown, strict=False):
        rows = [{"name": line.name, "dose": line.dose, "details": list(line.details)} for line in lines(part)]
        same("sheet", [{key: row[key] for key in ("name", "dose", "details")} for row in page["rows"]], rows)
        same("header", page["header"], list(header(part, for_patient=True)))
        same("summary", page["summary"], summary(lines(part), Texts(part.language)))
        if rehearsed:
            spoken = [line.said for line in lines(part, rehearse(plan(part)))]
            end = Texts(part.language).get("session.finished")
            same("said", said, [[words for words in step if words != end] for step in spoken])


def close(value: Any) -> Any:
    """The same with numbers to the thousandth, as the page writes them."""
    if isinstance(value, dict):
        return {key: close(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [close(inner) for inner in value]
    return round(value, 3) if isinstance(value, float) else value


def agreements(page: Page, facts: Facts, cases: int, rehearsed: int, seed: int) -> Iterator[Agreement]:
    """The results of the open page and the program for random forms, in the order of their numbers."""
    chance = random.Random(seed)
    for begun in range(0, cases, AT_ONCE):
        numbers = range(begun, min(begun + AT_ONCE, cases))
        forms = [random_form(facts, chance, usable=number % 3 != 0) for number in numbers]
        answers = page.evaluate(ANSWER, forms)
        for number, form, answer in zip(numbers, forms, answers, strict=True):
            yield compare(form, answer, rehearsed=number < rehearsed)
