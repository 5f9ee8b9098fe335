"""One person: how long she has been here, what waits for her, and everything recorded about her."""
