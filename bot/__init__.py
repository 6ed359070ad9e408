"""What the program does: knows no platform, no SQL, no HTTP (but for ``app`` and ``cli``, which put it together)."""
