"""The same answer written another way, which is worth the same: texts, and no judgement of them."""
