"""The last look at a screen before it is finished: what was answered, what is owed, who signs."""
