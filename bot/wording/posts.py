"""The posts of a forum: what a new one says, and what who asked for posts is answered.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.areas import EVERYWHERE, Area
from bot.domain.buttons import LABEL_AT_MOST, Button, Keys
from bot.domain.chats import Post
from bot.domain.errors import UsageError
from bot.domain.messages import Block, Message, Span
from bot.wording.areas import NAMELESS, area_name, area_names
from bot.wording.keys import about_chat
from bot.wording.languages import Words
from bot.wording.layout import paragraph, plain
from bot.wording.problems import problem_text


@dataclass(frozen=True, slots=True)
class Told:
    """A post that follows something of a ``state`` now, the answer of that chat, and whether it was ``made`` for it."""

    state: Area
    post: Post
    message: Message
    made: bool


def new_post(words: Words, state: Area) -> tuple[str, Message]:
    """The title of a post for a state, or for the whole list, and its first message."""
    first = plain(words.start_title(), words.post_first(place=area_name(words, state, NAMELESS)), words.post_follows())
    return words.post_title(place=_place(words, state)), first


def subscribed_in_posts(
    words: Words, told: Sequence[Told], left: Sequence[Area] = (), problem: UsageError | None = None
) -> Message:
    """What each post follows, with a link to it and how it stands there; then those ``left`` for a ``problem``."""
    blocks = [*_blocks(words, told)]
    if problem:
        blocks.append(paragraph(words.posts_left(areas=area_names(words, left, NAMELESS))))
        blocks.append(paragraph(problem_text(words, problem)))
    return replace(told[0].message, blocks=tuple(blocks), keys=_keys(words, told))


def _blocks(words: Words, told: Sequence[Told]) -> Iterator[Block]:
    """What is said of every post alike, as when the list was looked at, stands below the last."""
    last = told[-1].message.blocks
    for each in told:
        where = words.post_made if each.made else words.post_there
        yield paragraph(where.line(post=Span(_title(words, each), url=each.post.url)))
        yield from (block for block in each.message.blocks if each is told[-1] or block not in last)


def _keys(words: Words, told: Sequence[Told]) -> tuple[Keys, ...]:
    """The next steps of one post; of several the settings of each."""
    if len(told) == 1:
        return about_chat(told[0].message.keys, told[0].post.place.address)
    buttons = (
        Button(_place(words, each.state)[:LABEL_AT_MOST], "settings", about=each.post.place.address) for each in told
    )
    return (Keys(tuple(buttons), words.button_settings()),)


def _title(words: Words, told: Told) -> str:
    """What a link to a post says: its name as it is now, which people may have changed."""
    return told.post.name or words.post_title(place=_place(words, told.state))


def _place(words: Words, state: Area) -> str:
    return words.button_every_state() if state == EVERYWHERE else words.state(state)
