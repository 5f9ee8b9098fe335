"""Current records and figures: folded from the chains for the analysts, never a source of truth.

Everything in here can be dropped and folded again.
"""
