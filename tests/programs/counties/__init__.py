"""What share of real rows has a county code, and the table of counties."""
