"""Which host a demo is handed, and how many boot ahead; no engine: hosts are stand-ins."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from threading import Barrier, Condition, Event, Timer

import pytest
from demos.engine import Engine
from demos.errors import DemoError
from demos.host_pool import HostPool
from demos.stop import Stop

ENGINE = Engine("no-such-program", "plain", "")
SECONDS = 10
SOON = 0.2


class Boots:
    """Stands in for ``DemoHost``: keeps what was started and stopped; boots while ``open``."""

    def __init__(self):
        self.started, self.stopped, self.stops, self.faults = [], [], [], {}
        self.open, self.meeting = Event(), Barrier(1)
        self.open.set()
        self._changed = Condition()

    def start(self, engine, *, preloaded, stop):
        """Boot a host, as ``DemoHost.start`` does."""
        with self._changed:
            host = Host(self, preloaded)
            self.started.append(host)
            self.stops.append(stop)
            self._changed.notify_all()
        self.meeting.wait(SECONDS)
        assert self.open.wait(SECONDS)
        if preloaded in self.faults:
            raise self.faults[preloaded]
        return host

    def begin(self, count, seconds=SECONDS):
        """Whether so many begin to boot before the seconds are over."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.started) >= count, seconds)


class Host:
    """A host that only says when it was stopped."""

    def __init__(self, boots, preloaded):
        self.boots, self.preloaded = boots, preloaded

    def stop(self):
        """As ``DemoHost.stop``."""
        self.boots.stopped.append(self)


@pytest.fixture
def boots(monkeypatch):
    """The hosts that the pool boots."""
    made = Boots()
    monkeypatch.setattr("demos.host_pool.DemoHost", made)
    return made


def test_each_host_is_handed_out_once(boots):
    """As many hosts as demos, and none is left over."""
    with closing(HostPool(ENGINE, [True] * 4, spares=1)) as pool:
        taken = [pool.take(preloaded=True) for _ in range(4)]
    assert set(taken) == set(boots.started)
    assert len(boots.started) == 4
    assert boots.stopped == []


def test_no_more_boot_ahead_than_allowed(boots):
    """Beside each that is taken; and no more in the end than there are demos."""
    with closing(HostPool(ENGINE, [True] * 10, spares=2)) as pool:
        pool.take(preloaded=True)
        pool.take(preloaded=True)
        assert boots.begin(4)
        assert not boots.begin(5, SOON)
    assert len(boots.stopped) == 2


def test_one_demo_boots_one_host(boots):
    """Whatever the number of spares, nothing boots that nobody needs."""
    with closing(HostPool(ENGINE, [True], spares=4)) as pool:
        pool.take(preloaded=True)
    assert len(boots.started) == 1
    assert boots.stopped == []


def test_no_spares_boot_nothing_ahead(boots):
    """One demo after the other has a host of its own when its turn comes."""
    with closing(HostPool(ENGINE, [True] * 3, spares=0)) as pool:
        assert boots.started == []
        pool.take(preloaded=True)
        assert len(boots.started) == 1


@pytest.mark.parametrize("order", [(False, True, True), (True, True, False)])
def test_a_demo_gets_the_store_it_asks_for(boots, order):
    """Also when its turn comes earlier than planned: then its host boots where it is needed."""
    with closing(HostPool(ENGINE, [True, False, True], spares=1)) as pool:
        assert [pool.take(preloaded=kind).preloaded for kind in order] == list(order)
        assert not boots.begin(4, SOON)
    assert boots.stopped == []


def test_what_waits_its_turn_to_boot_is_booted_by_who_needs_it(boots):
    """Three demos that begin at once boot at once, though only one host boots ahead."""
    boots.meeting = Barrier(3)
    with closing(HostPool(ENGINE, [True] * 3, spares=1)) as pool, ThreadPoolExecutor(3) as demos:
        hosts = [demos.submit(pool.take, preloaded=True) for _ in range(3)]
        assert {host.result() for host in hosts} == set(boots.started)


@pytest.mark.parametrize("failing", [True, False])
def test_a_host_that_did_not_start_is_its_demos_error(boots, failing):
    """Whether it booted ahead or not: who takes it is told, and only that one."""
    boots.faults[failing] = DemoError("no space")
    with closing(HostPool(ENGINE, [True, False], spares=1)) as pool:
        for kind in (True, False):
            told = pytest.raises(DemoError, match="no space") if kind == failing else nullcontext()
            with told:
                assert pool.take(preloaded=kind) in boots.started


def test_nobodys_host_is_removed(boots):
    """In the end, also when it still boots then."""
    with closing(HostPool(ENGINE, [True] * 9, spares=2)) as pool:
        taken = pool.take(preloaded=True)
        boots.open.clear()
        assert boots.begin(2)
        Timer(SOON, boots.open.set).start()
    assert set(boots.stopped) == set(boots.started) - {taken}


def test_a_word_to_stop_reaches_those_that_boot(boots):
    """Every host hears the same word."""
    stop = Stop()
    with closing(HostPool(ENGINE, [True], spares=1, stop=stop)) as pool:
        pool.take(preloaded=True)
    assert boots.stops == [stop]
