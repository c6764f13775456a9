"""Does a sentence that comes close to a statement say the opposite? On words alone, for any rubric."""
