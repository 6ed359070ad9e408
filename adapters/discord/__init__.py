"""Discord: slash commands in servers and private messages, alerts as embeds.

``render`` turns a message into parts, ``sending`` delivers one, ``errors`` says what a
failure means, ``commands`` and ``client`` answer people and follow channels that come and
go, ``platform`` puts them together as a ``bot.domain.ports.Platform``.
"""

from adapters.discord.platform import Discord

__all__ = ["Discord"]
