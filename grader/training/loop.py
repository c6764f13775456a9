"""Lessons -> a trained network. Plain fine-tuning of the base model's upper layers."""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from grader.coverage import Status
from grader.engines.torch_verifier import log_odds
from grader.training.lessons import Lesson

ROWS = 24
FROZEN_LAYERS = 2
WEIGHT_DECAY = 0.01
WARM_UP, LOWEST = 0.06, 0.02  # shares: of all steps, and of the learning rate
LARGEST_GRADIENT = 1.0
MAX_TOKENS = 160
SORTED_TOGETHER = 24
"""Batches are drawn from this many at a time sorted by length, so that little of a batch is padding."""

TARGET: dict[Status, tuple[float, float]] = {
    "covered": (1, 0),
    "partial": (0.5, 0),
    "missing": (0, 0),
    "contradicted": (0, 1),
}
"""What the two probabilities, covered and contradicted, should be."""

Drawn = tuple[Lesson, str, str]
"""A lesson, and the statement and the excerpt that are read this time."""

Progress = Callable[[int, int, float], None]
"""Is told the step, the number of steps, and the loss."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How often the lessons are gone through, and the highest learning rates of the layers and of the head."""

    epochs: int
    rate: float
    head_rate: float


FROM_SCRATCH = Plan(3, 1e-4, 1e-3)


def trained(network: Any, tokens: Any, lessons: Sequence[Lesson], plan: Plan, device: str, progress: Progress) -> Any:
    """The network, fine-tuned on the lessons; from the same network, the same lessons give the same result."""
    chance = random.Random(0)  # noqa: S311 - the same order at every training
    _freeze(network).to(device).train()
    steps = plan.epochs * math.ceil(len(lessons) / ROWS)
    optimizer, schedule = _optimizer(network, plan, steps)
    batches = (batch for _ in range(plan.epochs) for batch in _batches(lessons, chance))
    for step, batch in enumerate(batches, 1):
        loss = _loss(network, tokens, batch, device)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), LARGEST_GRADIENT)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        progress(step, steps, loss.item())
    return network.eval()


def _freeze(network: Any) -> Any:
    """Embeddings and lower layers stay those of the base model, which keeps the shipped file small."""
    encoder = network["encoder"]
    for part in (encoder.embeddings, *encoder.encoder.layer[:FROZEN_LAYERS]):
        part.requires_grad_(requires_grad=False)
    return network


def _optimizer(network: Any, plan: Plan, steps: int) -> tuple[Any, Any]:
    groups = [
        {"params": [p for p in network["encoder"].parameters() if p.requires_grad], "lr": plan.rate},
        {"params": list(network["head"].parameters()), "lr": plan.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY)

    def share(step: int) -> float:
        """Of the learning rate: up in a line, then down in a line."""
        return min(1, (step + 1) / (WARM_UP * steps)) * max(LOWEST, 1 - step / steps)

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, share)


def _batches(lessons: Sequence[Lesson], chance: random.Random) -> Iterator[list[Drawn]]:
    """One epoch: every lesson once, with one of its statements and one of its excerpts."""
    drawn = [(one, chance.choice(one.statements), chance.choice(one.excerpts)) for one in lessons]
    order = chance.sample(drawn, len(drawn))
    size = ROWS * SORTED_TOGETHER
    batches: list[list[Drawn]] = []
    for start in range(0, len(order), size):
        near = sorted(order[start : start + size], key=lambda each: len(each[1]) + len(each[2]))
        batches += [near[at : at + ROWS] for at in range(0, len(near), ROWS)]
    yield from chance.sample(batches, len(batches))


def _loss(network: Any, tokens: Any, batch: Sequence[Drawn], device: str) -> Any:
    """Weighted binary cross-entropy of both probabilities."""
    features = tokens(
        [statement for _, statement, _ in batch],
        [excerpt for _, _, excerpt in batch],
        truncation="longest_first",
        max_length=MAX_TOKENS,
        padding=True,
        return_tensors="pt",
    ).to(device)
    target = torch.tensor([TARGET[one.label] for one, _, _ in batch], dtype=torch.float32, device=device)
    weight = torch.tensor([one.weight for one, _, _ in batch], device=device)[:, None]
    with torch.autocast(device, dtype=torch.bfloat16):
        found = log_odds(network, dict(features))
    return torch.nn.functional.binary_cross_entropy_with_logits(found.float(), target, weight.expand_as(target))
