"""What the first pass found and what a judge said -> one probability.

The judge is heard as one more witness: Bayes' rule in odds, posterior = prior x likelihood ratio (Good 1950,
"Probability and the Weighing of Evidence"). The ratios are set by hand, for a witness who is right four times in five;
nothing is fitted to any model (docs/judge.md).
"""

import math
from typing import Literal

DECIMALS = 4

RATIO = 4.0
"""No verdict moves odds by a larger factor, either way."""

Said = Literal["covered", "partial", "missing", "contradicted"]


def heard(said: Said, covered: float, contradicted: float) -> tuple[float, float]:
    """P(covered) and P(contradicted) once the judge was heard, rounded to `DECIMALS`.

    "partial" moves the odds of covered halfway, in logarithms, to even ones.
    """
    up, down = RATIO, 1 / RATIO
    ratio = {"covered": up, "partial": _to_the_middle(covered), "missing": down, "contradicted": down}[said]
    return shifted(covered, ratio), shifted(contradicted, up if said == "contradicted" else down)


def shifted(probability: float, ratio: float) -> float:
    """The probability after its odds are multiplied by a ratio; 0 and 1 stay what they are."""
    return round(probability * ratio / (probability * ratio + 1 - probability), DECIMALS)


def _to_the_middle(probability: float) -> float:
    """The ratio that moves the odds halfway to even ones, but by `RATIO` at most."""
    if probability in (0.0, 1.0):
        return 1.0
    return min(max(math.sqrt((1 - probability) / probability), 1 / RATIO), RATIO)
