"""A person's word over the machine's: deciding, the queue, files of reviews, grading again, agreement."""
