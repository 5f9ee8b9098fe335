"""The small forms of a person's page: each asks for one thing, in the page and not over it."""
