"""Failures as discord.py raises them, by status and Discord's own code."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import discord
from multidict import CIMultiDict

TOKEN = "MTA.secret.token"
JSON = {"Content-Type": "application/json"}


def response(status: int, headers: Mapping[str, str] | None = None) -> Any:
    return SimpleNamespace(status=status, reason="reason", headers=CIMultiDict(headers or {}))


def http_error(
    status: int, code: Any = 0, headers: Mapping[str, str] | None = None, **more: Any
) -> discord.HTTPException:
    """An answer of that status, its text with a token in it; ``more`` are further fields of its body."""
    kinds = {403: discord.Forbidden, 404: discord.NotFound}
    kind = discord.DiscordServerError if status >= 500 else kinds.get(status, discord.HTTPException)
    return kind(response(status, headers), {"code": code, "message": f"no, {TOKEN}", **more})
