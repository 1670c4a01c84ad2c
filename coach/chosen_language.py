"""The language that a person chose, or that of their computer."""

import locale
import os
import re
from collections.abc import Mapping

from coach.languages.folders import DEFAULT, languages
from coach.preferences import SYSTEM
from coach.routine.problems import letters
from coach.routine.routine_file import Routine
from coach.routine.synonyms import LANGUAGE_WORDS

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Environment variables; the first that is set decides."""


def resolved(chosen: str, environment: Mapping[str, str] = os.environ) -> str:
    """``chosen``, or for ``system`` the computer's language; English if the coach does not speak it."""
    return system_language(environment) if chosen == SYSTEM else chosen


def system_language(environment: Mapping[str, str] = os.environ) -> str:
    named = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    given = named or locale.getlocale()[0] or ""
    code = re.match(r"[A-Za-z]{2}(?=$|[_.@-])", given)
    found = code[0].lower() if code else LANGUAGE_WORDS.get(letters(given.split("_")[0]), DEFAULT)  # Windows spells it
    return found if found in languages() else DEFAULT


def in_language(routine: Routine, language: str) -> Routine:
    """The routine, spoken in this language if its file names none and contains no sentences."""
    own_words = any(any(getattr(step, key, None) for key in ("say", "note", "exercise")) for step in routine.steps)
    if own_words or "language" in routine.model_fields_set:
        return routine
    return routine.model_copy(update={"language": language})
