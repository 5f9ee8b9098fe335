"""Alembic steps for what cannot be rebuilt: journal, drafts, receipts. Run by the program only."""
