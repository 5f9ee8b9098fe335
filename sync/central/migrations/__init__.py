"""One tree of migrations for both kinds of database."""
