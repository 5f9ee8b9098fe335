"""SQLCipher and SQLAlchemy: journal, projection, drafts, search, migrations."""
