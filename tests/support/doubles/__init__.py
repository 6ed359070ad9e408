"""Loopback doubles of Discord, Telegram and ICE's site, which the real client libraries are driven against.

They listen on 127.0.0.1 only, hold a client to the platforms' documented limits, and keep
a ledger of everything that was accepted.  Nothing is imported here, so that who needs
only one of them does not wait for the libraries of the others.
"""
