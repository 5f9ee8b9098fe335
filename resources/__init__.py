"""Data that ships with the program: questionnaires, code lists, directory, fonts, icons, words."""
