"""American spelling for British and the other way round."""

from grader.rewording.replacing import replaced

_ENDINGS = "e es ed ing er ers ation ations able"
_STEMS = """
    categor central character custom discret emphas equal factor final general global initial linear local maxim memor
    minim neutral normal optim organ parallel penal prior quant random real recogn regular special stabil standard
    summar symbol synchron token util vector visual
"""
"""Verbs in -ize that are verbs in -ise in Britain."""

_AMERICAN = {
    "analyze": "analyse",
    "analyzes": "analyses",
    "analyzed": "analysed",
    "analyzing": "analysing",
    "artifact": "artefact",
    "artifacts": "artefacts",
    "behavior": "behaviour",
    "center": "centre",
    "centered": "centred",
    "centers": "centres",
    "color": "colour",
    "colors": "colours",
    "defense": "defence",
    "favor": "favour",
    "favors": "favours",
    "gray": "grey",
    "labeled": "labelled",
    "labeling": "labelling",
    "learned": "learnt",
    "modeled": "modelled",
    "modeling": "modelling",
    "neighbor": "neighbour",
    "neighboring": "neighbouring",
    "neighbors": "neighbours",
    "signaled": "signalled",
    "skeptical": "sceptical",
    "toward": "towards",
    "traveled": "travelled",
    "traveling": "travelling",
}
_ALL = {f"{stem}iz{ending}": f"{stem}is{ending}" for stem in _STEMS.split() for ending in _ENDINGS.split()} | _AMERICAN
_BRITISH = {british: american for american, british in _ALL.items()}


def with_other_spelling(answer: str) -> str:
    """Every American spelling made British; in an answer without any, every British one American."""
    british = replaced(answer, _ALL)
    return british if british != answer else replaced(answer, _BRITISH)
