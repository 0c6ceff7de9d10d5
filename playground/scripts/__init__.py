"""Scenarios that play themselves against a running service."""
