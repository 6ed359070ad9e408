"""An edition comes in."""
