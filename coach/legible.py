"""Text for outputs that cannot show every character: it stays readable, and printing never fails."""

import codecs
import unicodedata
from io import TextIOWrapper
from typing import TextIO

ERRORS = "legible"
"""Name of the error handler."""

_INSTEAD = {
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "…": "...", "·": "-", "•": "-", "×": "x", "→": "->", "←": "<-",
    "‘": "'", "’": "'", "‚": ",", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "°": " deg", "≤": "<=", "≥": ">=",
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "¿": "", "¡": "", "✓": "+", "‖": "=",
    "■": "#", "━": "#", "─": "-", "│": "|", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "½": "1/2", "¼": "1/4",
    "æ": "ae", "ø": "o", "å": "a", "ł": "l", "€": "EUR", "µ": "u",
}  # fmt: skip
"""The replacement for a character that an output lacks."""


def legible(stream: TextIO | None) -> None:
    """Makes ``stream`` write the characters that it cannot encode in a readable way."""
    if isinstance(stream, TextIOWrapper) and stream.errors in ("strict", "surrogateescape"):
        stream.reconfigure(errors=ERRORS)


def _stand_in(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_instead, error.object[error.start : error.end])), error.end


def _instead(character: str) -> str:
    if 0xDC80 <= ord(character) <= 0xDCFF:  # a byte of a file name that is not text
        return f"\\x{ord(character) - 0xDC00:02x}"
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return _INSTEAD.get(character) or plain or ("" if character in _INSTEAD else "?")


codecs.register_error(ERRORS, _stand_in)
