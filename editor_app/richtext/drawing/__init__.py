"""How the blocks that are not text are drawn: pictures, "Also read", source cards and dividers."""
