"""Court reports: the list by hearing, and one report written, signed and given out."""
