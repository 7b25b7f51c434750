"""Failures that a user can do something about."""


class CapexError(Exception):
    """An expected failure; its message names the thing, the reason and the cure."""
