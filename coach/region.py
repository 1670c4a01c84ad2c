"""The region of this computer, for the emergency number."""

import locale
import os
import re
from collections.abc import Mapping

SURE = ("LC_ALL", "LC_TELEPHONE")
"""Variables in which the user has set a region explicitly."""
LIKELY = ("LC_MESSAGES", "LANG")
"""Variables that mainly set the language. Many computers outside the US have US here, so US does not count."""
NAMED = {
    "united states": "US", "united kingdom": "GB", "germany": "DE", "austria": "AT", "switzerland": "CH",
    "spain": "ES", "mexico": "MX", "argentina": "AR", "chile": "CL", "colombia": "CO", "costa rica": "CR",
    "dominican republic": "DO", "ecuador": "EC", "el salvador": "SV", "panama": "PA", "paraguay": "PY",
    "puerto rico": "PR", "uruguay": "UY", "venezuela": "VE",
}  # fmt: skip
"""Regions that Windows spells out."""


def region(environment: Mapping[str, str] = os.environ) -> str | None:
    """The ISO 3166 region such as ``GB``, or None if the system names none."""
    sure = [region_of(environment.get(name, "")) for name in SURE]
    likely = [region_of(environment.get(name, "")) for name in LIKELY]
    likely.append(region_of(locale.getlocale()[0] or ""))
    found = [*sure, *(one for one in likely if one != "US")]
    return next((one for one in found if one is not None), None)


def region_of(text: str) -> str | None:
    """``en_GB.UTF-8``, ``en-GB`` and ``English_United Kingdom.1252`` are all GB."""
    found = re.match(r"[A-Za-z]{2,3}(?:[_-][A-Za-z]{4})?[_-]([A-Za-z]{2})(?:$|[.@_-])", text)
    if found:
        return found.group(1).upper()
    return next((code for name, code in NAMED.items() if name in text.lower()), None)
