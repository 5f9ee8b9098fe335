"""Rules and values of custody care. Knows only desktop.errors and the standard library."""
