"""The LLM judge: a second opinion on the key points that the first pass leaves open, held to the answer's own words."""
