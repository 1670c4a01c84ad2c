"""Where in the world this computer says it is, for the emergency number."""

import locale
import os
import re
from collections.abc import Mapping

VARIABLES = ("LC_ALL", "LC_TELEPHONE", "LC_MESSAGES", "LANG")
"""In this order, where the system has them."""
NAMED = {"united states": "US", "united kingdom": "GB", "germany": "DE", "austria": "AT", "switzerland": "CH"}
"""Regions as Windows spells them out."""


def region(environment: Mapping[str, str] = os.environ) -> str | None:
    """The ISO 3166 region such as ``GB``, or None where the system names none."""
    said = [environment[name] for name in VARIABLES if environment.get(name)]
    system = locale.getlocale()[0]
    found = (region_of(text) for text in [*said, *([system] if system else [])])
    return next((one for one in found if one is not None), None)


def region_of(text: str) -> str | None:
    """``en_GB.UTF-8``, ``en-GB`` and ``English_United Kingdom.1252`` are all GB."""
    found = re.match(r"[A-Za-z]{2,3}(?:[_-][A-Za-z]{4})?[_-]([A-Za-z]{2})(?:$|[.@_-])", text)
    if found:
        return found.group(1).upper()
    return next((code for name, code in NAMED.items() if name in text.lower()), None)
