"""The command line; `main` is its entry."""

from bot.program.cli.main import main

__all__ = ["main"]
