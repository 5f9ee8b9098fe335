"""A screen beside the last one of the same person."""
