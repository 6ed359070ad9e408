"""A person asks, and is answered."""
