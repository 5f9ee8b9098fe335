"""The central store: an ASGI service on SQLAlchemy, PostgreSQL in earnest and SQLite for a demo."""
