"""All stretches and timed steps by name. It includes every module of this package that defines ``STRETCH``."""

import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType

import coach.stretches
from coach.stretches.entry import StretchEntry
from coach.stretches.own_exercise import ACUTE_HOLD_S, own_name
from coach.stretches.stretch import Kind, Stretch
from coach.stretches.timed_steps import BY_THE_CLOCK


def _entries() -> Iterator[StretchEntry]:
    for module in pkgutil.iter_modules(coach.stretches.__path__, f"{coach.stretches.__name__}."):
        entry = vars(import_module(module.name)).get("STRETCH")
        if isinstance(entry, StretchEntry):
            yield entry


STRETCHES: Mapping[str, StretchEntry] = MappingProxyType(
    {entry.name: entry for entry in sorted(_entries(), key=lambda entry: (entry.rank, entry.name))}
)
_TIMED = {name: Stretch(name, None, Kind.TIMED) for name in BY_THE_CLOCK}


def find(name: str, variant: str | None = None) -> Stretch:
    """The stretch or timed step of this name and variant, by default the first variant. Raises KeyError.

    A therapist's own exercise is a hold that nothing can judge.
    """
    if own_name(name) is not None:
        return Stretch(name, acute_hold_s=ACUTE_HOLD_S)
    return _TIMED[name] if name in _TIMED and variant is None else STRETCHES[name].of(variant)


def every() -> tuple[Stretch, ...]:
    """All stretches in all variants, then the timed steps."""
    return (*(stretch for entry in STRETCHES.values() for stretch in entry.variants), *_TIMED.values())
