"""What an envelope is and may do: no I/O, no clock, no framework."""
