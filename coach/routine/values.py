"""Single values as people write them: numbers, angles, breaths, dates, words to speak.

Each function takes what the file contains and returns the value, or raises ValueError with a sentence for the user.
"""

import re
import unicodedata

from coach.languages.written import any_of, words
from coach.routine.breath import Breath
from coach.routine.comparison import Bound, compared
from coach.routine.counting import as_tolerated
from coach.routine.numerals import NUMBER, to_number
from coach.routine.problems import did_you_mean, listed, nearest, quoted, same, shown

_ANGLE = re.compile(rf"{NUMBER}\s*(?:°|degs?\.?|degrees?)?", re.IGNORECASE)
_DASH = r"\s*[-‐‑‒–—/]\s*"
_PACE = re.compile(rf"{NUMBER}{_DASH}{NUMBER}(?:{_DASH}{NUMBER})?")
_NUMBERS = re.compile(r"\d{1,2}(?:[.,]\d)?")
_LONGEST = 60
"""Longest accepted number or date, in characters."""
_LONGEST_LIST = 400
"""Longest one-line list that is split, in characters."""
_YES = ("yes", "true", "on")
_NO = ("no", "false", "off")
_YES_MEANT, _NO_MEANT = words("dose", "yes"), words("dose", "no")
"""Words of other languages: not accepted, but understood."""
_NOTHING = ("-", *words("dose", "nothing"))
_MARKUP = re.compile(r"[<>\\{}]|\[\[|\]\]")
_BREATH_PART_S = (1.0, 15.0)


def angle(value: object) -> float:
    """Degrees from ``90``, ``90 deg``, ``90°``."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
    elif isinstance(value, str) and (match := _ANGLE.fullmatch(value.strip())):
        number = to_number(match[1])
    else:
        raise ValueError(f"{shown(value)} {_why_no_angle(str(value))}")
    if not 0 < number <= 180:
        raise ValueError(f"{number:g} is outside what is allowed here: more than 0, up to 180 degrees.")
    return number


def _why_no_angle(text: str) -> str:
    """A largest angle is an upper limit, so ``at least 90`` is not one."""
    found = compared(text)
    number = _ANGLE.fullmatch(found.of) if found else None
    if found and found.bound in (Bound.MORE_THAN, Bound.AT_LEAST):
        return "is a smallest angle, but this is the largest; write the degrees to stay below."
    return f"is not an angle; write degrees alone, such as {number[1] if number else 90}."


def breath(value: object) -> Breath | None:
    """``5-1-3``: in, pause, out, in seconds; ``4-6``: in, out; ``off``: None."""
    if value is None or isinstance(value, Breath):
        return value
    if value is False or (isinstance(value, str) and value.strip().lower() in _NO):
        return None
    match = _PACE.fullmatch(value.strip()) if isinstance(value, str) and len(value) <= _LONGEST else None
    if match is None:
        numbers = _NUMBERS.findall(value[:_LONGEST]) if isinstance(value, str) else []
        meant = f" (did you mean {'-'.join(numbers)}?)" if len(numbers) in (2, 3) else ""
        raise ValueError(
            f"{shown(value)} is not a way to breathe{meant}; write seconds in, pause and out like 5-1-3, "
            "seconds in and out like 4-6, or off."
        )
    first, second, third = (to_number(part) if part else None for part in match.groups())
    in_s, pause_s, out_s = (first, second, third) if third is not None else (first, 0.0, second)
    assert in_s is not None
    assert pause_s is not None
    assert out_s is not None
    least, most = _BREATH_PART_S
    if not (least <= in_s <= most and least <= out_s <= most and pause_s <= most):
        raise ValueError(f"{quoted(value)} is outside what is allowed here: 1 to 15 s in and out, up to 15 s between.")
    return Breath(in_s, pause_s, out_s)


def yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _YES + _NO:
        return value.strip().lower() in _YES
    said = str(value).strip().lower()
    meant = "yes" if said in _YES_MEANT else "no" if said in _NO_MEANT else None
    if meant is None and isinstance(value, str) and as_tolerated(value) == "":
        meant = "yes"
    raise ValueError(f"{shown(value)} should be yes or no{f' (did you mean {meant}?)' if meant else ''}.")


def choice(
    value: object, allowed: tuple[str, ...], synonyms: dict[str, str] | None = None, *, inside: bool = True
) -> str:
    """One of the allowed words, ignoring spacing and capitals; ``synonyms`` only improve the message.

    Without ``inside``, a word among others is not suggested.
    """
    if isinstance(value, str) and (word := same(value, allowed)):
        return word
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{shown(value)} is not one of: {listed(allowed)}.")
    meant = did_you_mean(str(value), allowed, synonyms, inside=inside)
    raise ValueError(f"{quoted(value)} is not one of: {listed(allowed)}{meant}")


def text(value: object, longest: int, needed: bool = False, *, spoken: bool = True) -> str:
    """Words for people: plain characters only, since they are shown and spoken.

    Rejects control and invisible characters (a terminal or a screen could interpret them) and, in words that are
    spoken, the marks of speech markup.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{shown(value)} is not allowed here; write words, in quotes if they begin with a bracket.")
    words = " ".join(str(value).split())
    if not words:
        raise ValueError(f"there are no words here; write some{'' if needed else ', or delete the line'}.")
    for character in words:
        if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Cn"):
            raise ValueError(f"there is an invisible or special character (U+{ord(character):04X}) here; delete it.")
    if spoken and (mark := _MARKUP.search(words)):
        raise ValueError(f"{quoted(mark[0])} cannot be spoken or shown here; write plain words.")
    if len(words) > longest:
        raise ValueError(f"this has {len(words)} characters; {longest} are allowed. Shorten it.")
    return words


_SEPARATORS = re.compile(
    rf"\s*[,;/&+]\s*(?:{any_of(words('joined', 'and'))}\s+)?|\s+{any_of(words('joined', 'and'))}\s+", re.IGNORECASE
)
_EITHER = re.compile(rf"\s+{any_of(words('joined', 'or'))}\s+", re.IGNORECASE)


def several(written: object) -> list[str]:
    """The parts of ``hip, knee and wrist``; empty if there is only one."""
    parts = [part for part in _SEPARATORS.split(written[:_LONGEST_LIST]) if part] if isinstance(written, str) else []
    return parts if len(parts) > 1 else []


def either(written: object) -> list[str]:
    """The parts of ``towel or belt``; empty if there is only one."""
    parts = _EITHER.split(written[:_LONGEST_LIST]) if isinstance(written, str) else []
    return parts if len(parts) > 1 else []


def choices(
    value: object, allowed: tuple[str, ...], synonyms: dict[str, str] | None = None, *, inside: bool = True
) -> frozenset[str]:
    """Any number of the allowed words; a single one needs no list."""
    if parts := several(value):
        meant = [nearest(word, allowed, synonyms, inside=inside) for word in parts]
        if all(meant):
            raise ValueError(f"write several in brackets: [{listed(str(word) for word in meant)}].")
    if isinstance(value, str) and value.strip().lower() in _NOTHING:
        raise ValueError(f"{quoted(value)} is the default without this line; delete it.")
    words = value if isinstance(value, list | tuple | set | frozenset) else [value]
    return frozenset(choice(word, allowed, synonyms, inside=inside) for word in words)
