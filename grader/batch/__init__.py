"""Many rows through the pipeline: a run that streams, can be stopped, and goes on where it stopped."""
