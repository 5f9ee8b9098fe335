"""Entries in, record and conflicts out: pure."""
