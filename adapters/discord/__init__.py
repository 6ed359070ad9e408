"""Discord: slash commands in servers and private messages, alerts as embeds.

``render`` turns a message into parts, ``sending`` delivers one, ``errors`` says what a
failure means, ``incoming`` answers people, ``client`` follows channels that come and go by
what ``permissions`` we have there, ``platform`` puts them together as a
``bot.domain.ports.Platform``.
"""

from adapters.discord.platform import Discord

__all__ = ["Discord"]
