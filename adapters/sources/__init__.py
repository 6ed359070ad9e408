"""Where editions come from."""
