"""Everyone in the suite now, most urgent first."""
