"""The only module that knows threads."""
