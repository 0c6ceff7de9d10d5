"""The cast: Olivia owns, Alice drafts, Bob directs, Charlie signs, Mallory attacks."""
