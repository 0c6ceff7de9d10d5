"""What can be done with envelopes: uses of the domain behind ports."""
