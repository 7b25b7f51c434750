"""Adapters: each turns one kind of source into raw objects in the store."""
