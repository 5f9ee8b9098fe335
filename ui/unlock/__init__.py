"""The first window: who is at the desk. On the start path: imports nothing heavy."""
