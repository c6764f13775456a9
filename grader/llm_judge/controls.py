"""Control statements: one goes into every request, and no answer holds it.

A judge that finds it in the answer finds whatever it is told to find, so its whole reply is not believed.
"""

from grader.facts import content_words

CONTROLS = (
    "The hair of a violin bow is rubbed with rosin so that it grips the strings.",
    "A lighthouse keeper trims the wick so that the lamp does not smoke.",
    "Sourdough bread rises by wild yeast that is fed with flour.",
    "Beavers store branches under the ice to eat them in winter.",
    "The castle in chess may not cross a square that is under attack.",
    "Saffron is picked by hand from crocus flowers in autumn.",
    "A glacier leaves a ridge of gravel where it melts.",
    "Bees dance in the hive to show where nectar is.",
)


def control_for(text: str, seed: int) -> str:
    """The control statement that shares the fewest words with a text; the seed decides among equals."""
    words = set(content_words(text))
    turned = [CONTROLS[(seed + place) % len(CONTROLS)] for place in range(len(CONTROLS))]
    return min(turned, key=lambda control: len(words & set(content_words(control))))
