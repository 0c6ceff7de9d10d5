"""Telegram in: parse, one service call, answer."""
