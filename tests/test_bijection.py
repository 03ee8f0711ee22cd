"""One mapping, one to one, for all names of a recording."""

import pytest
from demos.verification.bijection import Bijection
from demos.verification.kinds import Kind, Token
from hypothesis import assume, given
from hypothesis import strategies as st

pids = st.integers(2, 4_000_000).map(str)
hex_ids = st.text("0123456789abcdef", min_size=64, max_size=64)


def token(text, kind=Kind.PID, scope=""):
    """A name that stands somewhere."""
    return Token(kind, text, 0, scope)


@given(st.dictionaries(pids, pids, min_size=1, max_size=30), st.data())
def test_a_renaming_agrees_when_it_is_one_to_one(mapping, data):
    """Names may be mentioned in any order and as often as one likes."""
    assume(len(set(mapping.values())) == len(mapping))
    mentions = data.draw(st.lists(st.sampled_from(sorted(mapping)), max_size=60))
    bijection = Bijection()
    for name in mentions:
        assert bijection.agrees(token(name), token(mapping[name]))
        bijection.bind(token(name), token(mapping[name]))


@given(pids, pids, pids)
def test_a_name_has_one_counterpart(old, new, third):
    """Once 347 is 352, it is nothing else, and nothing else is 352."""
    assume(len({old, new, third}) == 3)
    bijection = Bijection()
    bijection.bind(token(old), token(new))
    assert not bijection.agrees(token(old), token(third))
    assert not bijection.agrees(token(third), token(new))


@pytest.mark.parametrize("fixed", ["0", "1"])
def test_the_first_process_stays_the_first(fixed):
    """PID 0 and 1 mean something and are never another process."""
    assert Bijection().agrees(token(fixed), token(fixed))
    assert not Bijection().agrees(token(fixed), token("347"))
    assert not Bijection().agrees(token("347"), token(fixed))


@given(hex_ids, hex_ids)
def test_a_short_id_is_the_beginning_of_the_long_one(old, new):
    """`docker ps` shows 12 digits of what `docker run` printed in full."""
    assume(old[:12] != new[:12])
    bijection = Bijection()
    bijection.bind(token(old, Kind.ID), token(new, Kind.ID))
    assert bijection.agrees(token(old[:12], Kind.ID), token(new[:12], Kind.ID))
    assert not bijection.agrees(token(old[:12], Kind.ID), token(old[:11] + "x", Kind.ID))


@given(hex_ids, st.integers(12, 63))
def test_a_wrong_digit_anywhere_in_an_id_is_seen(long, place):
    """Also behind the twelfth digit, which no mapping looks at."""
    bijection = Bijection()
    bijection.bind(token(long, Kind.ID), token(long, Kind.ID))
    digit = "0" if long[place] != "0" else "1"
    wrong = long[:place] + digit + long[place + 1 :]
    assert not bijection.agrees(token(long, Kind.ID), token(wrong, Kind.ID))


def test_numbers_count_where_they_count():
    """PID 7 in one container says nothing about PID 7 in another."""
    bijection = Bijection()
    bijection.bind(token("7", scope="box"), token("8", scope="box"))
    assert bijection.agrees(token("7", scope="web"), token("7", scope="web"))


def test_addresses_stay_in_their_network():
    """Two addresses of one network do not become addresses of two."""
    bijection = Bijection()
    bijection.bind(token("172.17.0.2", Kind.ADDRESS), token("172.27.0.2", Kind.ADDRESS))
    assert bijection.agrees(token("172.17.0.3", Kind.ADDRESS), token("172.27.0.9", Kind.ADDRESS))
    other = token("172.18.0.3", Kind.ADDRESS)
    assert not bijection.agrees(token("172.17.0.3", Kind.ADDRESS), other)


def test_a_trial_leaves_no_trace():
    """What is tried on a copy is not remembered."""
    bijection = Bijection()
    bijection.copy().bind(token("347"), token("352"))
    assert bijection.agrees(token("347"), token("999"))


def test_a_text_may_be_mapped_in_any_place():
    """One number is one process in one container and another in the next."""
    bijection = Bijection()
    bijection.bind(token("7", scope="bare"), token("7", scope="bare"))
    bijection.bind(token("7", scope="tidy"), token("6", scope="tidy"))
    assert bijection.maps_text("7", "6")
    assert bijection.maps_text("7", "7")
    assert not bijection.maps_text("6", "7")
