"""Which key points of an answer go to the judge: those that the first pass is unsure about."""

from dataclasses import dataclass

from grader.calibration import Calibration
from grader.coverage import Reading, decided, judge
from grader.observation import Observation


@dataclass(frozen=True, slots=True)
class Cascade:
    """Asks about key points with a first-pass coverage from `low` to `high`, and about those the guard doubts.

    With `everything`, about all that no rule decides. Coverage is a calibrated probability, 0 to 1.
    """

    low: float = 0.15
    high: float = 0.7
    everything: bool = False

    def asked(self, found: Observation, calibration: Calibration) -> tuple[str, ...]:
        """The ids of the key points to ask about, in the rubric's order."""
        return tuple(reading.id for reading in found.key_points if self._is_asked(reading, calibration))

    def _is_asked(self, reading: Reading, calibration: Calibration) -> bool:
        if decided(reading):
            return False
        doubted = reading.unsure or reading.reversed
        return self.everything or doubted or self.low <= judge(reading, calibration).coverage <= self.high
