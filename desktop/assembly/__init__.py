"""Builds every object once and joins them. The only room that knows all others; knows no Qt."""
