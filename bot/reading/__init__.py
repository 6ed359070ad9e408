"""What a cell of the list means."""
