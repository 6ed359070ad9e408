"""What the program does, room by room; only ``bot.program`` knows platforms, SQL and HTTP."""
