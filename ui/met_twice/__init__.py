"""Two records that may be one person, side by side; a person decides, and can take it back."""
