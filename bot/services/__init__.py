"""What can be done with envelopes: uses of the domain that know ports, not libraries."""
