"""The tools that are repeated in one stay: when each is due, and how its readings went."""
