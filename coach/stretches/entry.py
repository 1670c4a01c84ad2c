"""A stretch as routine files name it."""

from dataclasses import dataclass

from coach.stretches.caution import Caution
from coach.stretches.positions import Start
from coach.stretches.stretch import Kind, Stretch


@dataclass(frozen=True, kw_only=True)
class StretchEntry:
    """Everything that the coach knows of one stretch but its words: its variants, and what holds for all of them."""

    rank: int
    """Where lists name it: a lower rank comes first, the same rank by name."""
    about: str
    """One sentence for the editor's hover text."""
    variants: tuple[Stretch, ...]
    """The first one is meant where a file names none; a stretch without variants has one, called None."""
    start: Start = Start.LYING
    from_the_feet: bool = False
    """Seen from the feet, a little from the side; otherwise from the side (clinical notes, section 1)."""
    largest_angle_deg: tuple[float, float] | None = None
    """Range in which a file may limit the key angle; None when the stretch is not measured as an angle."""
    hip_angle_deg: float | None = None
    """With hip precautions no further than this; None: no angle of it bends the hip."""
    twists: bool = False
    bends_far: bool = False
    """Held at the end of bending (clinical notes, D9)."""
    too_much_when_acute: bool = False
    """More than the gentle programme for days 1 to 3 after a spasm holds."""
    helps: tuple[str, ...] = ()
    """The modifications that go with it, the usual one first."""
    cautions: tuple[Caution, ...] = ()

    @property
    def name(self) -> str:
        return self.variants[0].name

    @property
    def variant_names(self) -> tuple[str, ...]:
        return tuple(stretch.variant for stretch in self.variants if stretch.variant is not None)

    @property
    def sided(self) -> bool:
        """At least one variant is done on one side at a time."""
        return any(stretch.sided for stretch in self.variants)

    @property
    def in_cycles(self) -> bool:
        return any(stretch.kind is Kind.CYCLE for stretch in self.variants)

    def texts(self, variant: str | None) -> frozenset[str]:
        """Keys of the sentences that a language must have for a variant, its form errors and its helps."""
        stretch = self.of(variant)
        own = (f"{group}.{stretch.id}" for group in ("name", "set_up", "move_in", "move_out", "way_out"))
        return frozenset((*own, *(error.cue for error in stretch.errors), *(f"with.{word}" for word in self.helps)))

    def of(self, variant: str | None) -> Stretch:
        """The variant of that name; the first one when none is named. Raises KeyError for another's."""
        for stretch in self.variants:
            if variant in (None, stretch.variant):
                return stretch
        raise KeyError(f"{self.name} has no variant {variant}")
