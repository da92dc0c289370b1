"""Which words of a text are spelled as a dictionary has them. Knows no window and no thread."""
