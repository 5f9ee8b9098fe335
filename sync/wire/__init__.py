"""The messages between the two ends, their encoding and version."""
