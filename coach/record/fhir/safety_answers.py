"""The safety questions as a Questionnaire, and the answers before a session as a QuestionnaireResponse."""

from coach.languages.texts import Texts
from coach.record.fhir.carried_out import moment
from coach.record.fhir.terms import ABSENT, QUESTIONNAIRE, YES_NO, Json, coding, entry, reference
from coach.record.session_record import SessionRecord
from coach.session.safety.screening import QUESTIONS

_ANSWERS = {
    "yes": coding(YES_NO, "Y", "Yes"),
    "no": coding(YES_NO, "N", "No"),
    "unsure": coding(ABSENT, "asked-unknown", "Asked But Unknown"),
    "cleared": coding(ABSENT, "not-asked", "Not Asked"),
}
"""A question that the routine has cleared is not asked."""
_NONE = coding(ABSENT, "asked-declined", "Asked But Declined")
_REFUSED_BY, _ENDED = "refused_by", "The question that ended the session"


def questionnaire() -> Json:
    """Every question as it is asked, in English."""
    options = [{"valueCoding": answer} for answer in (*_ANSWERS.values(), _NONE)]
    texts = Texts()
    items = [
        {"linkId": one.id, "text": texts.get(one.text), "type": "choice", "answerOption": options} for one in QUESTIONS
    ]
    last = {"linkId": _REFUSED_BY, "text": _ENDED, "type": "string"}
    resource = {
        "resourceType": "Questionnaire",
        "url": QUESTIONNAIRE,
        "status": "active",
        "title": "Safety questions before a session",
        "subjectType": ["Patient"],
        "item": [*items, last],
    }
    return entry(resource)


def answers(session: SessionRecord, patient: Json, procedure: Json) -> Json | None:
    """The answers before a session; None if no questions are known to have been asked."""
    if not session.answers and session.refused_by is None:
        return None
    texts = {one.id: Texts().get(one.text) for one in QUESTIONS}
    items = [
        {
            "linkId": number,
            "text": texts.get(number, number),
            "answer": [{"valueCoding": _ANSWERS.get(said or "", _NONE)}],
        }
        for number, said in session.answers.items()
    ]
    if session.refused_by is not None:
        items.append({"linkId": _REFUSED_BY, "text": _ENDED, "answer": [{"valueString": session.refused_by}]})
    resource = {
        "resourceType": "QuestionnaireResponse",
        "partOf": [reference(procedure)],
        "questionnaire": QUESTIONNAIRE,
        "status": "completed",
        "subject": reference(patient),
        **({"authored": moment(session.began)} if session.began else {}),
        "source": reference(patient),
        "item": items,
    }
    return entry(resource, procedure["fullUrl"])
