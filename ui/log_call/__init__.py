"""A call for a practitioner: when asked, when accepted, when she arrived, and the next review."""
