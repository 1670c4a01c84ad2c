"""The body in a stream of sightings: measured, steadied by what came before, and given to the engine as events."""

from coach.body.measurer import Measurer
from coach.body.measures import Measures
from coach.session.events import PoseLost, PoseSeen
from coach.vision.eye import Sighting


class Observer:
    """Measures the person in the sightings of one source, in order; at a jump it forgets whom it has watched.

    A jump must reach it, though not every sighting: one that it misses mixes two people's measures.
    """

    def __init__(self) -> None:
        self._measurer = Measurer()

    def measure(self, sighting: Sighting) -> Measures | None:
        """The body in the next sighting; None where nobody was found."""
        if sighting.jumped:
            self._measurer = Measurer()
        return None if sighting.pose is None else self._measurer.measure(sighting.pose)

    def event(self, sighting: Sighting) -> PoseSeen | PoseLost:
        """The next sighting as the engine takes it."""
        measures, t_s = self.measure(sighting), sighting.frame.t_s
        return PoseLost(t_s) if measures is None else PoseSeen(t_s, measures)
