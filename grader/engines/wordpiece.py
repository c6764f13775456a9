"""The default model's tokenizer without transformers: texts and pairs -> token ids."""

from functools import cache
from pathlib import Path
from typing import Any

MAX_TOKENS = 256
"""The model's window, special tokens included."""


@cache
def tokenizer(directory: Path) -> Any:
    """The tokenizer of a model directory, a tokenizers.Tokenizer that cuts at the model's window and never pads.

    What it cuts off a text is in `overflowing`; of a pair, it cuts the longer text first.
    """
    from tokenizers import Tokenizer

    loaded = Tokenizer.from_file(str(directory / "tokenizer.json"))
    loaded.no_padding()
    loaded.enable_truncation(MAX_TOKENS)
    return loaded
