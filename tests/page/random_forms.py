"""Random states of the page's form, what a file means as such a state, and whether the page and the program agree."""

import random
from dataclasses import dataclass
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
FEW = 0.25
"""How often a field that may be left out is given."""


def random_form(facts: Facts, chance: random.Random, *, usable: bool) -> Form:
    """A form as somebody could leave it. ``usable``: nothing in it is refused."""
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
            return {"breaths": chance.randint(1, 60)}
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


_OTHERS = {
    "choice": lambda field, chance: chance.choice(field["allowed"]),
    "choices": _choices,
    "text": _text,
    "breath": _breath,
    "angle": lambda _, chance: round(chance.uniform(1, 180), chance.choice((0, 0, 1))),
    "yes_no": lambda _, chance: chance.random() < 0.3,
    "date": lambda _, chance: f"{chance.randint(2025, 2031)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
}


def _make_usable(form: Form, facts: Facts, chance: random.Random) -> None:
    limits = form["limits"]["values"]
    form["top"]["values"].setdefault("assigned_by", "M.K.")
    limits["override"] = ["hold_over_120_s", "more_than_30_reps", "over_60_minutes"]
    for step in form["steps"]:
        if facts["stretches"].get(step["values"].get("stretch"), {}).get("twists"):
            limits.pop("no_twist", None)
    given = [(form["largest_angle"]["values"], key, key) for key in form["largest_angle"]["values"]]
    given += [(step["values"], "largest_angle", step["values"]["stretch"]) for step in form["steps"]
              if "largest_angle" in step["values"]]  # fmt: skip
    for where, key, stretch in given:
        least, most = facts["stretches"][stretch]["largest_angle"]
        where[key] = chance.randint(int(least), int(most))
    light = form["traffic_light"]["values"]
    if light.get("amber_from", 4) >= light.get("red_from", 6):
        light.pop("amber_from", None)
        light.pop("red_from", None)
    for step in form["steps"]:  # so that no session takes more than two hours
        for key, most in (("hold", 20), ("reps", 4), ("cycles", 6), ("rest", 10)):
            if (
                len(form["steps"]) > 1
                and isinstance(step["values"].get(key), int | float)
                and step["kind"] == "stretch"
            ):
                step["values"][key] = min(step["values"][key], most)
    while len(form["steps"]) > 1 and sum(_longest_s(step) for step in form["steps"]) > 7000:
        form["steps"].pop()


def _longest_s(step: Form) -> float:
    """More than the step can take."""
    given = step["values"]
    if step["kind"] != "stretch":
        length = given.get(step["kind"])
        return 1900.0 if not isinstance(length, dict) else 60.0 + length.get("seconds", length.get("breaths", 0) * 45)
    if step["values"].get("cycles"):
        return given["cycles"] * 45.0 + 60
    times = given.get("reps", 3) * 2
    return 60 + times * (
        given.get("hold", 30) + given.get("rest", 5) + given.get("move_in", 4) + given.get("move_out", 4) + 3
    )


def as_form(routine: Routine) -> Form:
    """What the models read from a file, as the form holds it: what the file gives, and nothing else."""
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
    return {key: sorted(value) if isinstance(value, list) else value for key, value in found.items()}


ANSWER = """(forms) => forms.map((form) => {
  const page = window.routine, text = page.toYaml(form), back = page.fromYaml(text);
  return { text, back, again: page.toYaml(back), estimate_s: page.estimateS(form), mistakes: page.mistakes(form),
    warnings: page.warnings(form, "2028-01-01"), said: page.saidIn(form), rows: page.sheetRows(form),
    header: page.sheetHeader(form), summary: page.sheetSummary(form) };
})"""
"""What the page makes of forms."""


@dataclass(frozen=True)
class Agreement:
    """One form, checked."""

    usable: bool
    differences: tuple[str, ...]


def compare(form: Form, answer: Facts, *, rehearsed: bool) -> Agreement:
    """Whether the page and the program agree about a form. ``rehearsed``: also about the words of the coach."""
    from datetime import date

    examined = examine(answer["text"], "page", date(2028, 1, 1))
    found: list[str] = []

    def same(what: str, page: object, program: object) -> None:
        if page != program:
            found.append(f"{what}\n  page:    {page!r}\n  program: {program!r}\n{answer['text']}")

    same("read back", meaning(answer["back"]), meaning(form))
    same("kept", [answer["back"][group]["kept"] for group in GROUPS], [{}] * len(GROUPS))
    same("written again", answer["again"], answer["text"])
    texts = sorted(problem["text"] for problem in answer["mistakes"])
    same("mistakes", texts, sorted(problem.text for problem in examined.mistakes))
    if examined.routine is not None:
        same("meaning", close(meaning(form)), close(as_form(examined.routine)))
        _compare_usable(answer, examined.routine, [problem.text for problem in examined.warnings], same, rehearsed)
    return Agreement(examined.routine is not None, tuple(found))


def _compare_usable(answer: Facts, routine: Routine, warnings: list[str], same: Any, rehearsed: bool) -> None:
    planned = plan(routine)
    same("warnings", sorted(problem["text"] for problem in answer["warnings"]), sorted(warnings))
    same("seconds", round(answer["estimate_s"], 3), round(estimate_s(planned), 3))
    rows = [{"name": line.name, "dose": line.dose, "details": list(line.details)} for line in lines(routine)]
    same("sheet", answer["rows"], rows)
    same("header", answer["header"], list(header(routine, for_patient=True)))
    same("summary", answer["summary"], summary(lines(routine), Texts(routine.language)))
    if rehearsed:
        spoken = [list(line.said) for line in lines(routine, rehearse(planned))]
        end = Texts(routine.language).get("session.finished")
        same("said", answer["said"], [[words for words in said if words != end] for said in spoken])


def close(value: Any) -> Any:
    """The same with numbers to the thousandth, as the page writes them."""
    if isinstance(value, dict):
        return {key: close(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [close(inner) for inner in value]
    return round(value, 3) if isinstance(value, float) else value
