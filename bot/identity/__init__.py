"""Which rows of an edition are which agreements."""
