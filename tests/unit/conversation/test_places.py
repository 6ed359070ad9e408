"""Which states a person means: what people type, in every form that is known, and mixtures of them."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.grammar import read_states
from bot.conversation.place_words import ABBREVIATIONS, SMALL
from bot.conversation.places import suggest_states
from bot.domain.chats import ALL_STATES
from bot.domain.errors import UsageError
from bot.reading.states import STATES
from bot.wording.languages import ENGLISH
from bot.wording.problems import problem_text

MIXTURES = 10_000


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "Virginia or Maryland",
            "Virginia and Maryland",
            "VA/MD",
            "VA-MD",
            "VA\N{EN DASH}MD",
            "VA & MD",
            "Virginia y Maryland",
        ),
        *("Va. and Md.", "va o md", "virginia, maryland", "“Virginia”, Maryland!", "Virginia + Maryland", "(VA) (MD)"),
        *(
            "Virginia-Maryland",
            "Virginia/Maryland",
            "va/md",
            "please tell me VA, MD",
            "alerts for Virginia and Maryland",
        ),
    ],
)
def test_however_two_states_are_joined_they_are_these_two(typed: str) -> None:
    """Commas, dashes, slashes and small words in either language; ``or`` is no Oregon."""
    assert read_states(typed) == ["VA", "MD"]


@pytest.mark.parametrize("word", ["me", "hi", "ok", "in", "or", "la", "de", "pa", "oh", "mass", "wash"])
def test_a_small_word_is_a_state_by_itself_alone(word: str) -> None:
    """``/state me`` is Maine; in a sentence it is no state, and in capitals it is one."""
    [code] = read_states(word)
    assert code in STATES
    assert read_states(f"tell us {word} virginia please") == ["VA"]
    assert read_states(word.capitalize() if len(word) > 2 else word.upper()) == [code]


@pytest.mark.parametrize(
    "typed", ["va me", "tx ok la", "va, me", "me, hi", "VA OR MD", "VIRGINIA OR MARYLAND", "TELL ME VA"]
)
def test_what_may_be_a_word_or_a_state_is_asked_back(typed: str) -> None:
    """Neither is Maine taken for granted nor left out in silence."""
    with pytest.raises(UsageError, match="small_word"):
        read_states(typed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(("Fla.", "FL"), ("Tenn.", "TN"), ("Calif.", "CA"), ("N.C.", "NC"), ("N. C.", "NC"), ("D.C.", "DC")),
        *(("W.Va.", "WV"), ("W. Va.", "WV"), ("Penn", "PA"), ("wash.", "WA"), ("State of Georgia", "GA")),
        *(("Georgia, USA", "GA"), ("Texas, U.S.", "TX"), ("Washington, D.C.", "DC"), ("Washington state", "WA")),
        *(("all of Virginia", "VA"), ("estado de Texas", "TX"), ("Virginia please", "VA"), ("N. Dakota", "ND")),
    ],
)
def test_a_state_is_read_as_newspapers_and_people_write_it(typed: str, code: str) -> None:
    """Abbreviated, with its country, with what is polite."""
    assert read_states(typed) == [code]


@pytest.mark.parametrize(
    "typed",
    [
        *("all", "All states", "all 50 states", "everything", "US", "u.s.", "USA", "the United States", "every state"),
        *("todos los estados", "Estados Unidos", "nationwide"),
    ],
)
def test_everything_is_every_state(typed: str) -> None:
    """In whichever words."""
    assert read_states(typed) == [ALL_STATES]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        *(("Carolina", "which_of_states"), ("VA, Dakota", "which_of_states"), ("all, VA", "all_or_some")),
        *(("VA all MD", "all_or_some"), ("Montgomery County, MD", "no_counties_yet"), ("Kansas City", "no_such_state")),
        *(("condado de Webb", "no_counties_yet"), ("Winston-Salem", "no_such_state"), ("Portland OR", "no_such_state")),
    ],
)
def test_what_could_be_several_is_asked_back(typed: str, problem: str) -> None:
    """A question in one line, which says what could be meant."""
    with pytest.raises(UsageError, match=problem) as asked:
        read_states(typed)
    assert len(problem_text(ENGLISH, asked.value)) < 140


def test_talk_alone_names_no_state() -> None:
    """Nobody is subscribed to the whole country, or to Maine, by a greeting."""
    for typed in ("tell us", "alerts for me", "and", "please"):
        assert read_states(typed) == []


def test_mixtures_of_names_are_what_they_say_or_a_question() -> None:
    """Names, codes and abbreviations, joined and surrounded as people do: never a state that was not named."""
    chance = random.Random(287)
    written: dict[str, list[str]] = {code: [code, name, name.lower(), name.upper()] for code, name in STATES.items()}
    for short, code in ABBREVIATIONS.items():
        written[code] += [f"{short.capitalize()}.", short.capitalize()]
    for code in STATES:
        written[code] += [code.lower()] if code.lower() not in SMALL else []
    asked = 0
    for _ in range(MIXTURES):
        codes = chance.sample(sorted(STATES), chance.randint(1, 5))
        words = [chance.choice(written[code]) for code in codes]
        joint = chance.choice((", ", "; ", " ", " and ", " or ", " y ", " & ", "/", "\n", " - "))
        before = chance.choice(("", "", "", "please ", "alerts for ", "alertas de ", "the states "))
        try:
            read = read_states(before + joint.join(words))
        except UsageError:
            asked += 1
            continue
        wrong = [code for code in read if code not in codes]
        assert not wrong, (before + joint.join(words), read)
        missed = set(codes) - set(read) - ({"WA"} if "DC" in codes else set())
        assert not missed, (before + joint.join(words), read)
    assert asked < MIXTURES / 20


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("VA MD", ["VA", "MD"]),
        ("va md", ["VA", "MD"]),
        ("Virginia, West Virginia", ["VA", "WV"]),
        ("Virginia West Virginia", ["VA", "WV"]),
        ("west virginia VA", ["WV", "VA"]),
        ("VA west virginia", ["VA", "WV"]),
        ("VA, VA; va", ["VA"]),
        ("all", [ALL_STATES]),
        ("ALL", [ALL_STATES]),
        ("all of Virginia", ["VA"]),
        ("district of columbia", ["DC"]),
        ("Washington DC", ["DC"]),
        ("washington, dc", ["DC"]),
        ("WA, DC", ["WA", "DC"]),
        ("Virginia,, MD;", ["VA", "MD"]),
        ("VA\nMD", ["VA", "MD"]),
        ("Virgina", ["VA"]),
        ("Virgina MD", ["VA", "MD"]),
        ("West Virgina VA", ["WV", "VA"]),
        ("North Carolin SC", ["NC", "SC"]),
        ("Virginia MD", ["VA", "MD"]),
        ("MA IN", ["MA", "IN"]),
        ("DE LA WA", ["DE", "LA", "WA"]),
        ("Commonwealth of the Northern Mariana Islands GU", ["MP", "GU"]),
        ("u.s. virgin islands", ["VI"]),
        ("", []),
        (" ,;\n ", []),
    ],
)
def test_states_are_read_as_people_type_them(words: str, states: list[str]) -> None:
    """Codes, names, any case, any separator, and a mistyped letter."""
    assert read_states(words) == states


@pytest.mark.parametrize(
    "words",
    ["Narnia", "VA Narnia", "<b>VA</b>", "@everyone", "'; DROP TABLE chats; --", "VA-X!", "x" * 9999],
)
def test_what_is_no_state_is_refused_in_a_short_line(words: str) -> None:
    """The line shows at most forty characters of what was typed."""
    with pytest.raises(UsageError) as refused:
        read_states(words)
    assert len(problem_text(ENGLISH, refused.value)) < 140


@pytest.mark.parametrize("separator", [" ", ",", ", ", ";", "\n"])
def test_any_two_codes_are_just_these_two(separator: str) -> None:
    """No pair of codes is taken for a mistyped name of a third state."""
    for pair in itertools.permutations(STATES, 2):
        assert read_states(separator.join(pair)) == list(pair)


@given(st.lists(st.sampled_from(sorted(STATES)), max_size=8, unique=True), st.data())
def test_any_mixture_of_codes_and_names_is_what_it_says(codes: list[str], data: st.DataObject) -> None:
    """Each may be a code or a name in any case; only ``Washington DC`` and small words could be read in two ways."""
    words = [
        data.draw(st.sampled_from([code, STATES[code], STATES[code].lower(), STATES[code].upper()])) for code in codes
    ]
    if ("WA", "DC") not in itertools.pairwise(codes):
        assert read_states(", ".join(words)) == codes
        if "OR" not in words[1:-1]:
            assert read_states(" ".join(words)) == codes


@given(st.text())
def test_any_text_is_read_or_refused_and_nothing_else(words: str) -> None:
    """No text that a person can send does anything but name states or be a mistake."""
    try:
        states = read_states(words)
    except UsageError:
        return
    assert all(state in STATES or state == ALL_STATES for state in states)
    assert len(set(states)) == len(states)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("", ("Alabama (AL)", "AL")),
        ("mary", ("Maryland (MD)", "MD")),
        ("va", ("Virginia (VA)", "VA")),
        ("VA mary", ("VA, Maryland (MD)", "VA, MD")),
        ("VA,mary", ("VA, Maryland (MD)", "VA, MD")),
        ("VA ", ("VA, Alabama (AL)", "VA, AL")),
        ("west v", ("West Virginia (WV)", "WV")),
        ("VA new y", ("VA, New York (NY)", "VA, NY")),
        ("Virginia West Virginia", ("VA, West Virginia (WV)", "VA, WV")),
        ("district of c", ("District of Columbia (DC)", "DC")),
    ],
)
def test_a_suggestion_completes_the_last_name_and_keeps_the_others(typed: str, first: tuple[str, str]) -> None:
    """The label is for people, the value is what the command will read."""
    choice = suggest_states(ENGLISH, typed)[0]
    assert (choice.label, choice.value) == first


def test_no_more_than_25_suggestions_and_none_for_nonsense() -> None:
    """Discord takes 25 choices."""
    assert len(suggest_states(ENGLISH, "")) == 25
    assert suggest_states(ENGLISH, "zzz") == []
    assert suggest_states(ENGLISH, "x " * 90 + "v") == []


@given(st.lists(st.sampled_from(sorted(STATES)), max_size=4, unique=True), st.text(max_size=12))
def test_every_suggestion_keeps_the_limits_and_what_was_typed(done: list[str], typed: str) -> None:
    """Labels and values are of 1 to 100 characters, and values go on from the states before."""
    for choice in suggest_states(ENGLISH, ", ".join([*done, typed])):
        assert 1 <= len(choice.label) <= 100
        assert 1 <= len(choice.value) <= 100
        assert choice.value.startswith(", ".join(done))
    for choice in suggest_states(ENGLISH, ", ".join([*done, "virg"])):
        assert read_states(choice.value) == list(dict.fromkeys([*done, choice.value[-2:]])), choice.label


def test_no_suggestion_for_a_state_is_unreadable() -> None:
    """Whatever is typed of a name, what is suggested is a state."""
    for name in STATES.values():
        for end in range(1, len(name) + 1):
            for choice in suggest_states(ENGLISH, name[:end]):
                assert len(read_states(choice.value)) == 1
