"""What one would write in ten minutes, to compare with: the cosine of each key point with the nearest sentence."""

import re
import sys

from sentence_transformers import SentenceTransformer

from grader.models import find_model
from rubric.bank import question

asked = question(sys.argv[1])
assert asked is not None
points = [point.text for point in asked.key_points]
sentences = re.split(r"(?<=[.!?])\s+", sys.argv[2])
model = SentenceTransformer(str(find_model()), device="cpu", local_files_only=True)
nearest = model.similarity(model.encode(points), model.encode(sentences)).max(dim=1).values
sys.stdout.write(f"{100 * nearest.mean():.0f}%\n")
