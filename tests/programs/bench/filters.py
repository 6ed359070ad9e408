"""One edition with many changes to very many chats with mixed subscriptions, beside the same chats by states alone."""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from bot.delivery import routing
from bot.domain.agreements import Agreement, Change, ChangeKind, RecordedChange, SupportModel
from bot.domain.areas import Area, AreaKind, kind_of
from bot.domain.chats import Interest
from bot.domain.settings import UNSET
from bot.reading.county_names import counties_in, state_of_county
from storage.settings import write_settings
from storage.store import Store
from tests.programs.bench.figures import Figure
from tests.support.make import NOW, keep_edition, make_change

T = TypeVar("T")

CHANGES, TURNS = 100, 9
STATES = {"FL": 24, "TX": 22, "GA": 9, "NC": 8, "VA": 8, "PA": 6, "OH": 5, "TN": 5, "KS": 4, "MD": 3, "WV": 3, "AL": 3}
"""Where changes are, and those who follow them, in a hundred."""

KINDS = {ChangeKind.SIGNED: 70, ChangeKind.ENDED: 20, ChangeKind.RENEWED: 5, ChangeKind.RELABELLED: 5}
MODELS = {SupportModel.TASK_FORCE: 70, SupportModel.JAIL_ENFORCEMENT: 10, SupportModel.WARRANT_SERVICE: 20}
"""Of what kinds changes are, and of what models, in a hundred."""

HOW_MANY = {1: 70, 2: 15, 3: 8, 4: 4, 5: 3}
"""Of how many states or counties a chat that follows such hears, in a hundred."""

SLOWER_AT_MOST = 1.5
"""So many times what states alone take: what we ask of ourselves."""


@dataclass(frozen=True)
class Wish:
    """What a chat of the bench asks for; ``switched`` as the store has it."""

    areas: frozenset[Area]
    statewide: bool = True
    without_models: frozenset[str] = field(default_factory=frozenset)
    switched: str = "{}"

    def by_state(self, agencies: dict[Area, str]) -> Wish:
        """The same chat following the states that these areas are in, and no more than that."""
        return Wish(frozenset(_state(area, agencies) for area in self.areas))


def _state(area: Area, agencies: dict[Area, str]) -> Area:
    if kind_of(area) is AreaKind.COUNTY:
        return state_of_county(area)
    return agencies.get(area, area)


class World:
    """Changes, and chats that want to hear of them: the same at every run."""

    def __init__(self) -> None:
        """Make the changes; `wishes` makes the chats."""
        self._dice = random.Random(287)
        self.changes = [self._change(number) for number in range(1, CHANGES + 1)]
        self.agreements: list[Agreement] = [change.agreement for change in self.changes]
        self.agencies = {one.agency_id: one.state for one in self.agreements}
        self._in_state: dict[str, list[str]] = {state: [] for state in STATES}
        for one in self.agreements:
            self._in_state[one.state] += [county.fips for county in counties_in(one.state) if county.name in one.county]

    def _change(self, number: int) -> Change:
        """What became of an agency in one county, in two, or in none that the list says."""
        state = self._drawn(STATES)
        first, second = (county.name for county in self._dice.sample(counties_in(state), 2))
        county = self._drawn({f"{first} County": 87, f"{first} and {second} Counties": 5, "": 8})
        model, agency = self._drawn(MODELS), f"Agency {number}"
        return make_change(
            self._drawn(KINDS), agreement_id=number, state=state, agency=agency, county=county, model=model
        )

    def _drawn(self, shares: Mapping[T, int]) -> T:
        return self._dice.choices(list(shares), list(shares.values()))[0]

    def wishes(self, count: int) -> Iterator[Wish]:
        """What so many chats want, most of it where something changed, so that either side is told about as much."""
        makers: tuple[tuple[int, Callable[[], frozenset[Area]]], ...] = (
            (10, lambda: frozenset({"all"})),
            (35, lambda: frozenset(self._states(self._drawn(HOW_MANY)))),
            (40, self._counties),
            (10, lambda: frozenset({self._agency()})),
            (5, lambda: self._counties() | {self._agency(), *self._states(1)}),
        )
        for _ in range(count):
            made = self._dice.choices([make for _, make in makers], [share for share, _ in makers])[0]()
            yield replace(self._filtered(), areas=made)

    def _states(self, count: int) -> list[Area]:
        return self._dice.choices(list(STATES), list(STATES.values()), k=count)

    def _agency(self) -> Area:
        return self._dice.choice(self.agreements).agency_id

    def _counties(self) -> frozenset[Area]:
        """One to five counties in as many states as it happens; of most something changed."""
        changed = [state for state in self._states(self._drawn(HOW_MANY)) if self._in_state[state]]
        rest = [self._dice.choice(counties_in(state)).fips for state in changed if self._dice.random() < 0.3]
        found = [self._dice.choice(self._in_state[state]) for state in changed]
        return frozenset([*found[: 5 - len(rest)], *rest]) or frozenset({"12086"})

    def _filtered(self) -> Wish:
        """One chat in seven leaves something out: models, kinds of news, or what may be in any county."""
        what = self._drawn({"nothing": 85, "model": 6, "kind": 6, "statewide": 3})
        without = frozenset(self._dice.choices([str(model) for model in MODELS], k=2) if what == "model" else ())
        kinds = self._dice.choices(list(Interest), k=2) if what == "kind" else ()
        return Wish(frozenset(), what != "statewide", without, json.dumps(dict.fromkeys(kinds, False)))


def fill(path: Path, world: World, wishes: Sequence[Wish]) -> list[RecordedChange]:
    """A database with the chats that have these wishes, and the changes of an edition that nobody was told of."""
    store = Store(path)
    with store.transaction():
        store.db.conn.executemany(
            "INSERT INTO chats (id, platform, address, title, added_at, switched, settings) "
            "VALUES (?, 'telegram', ?, '', '', ?, ?)",
            [(n, str(n), wish.switched, _settings(wish)) for n, wish in enumerate(wishes, 1)],
        )
        store.db.conn.executemany(
            "INSERT INTO subscriptions (chat, area, since) VALUES (?, ?, '')",
            [(n, area) for n, wish in enumerate(wishes, 1) for area in wish.areas],
        )
    edition = keep_edition(store)
    with store.transaction():
        recorded = store.agreements.remember(edition, (), world.agreements, world.changes, NOW)
    store.close()
    return recorded


def _settings(wish: Wish) -> str:
    return write_settings(replace(UNSET, statewide=wish.statewide, without_models=wish.without_models))


def plan(path: Path, recorded: Sequence[RecordedChange]) -> tuple[float, int]:
    """Seconds of the processor to read the audience, plan and commit, in a copy of a database; and how many are owed.

    Not the time on the clock: what else runs on the machine would be in it, and the wait for the disk.
    """
    copy = path.with_suffix(".turn.db")
    shutil.copy(path, copy)
    store = Store(copy)
    begun = time.process_time()
    with store.transaction():
        owed = store.deliveries.enqueue(routing.plan(recorded, store.chats.audience()), NOW)
    took = time.process_time() - begun
    store.close()
    copy.unlink()
    return took, owed


def filters(folder: Path, chats: int) -> list[Figure]:
    """Plan for chats with mixed wishes and for the same chats by states, in turns."""
    recorded = _fill_both(folder, chats)
    took: dict[Path, list[float]] = {path: [] for path in recorded}
    owed = dict.fromkeys(recorded, 0)
    for _ in range(TURNS):
        for path, changes in recorded.items():
            seconds, owed[path] = plan(path, changes)
            took[path].append(seconds)
    mixed, states = (min(took[path]) for path in recorded)  # other work on the machine can only add to it
    note = f"{CHANGES} changes, least of {TURNS} turns, processor time"
    said = "{:,} deliveries beside {:,}".format(*owed.values())
    return [
        Figure("filters", f"{chats:,} chats by states, planned and committed", states, "s", note=note),
        Figure("filters", f"{chats:,} chats with mixed subscriptions and filters", mixed, "s", note=note),
        Figure("filters", "mixed to states", mixed / states, "x", at_most=SLOWER_AT_MOST, note=said),
    ]


def _fill_both(folder: Path, chats: int) -> dict[Path, list[RecordedChange]]:
    """The databases of either side, each with the changes in it: the mixed one first."""
    world = World()
    mixed = list(world.wishes(chats))
    sides = {"mixed": mixed, "states": [wish.by_state(world.agencies) for wish in mixed]}
    return {(path := folder / f"filters-{name}.db"): fill(path, world, wishes) for name, wishes in sides.items()}
