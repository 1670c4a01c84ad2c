"""The emergency number of a region; several for an unknown region."""

import re

import pytest

from coach.session.safety.emergency_numbers import EUROPE_AND_BEYOND, NUMBERS, emergency_number


@pytest.mark.parametrize(
    ("region", "number"),
    [("GB", "999"), ("gb", "999"), ("DE", "112"), ("FR", "112"), ("ES", "112"), ("US", "911"), ("CA", "911"),
     ("MX", "911"), ("CO", "123"), ("AU", "000"), ("NZ", "111"), (None, None), ("XX", None), ("", None)],
)  # fmt: skip
def test_the_emergency_number_of_the_region(region, number):
    assert emergency_number(region) == number


def test_every_region_stands_in_one_table_and_every_number_has_three_digits():
    assert not NUMBERS.keys() & EUROPE_AND_BEYOND
    for region in {*NUMBERS, *EUROPE_AND_BEYOND}:
        assert re.fullmatch("[A-Z]{2}", region)
        assert re.fullmatch("[0-9]{3}", emergency_number(region))
