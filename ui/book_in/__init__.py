"""Booking a person into custody."""
