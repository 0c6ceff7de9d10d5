"""Chatsign: a signing assistant that lives in your chat."""
