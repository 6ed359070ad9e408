"""What the bot does in which time and memory, against loopback platforms: ``python -m tests.programs.bench``."""
