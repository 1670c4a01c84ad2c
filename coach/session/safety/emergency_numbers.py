"""Emergency numbers by region, as data. The program names them; it cannot call."""

from collections.abc import Mapping
from types import MappingProxyType

NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("GB", "IE", "IM", "JE", "GG", "MT", "HK", "SG"), "999"),
        **dict.fromkeys(("US", "CA", "PR", "MX", "AR", "CR", "DO", "EC", "PA", "PY", "SV", "UY", "VE"), "911"),
        "AU": "000",
        "CL": "131",
        "CO": "123",
        "NZ": "111",
    }
)
"""The numbers by ISO 3166 region. 999, 112 and 911: clinical notes, 3.1; the other regions [J], from public knowledge;
all of those in the Americas are listed as emergency numbers in the short-number data of Google's libphonenumber."""
_112 = "AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IN IS IT LI LT LU LV NL NO PL PT RO SE SI SK TR UA ZA"
EUROPE_AND_BEYOND = frozenset(_112.split())
"""Regions in which 112 reaches help."""


def emergency_number(region: str | None) -> str | None:
    """The number to call in a region such as ``GB``; None where it is not known (the coach then says
    ``emergency.somewhere``)."""
    region = (region or "").upper()
    return NUMBERS.get(region, "112" if region in EUROPE_AND_BEYOND else None)
