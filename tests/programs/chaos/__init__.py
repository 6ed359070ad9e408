"""The bot as a real process, killed over and over while it polls and delivers: ``python -m tests.programs.chaos``."""
