"""Telegram and a mail server on your own machine, for the demo and the tests."""

from playground.app import Playground

__all__ = ["Playground"]
