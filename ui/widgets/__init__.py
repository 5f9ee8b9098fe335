"""Reusable parts that know no domain."""
