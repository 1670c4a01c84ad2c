"""How many random cases a test tries: all with the long tests, fewer without them."""

LESS = 5


class Effort:
    whole = False
    """Whether every case is tried; set before the tests are collected (tests/conftest.py)."""


def cases(most: int) -> int:
    """``most``, or a fifth of them where the long tests are left out."""
    return most if Effort.whole else most // LESS
