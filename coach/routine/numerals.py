"""Numbers as people write them: ``1,5``, ``.5``, ``twenty``, ``zwanzig``."""

from coach.languages.written import meanings

NUMBER = r"(\d{1,6}(?:[.,]\d{1,3})?|[.,]\d{1,3})"
NUMBER_WORDS: dict[str, int] = meanings("numbers")


def to_number(text: str) -> float:
    """``1,5`` is 1.5, and ``.5`` is a half."""
    return float(text.replace(",", "."))
