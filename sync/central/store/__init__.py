"""The central store's tables: PostgreSQL in earnest, an encrypted SQLite file for a demo."""
