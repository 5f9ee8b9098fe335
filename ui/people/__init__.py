"""Finding a person, and adding one only after the likely ones were shown."""
