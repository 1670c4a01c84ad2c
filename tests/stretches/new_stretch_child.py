"""Prints as JSON what the program knows about the made-up stretch, given its file and its English words."""

import json

from coach.rehearsal import rehearse
from coach.routine.explain import explain
from coach.routine.loader import examine
from coach.routine.plan import plan
from coach.routine.prescription import Prescribed, Prescription
from coach.routine.schema import routine_schema
from coach.routine.template import TemplateAnswers, new_routine
from coach.session.safety.dose_lowering import TodaysDose, acute, gentle
from coach.stretches.catalogue import STRETCHES, find
from coach.view import figures
from tests.routine.guide_table import table as guide_table


def complaints(text: str) -> list[str]:
    """The whole output of ``coach check`` for a file."""
    found = examine(text)
    return [problem.at("r.yaml") for problem in (*found.mistakes, *found.warnings)]


def main() -> None:
    high = examine("routine: r\nsteps: [leg_fan]\n").routine
    low = examine("routine: r\nsteps: [{stretch: leg_fan, variant: low, hold: 30 s, with: towel}]\n").routine
    assert high is not None
    assert low is not None
    schema = routine_schema()
    dose = TodaysDose(plan(high))
    known = {
        "order": list(STRETCHES),
        "hold_s": [find("leg_fan").dose.hold_s, find("leg_fan", "low").dose.hold_s],
        "on": [error.on for error in find("leg_fan").errors],
        "schema_names": schema["definitions"]["StretchStep"]["properties"]["stretch"]["enum"],
        "schema_angles": list(schema["definitions"]["LargestAngles"]["properties"]),
        "schema_own": schema["definitions"]["StretchStep"]["allOf"][-1]["then"]["properties"],
        "guide": guide_table().splitlines()[-1],
        "explained": explain(high, (), rehearse(plan(high))),
        "reps": [len(step.reps) for step in (*plan(high).steps, *plan(low).steps)],
        "left_out": [list(gentle(dose, "pain").left_out), list(acute(dose).left_out)],
        "lying": figures.start_of("leg_fan") is figures.HOOK_LYING,
        "checks": {
            "variant": complaints("routine: r\nsteps: [{stretch: leg_fan, variant: middle}]\n"),
            "help": complaints("routine: r\nsteps: [{stretch: leg_fan, with: on_fists}]\n"),
            "angle": complaints("routine: r\nlimits: {largest_angle: {leg_fan: 80}}\nsteps: [leg_fan]\n"),
            "twist": complaints("routine: r\nlimits: {no_twist: yes}\nsteps: [leg_fan]\n"),
            "caution": complaints("routine: r\nprecautions: pregnancy\nsteps: [leg_fan]\n"),
            "acute": complaints("routine: r\nstage: acute\nsteps: [{stretch: leg_fan, hold: 5 s}]\n"),
            "name": complaints("routine: r\nsteps: [leg-fann]\n"),
            "german": complaints("routine: r\nlanguage: de\nsteps: [leg_fan]\n"),
            "template": complaints(new_routine(TemplateAnswers(stretches=Prescription((Prescribed("leg_fan"),))))),
        },
    }
    print(json.dumps(known))


if __name__ == "__main__":
    main()
