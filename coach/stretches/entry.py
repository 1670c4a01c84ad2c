"""A stretch as named in routine files."""

from dataclasses import dataclass

from coach.stretches.caution import Caution
from coach.stretches.positions import Start
from coach.stretches.stretch import Kind, Stretch


@dataclass(frozen=True, kw_only=True)
class StretchEntry:
    """Everything that the coach knows about one stretch except its words: its variants, and what they share."""

    rank: int
    """Position in lists: a lower rank comes first, equal ranks by name."""
    about: str
    """One sentence for the editor's hover text."""
    variants: tuple[Stretch, ...]
    """The first is the default; a stretch without variants has one, named None."""
    start: Start = Start.LYING
    from_the_feet: bool = False
    """Best seen from between the side and the feet; otherwise from the side (clinical notes, section 1)."""
    largest_angle_deg: tuple[float, float] | None = None
    """Range in which a file may limit the key angle; None when the stretch is not measured as an angle."""
    hip_angle_deg: float | None = None
    """Largest angle with hip precautions; None: none of its angles bends the hip."""
    twists: bool = False
    bends_far: bool = False
    """Whether it is held at the end of bending (clinical notes, D9)."""
    too_much_when_acute: bool = False
    """Too much for the gentle programme of days 1 to 3 after a spasm."""
    helps: tuple[str, ...] = ()
    """Its modifications, the usual one first."""
    cautions: tuple[Caution, ...] = ()

    @property
    def name(self) -> str:
        return self.variants[0].name

    @property
    def variant_names(self) -> tuple[str, ...]:
        return tuple(stretch.variant for stretch in self.variants if stretch.variant is not None)

    @property
    def sided(self) -> bool:
        """Whether at least one variant is performed on one side at a time."""
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
        """The variant of this name, by default the first. Raises KeyError for an unknown one."""
        for stretch in self.variants:
            if variant in (None, stretch.variant):
                return stretch
        raise KeyError(f"{self.name} has no variant {variant}")
