"""A form as it will print, with its way to a printer or a file."""
