"""Taking the police custody list in: every line is seen and decided before anything is saved."""
