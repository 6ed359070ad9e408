"""One update of every kind that we ask for, as the Bot API documents them, and what can become of each.

https://core.telegram.org/bots/api#update.  Every text and every name holds `MARK`, so that one can see where a
person's word goes.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, TypeAlias

from tests.support.doubles.telegram_objects import BOT_NAME, bot_user, member, permissions
from tests.support.doubles.telegram_world import NUMBER

Json: TypeAlias = Any

MARK = "Xanthippe"
"""No other text of a test or of a log holds it."""

ANN = {"id": 71, "is_bot": False, "first_name": MARK, "last_name": MARK, "username": MARK, "language_code": "en"}
PRIVATE = {"id": 71, "type": "private", "first_name": MARK, "last_name": MARK, "username": MARK}
GROUP = {"id": -51, "type": "group", "title": MARK, "all_members_are_administrators": False}
FORUM = {"id": -1051, "type": "supergroup", "title": MARK, "username": MARK, "is_forum": True}
CHANNEL = {"id": -1052, "type": "channel", "title": MARK, "username": MARK}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": MARK, "username": "GroupAnonymousBot"}
COMMAND = [{"offset": 0, "length": 6, "type": "bot_command"}]
TOPIC = {"message_thread_id": 9, "is_topic_message": True}


def post(chat: Json, **fields: Json) -> Json:
    return {"message_id": 5, "date": 1_790_000_000, "chat": chat, **fields}


def press(message: Json) -> Json:
    return {"id": "4382", "from": ANN, "chat_instance": MARK, "message": message, "data": f"1 state {MARK}"}


def change(chat: Json, old: Json, new: Json) -> Json:
    return {"chat": chat, "from": ANN, "date": 1_790_000_000, "old_chat_member": old, "new_chat_member": new}


def own(status: str, **fields: Json) -> Json:
    return {**member({**bot_user(), "first_name": MARK}, status), **fields}


RESTRICTED = own("restricted", is_member=True, until_date=0, **permissions(text=True, files=False))
FORWARDED = {"type": "channel", "date": 1_790_000_000, "chat": CHANNEL, "message_id": 3, "author_signature": MARK}
FILE = {"file_id": MARK, "file_unique_id": MARK, "width": 1, "height": 1, "file_size": 1}

SESSION: dict[str, Json] = {
    "a command in private": {"message": post(PRIVATE, **{"from": ANN}, text=f"/state {MARK}", entities=COMMAND)},
    "a text in private": {"message": post(PRIVATE, **{"from": ANN}, text=MARK)},
    "a picture": {"message": post(PRIVATE, **{"from": ANN}, photo=[FILE], caption=MARK)},
    "a command in a group": {
        "message": post(GROUP, **{"from": ANN}, text=f"/state@{BOT_NAME} {MARK}", entities=COMMAND)
    },
    "a reply": {
        "message": post(
            GROUP, **{"from": ANN}, text=f"/help {MARK}", reply_to_message=post(GROUP, **{"from": ANN}, text=MARK)
        )
    },
    "a command in a topic": {"message": post(FORUM, **{"from": ANN}, **TOPIC, text=f"/state {MARK}")},
    "an anonymous administrator": {
        "message": post(FORUM, **{"from": ANONYMOUS}, sender_chat=FORUM, author_signature=MARK, text=f"/state {MARK}")
    },
    "a channel in a group": {"message": post(FORUM, **{"from": ANONYMOUS}, sender_chat=CHANNEL, text=f"/state {MARK}")},
    "a forwarded command": {"message": post(GROUP, **{"from": ANN}, forward_origin=FORWARDED, text=f"/state {MARK}")},
    "a post in a channel": {
        "channel_post": post(CHANNEL, sender_chat=CHANNEL, author_signature=MARK, text=f"/state {MARK}")
    },
    "a group that moves": {"message": post(GROUP, **{"from": ANN}, migrate_to_chat_id=-1053)},
    "a group that has moved": {"message": post(FORUM, **{"from": ANN}, migrate_from_chat_id=-54)},
    "a topic made": {
        "message": post(FORUM, **{"from": ANN}, **TOPIC, forum_topic_created={"name": MARK, "icon_color": 7322096})
    },
    "a topic closed": {"message": post(FORUM, **{"from": ANN}, **TOPIC, forum_topic_closed={})},
    "a topic reopened": {"message": post(FORUM, **{"from": ANN}, **TOPIC, forum_topic_reopened={})},
    "a new member": {"message": post(GROUP, **{"from": ANN}, new_chat_members=[ANN])},
    "a new title": {"message": post(GROUP, **{"from": ANN}, new_chat_title=MARK)},
    "blocked": {"my_chat_member": change(PRIVATE, own("member"), own("kicked"))},
    "unblocked": {"my_chat_member": change(PRIVATE, own("kicked"), own("member"))},
    "added to a group": {"my_chat_member": change(GROUP, own("left"), own("member"))},
    "put out of a group": {"my_chat_member": change(GROUP, own("member"), own("left"))},
    "restricted": {"my_chat_member": change(FORUM, own("member"), RESTRICTED)},
    "no longer restricted": {"my_chat_member": change(FORUM, RESTRICTED, own("member"))},
    "a press in private": {"callback_query": press(post(PRIVATE, **{"from": bot_user()}, text=MARK))},
    "a press in a topic": {"callback_query": press(post(FORUM, **{"from": bot_user()}, **TOPIC, text=MARK))},
    "a press in a channel": {"callback_query": press(post(CHANNEL, sender_chat=CHANNEL, text=MARK))},
    "a press below an old message": {"callback_query": press({**post(GROUP), "date": 0})},
    "a place looked up": {
        "inline_query": {"id": "4383", "from": ANN, "query": MARK, "offset": "", "chat_type": "sender"}
    },
    "made an administrator": {"my_chat_member": change(CHANNEL, own("left"), own("administrator", custom_title=MARK))},
}
"""By name; each without its number, which Telegram gives it."""

WRONG: tuple[Json, ...] = (None, 0, 2.5, True, MARK, [MARK], {"id": MARK}, 10**30)
"""What can stand in place of a field."""


def variants() -> Iterator[tuple[str, Json]]:
    """Every update of the session with each of its fields, at each depth, dropped or of another form, one at a time."""
    for name, update in SESSION.items():
        whole = {"update_id": NUMBER, **update}
        for path in paths(whole):
            for index, wrong in enumerate((DROP, *WRONG)):
                yield f"{name}, {'.'.join(map(str, path))}, {index}", put(whole, path, wrong)


DROP = object()


def paths(value: Json, start: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where the fields of ``value`` are, from the outside in."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield (*start, key)
        yield from paths(each, (*start, key))


def put(value: Json, path: tuple[str | int, ...], wrong: Json) -> Json:
    """A copy of ``value`` that has ``wrong`` at ``path``, or nothing."""
    changed = copy.deepcopy(value)
    place = changed
    for key in path[:-1]:
        place = place[key]
    if wrong is DROP:
        del place[path[-1]]
    else:
        place[path[-1]] = copy.deepcopy(wrong)
    return changed
