"""`make verifier`: train the verifier on labelled answers, and record what it says of answers it has not seen.

Some writers' answers are left out of the training and read afterwards: by those opinions the calibration weighs the
verifier, and the figures in docs/measurement.md are of them.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec
import torch
from rich.console import Console
from rich.progress import Progress
from safetensors.torch import save_file

from grader.embedding import load_encoder
from grader.engines.torch_verifier import build_network, tokenizer
from grader.engines.verifier_file import SHIPPED
from grader.grading import Grader
from grader.labelled import LabelledAnswer, Opinions, load
from grader.models import DEFAULT_MODEL, find_model
from grader.training.lessons import lessons
from grader.training.loop import FROM_SCRATCH, trained
from grader.training.rows import grade_rows, known_and_held
from grader.training.unrated import strangers
from grader.verifier import CrossEncoder, load_verifier
from grader.verifying import excerpt
from rubric.bank import questions


@click.command()
@click.argument("labelled", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--opinions", required=True, type=click.Path(path_type=Path), help="Where the opinions go.")
@click.option("--device", default="auto", show_default=True, help="Where to train: auto, cpu, cuda.")
def main(labelled: tuple[Path, ...], opinions: Path, device: str) -> None:
    """Train the verifier on files of LABELLED answers."""
    grader = Grader(load_encoder(device=device))
    seen, unseen = known_and_held(load(labelled))
    _save(_trained(grader, seen), grader)
    said = _read(load_verifier(grader.encoder.device), grader, [*unseen, *strangers(questions(), unseen)])
    opinions.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in said))


def _trained(grader: Grader, rows: Sequence[LabelledAnswer]) -> Any:
    """A trained network, with progress on stderr."""
    torch.manual_seed(0)
    base = find_model(DEFAULT_MODEL)
    taught = lessons(grader, questions(), rows)
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task(f"{len(taught)} lessons")

        def report(step: int, steps: int, loss: float) -> None:
            progress.update(task, total=steps, completed=step, description=f"{len(taught)} lessons, loss {loss:.3f}")

        return trained(build_network(base), tokenizer(base), taught, FROM_SCRATCH, grader.encoder.device, report)


def _read(verifier: CrossEncoder, grader: Grader, rows: Sequence[LabelledAnswer]) -> list[Opinions]:
    """What the verifier says of every key point of these answers."""
    graded = grade_rows(grader, questions(), rows)
    pairs = [
        (one.question.key_point(reading.id).text, excerpt(one.answer, reading))
        for one in graded
        for reading in one.observation.key_points
    ]
    said = iter(verifier.read(pairs))
    return [
        Opinions(row.id, {reading.id: next(said) for reading in one.observation.key_points})
        for row, one in zip(rows, graded, strict=True)
    ]


def _save(network: Any, grader: Grader) -> None:
    """Write the tensors that training changed, in half precision."""
    changed = {name: value.half().cpu() for name, value in network.named_parameters() if value.requires_grad}
    about = {"base": grader.encoder.identity.weights_hash}
    save_file({name: torch.clone(value) for name, value in changed.items()}, SHIPPED, metadata=about)


if __name__ == "__main__":
    main()
