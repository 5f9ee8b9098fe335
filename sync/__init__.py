"""Journal, merge and exchange between workstations and the central store.

Knows neither desktop nor Qt.
"""
