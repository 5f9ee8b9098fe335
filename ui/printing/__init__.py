"""Paper and files: prints a PDF from memory, saves it where a person chose. Knows no domain."""
