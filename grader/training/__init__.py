"""Training the verifier: `make verifier`."""
