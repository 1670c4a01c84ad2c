"""Routines and sessions in one Bundle."""

import json
from collections.abc import Sequence

from coach.record.day_after import days_after
from coach.record.fhir.care_plan import Prescriber, author_entry, patient_entry, plan_entries
from coach.record.fhir.carried_out import CarriedOut
from coach.record.fhir.safety_answers import answers, questionnaire
from coach.record.fhir.terms import EXPORTS, Json
from coach.record.session_record import SessionRecord
from coach.routine.loader import Loaded

BEGINS = f'{{\n "resourceType": "Bundle",\n "identifier": {{\n  "system": "{EXPORTS}"'
"""The beginning of every file of this kind."""


def clinic_bundle(sessions: Sequence[SessionRecord], routines: Sequence[Loaded] = ()) -> Json:
    """``sessions`` are in time order. The last of the ``routines`` is active; a session belongs to the one with the
    hash of its file."""
    entries: dict[str, Json] = {}
    plans: dict[str, Json] = {}
    for loaded in routines:
        patient, author = patient_entry(loaded.routine.patient), author_entry(loaded.routine.assigned_by)
        plan, *requests = plan_entries(loaded, Prescriber(patient, author), active=loaded is routines[-1])
        plans[loaded.sha256] = plan
        _add(entries, patient, *([author] if author else []), plan, *requests)
    asked = [questionnaire()] if any(session.answers or session.refused_by for session in sessions) else []
    _add(entries, *asked)
    for session, after in zip(sessions, days_after(sessions), strict=True):
        patient = patient_entry(session.patient)
        done = CarriedOut(session, patient, plans.get(session.sha256))
        answered = answers(session, patient, done.procedure)
        _add(entries, patient, done.procedure, *([answered] if answered else []), *done.observations(after))
    identifier = {"system": EXPORTS, "value": "sessions" if sessions else "routine"}
    return {"resourceType": "Bundle", "identifier": identifier, "type": "collection", "entry": list(entries.values())}


def as_fhir(sessions: Sequence[SessionRecord], routines: Sequence[Loaded] = ()) -> str:
    return json.dumps(clinic_bundle(sessions, routines), ensure_ascii=False, indent=1) + "\n"


def _add(entries: dict[str, Json], *added: Json) -> None:
    entries.update({one["fullUrl"]: one for one in added})
