"""Discord: slash commands in servers and private messages, alerts as embeds.

Sending and receiving are two lives.  ``render`` turns a message into parts, ``sending``
delivers one over HTTP alone, ``errors`` and ``refusals`` say what a failure means.
``gateway`` connects to what happens, ``events`` keeps of it what we use, ``aside`` says what
could not be read, ``incoming`` and ``answering`` answer people, ``commands`` registers what they
can ask, ``client`` follows channels that come and go by what ``permissions`` we have there,
``reception`` knows what is in the way of all that.  ``platform`` puts them together as a
``bot.domain.ports.Platform``.
"""

from adapters.discord.platform import Discord

__all__ = ["Discord"]
