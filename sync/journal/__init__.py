"""Entries, chains, heads and vectors: pure."""
