"""A month of real editions from a source that often answers something else: ``python -m tests.programs.month``."""
