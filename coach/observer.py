"""Measures the body in a stream of sightings, smooths the measures, and creates events for the engine."""

from coach.body.measurer import Measurer
from coach.body.measures import Measures
from coach.body.posture_model import PostureModel
from coach.session.events import PoseLost, PoseSeen
from coach.vision.eye import Sighting


class Observer:
    """Measures the person in the sightings of one source, in order; after a jump it starts anew.

    It need not see every sighting, but must see every jump: a missed one would mix the measures of two people.
    """

    def __init__(self, model: PostureModel | None = None) -> None:
        """``model``: the posture model; None: the one that ships."""
        self._model = model
        self._measurer = Measurer(model)

    def measure(self, sighting: Sighting) -> Measures | None:
        """The measures of the next sighting; None if nobody was found."""
        if sighting.jumped:
            self._measurer = Measurer(self._model)
        return None if sighting.pose is None else self._measurer.measure(sighting.pose)

    def event(self, sighting: Sighting) -> PoseSeen | PoseLost:
        """The next sighting as an event for the engine."""
        measures, t_s = self.measure(sighting), sighting.frame.t_s
        return PoseLost(t_s) if measures is None else PoseSeen(t_s, measures)
