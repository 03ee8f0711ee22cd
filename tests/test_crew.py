"""Several demos at once: who runs them, what a failure stops, and who gets which share."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, current_thread

import pytest
from demos.crew import Crew, default_jobs, local_crew, one_at_a_time, run_all
from demos.engine import Engine
from demos.errors import DemoError, DemoErrors, Place
from demos.shards import read_shard, shard_from_environment
from demos.stop import Stop, Stopped
from demos.take import Camera, Take
from writing import console, recording_of, scripts_of_text

SCRIPTS = scripts_of_text("".join(console("$ ls", demo=name) for name in ("a", "b", "c")))


def quiet(line):
    """Progress that nobody wants to see."""


def take_of(script):
    """A take without tracks."""
    return Take(recording_of(script, [["x"]]), {})


def run(take, keep, jobs=3, tell=quiet, stop=None):
    """Run the three scripts with this ``take``; the messages of what failed."""
    with ThreadPoolExecutor(jobs) as executor:
        crew = Crew(executor, take, (stop or Stop()).say)
        return [str(error) for error in run_all(SCRIPTS, crew, keep, tell)]


def test_as_many_as_asked_for_run_at_once():
    """Three that wait for each other all come through; the keeper has one thread."""
    meeting, threads, kept = Barrier(3), set(), []

    def take(script):
        meeting.wait(timeout=10)
        return take_of(script)

    def keep(script, taken):
        threads.add(current_thread())
        kept.append((script.demo, taken.recording.demo))

    assert run(take, keep) == []
    assert sorted(kept) == [("a", "a"), ("b", "b"), ("c", "c")]
    assert threads == {current_thread()}


def test_a_failure_stops_no_other():
    """All that failed is told, in taking and in keeping, and every end has its line."""
    lines = []

    def take(script):
        if script.demo == "a":
            raise DemoErrors([DemoError("one"), DemoError("two")])
        return take_of(script)

    def keep(script, _):
        if script.demo == "b":
            raise DemoError("no space", script.place)

    assert run(take, keep, jobs=1, tell=lines.append) == ["one", "two", "note.md:4: no space"]
    assert lines == ["a: failed (1 of 3)", "b: failed (2 of 3)", "c: done (3 of 3)"]


def test_a_lost_runner_is_an_error_with_its_demo():
    """What an executor raises of its own is told as what it is."""

    def take(script):
        raise LookupError("worker tcp://x died")

    with ThreadPoolExecutor(1) as executor:
        crew = Crew(executor, take, Stop().say, losses=(LookupError,))
        errors = run_all(SCRIPTS[:1], crew, quiet, quiet)
    assert str(errors[0]).startswith("note.md:1: whoever ran “a” was lost: worker tcp://x died\n")


def test_an_interruption_waits_for_those_that_run():
    """Who runs hears of it and may tidy up; who waits its turn never begins."""
    stop, running, tidied = Stop(), Event(), []

    def take(script):
        if script.demo == "a":
            return take_of(script)
        running.set()
        try:
            while True:
                stop.check()
        finally:
            tidied.append(script.demo)

    def keep(*_):
        assert running.wait(timeout=10)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(take, keep, jobs=1, stop=stop)
    assert tidied == ["b"]


def test_a_camera_that_was_stopped_starts_nothing():
    """No host is booted for a demo whose turn comes after the interruption."""
    camera = Camera(Engine("no-such-program", "plain", ""), [], quiet)
    with local_crew(camera, 1) as crew:
        crew.stop()
        with pytest.raises(Stopped):
            crew.executor.submit(crew.take, SCRIPTS[0]).result()


def test_an_error_without_a_place_gets_the_demos():
    """What the engine complains of says which demo it was."""
    with pytest.raises(DemoError) as caught:
        Camera(Engine("no-such-program", "plain", ""), [], quiet).take(SCRIPTS[1])
    assert str(caught.value).startswith("note.md:4: the demo “b” could not be run: `no-such-")


def test_lines_of_many_threads_come_one_by_one():
    """Nobody is told a line while another is."""
    inside = []

    def tell(line):
        assert not inside
        inside.append(line)
        inside.clear()

    alone = one_at_a_time(tell)
    with ThreadPoolExecutor(4) as pool:
        for told in [pool.submit(alone, str(n)) for n in range(200)]:
            told.result()


def test_errors_travel_between_processes():
    """One and several keep message, place and hint."""
    one = DemoError("wrong", Place("note.md", 3), "mend it")
    for error in (one, DemoErrors([one, DemoError("more")])):
        back = pickle.loads(pickle.dumps(error))
        assert type(back) is type(error)
        assert back.describe() == error.describe()
    assert pickle.loads(pickle.dumps(one)).place == Place("note.md", 3)


def test_a_job_for_each_core(monkeypatch):
    """At least one, where nobody knows how many cores there are."""
    monkeypatch.setattr("os.cpu_count", lambda: 6)
    assert default_jobs() == 6
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert default_jobs() == 1


def test_shares_are_disjoint_and_complete(monkeypatch):
    """Each demo is in one share, whatever other demos there are."""
    names = [f"demo-{number}" for number in range(100)]
    owners = [[n for n in range(1, 9) if read_shard(f"{n}/8").has(name)] for name in names]
    assert {len(owner) for owner in owners} == {1}
    assert len({owner[0] for owner in owners}) == 8
    assert read_shard("2/2").has("busybox-process")
    assert not read_shard("1/2").has("busybox-process")
    monkeypatch.delenv("SHARD", raising=False)
    assert all(shard_from_environment().has(name) for name in names)


@pytest.mark.parametrize("text", ["", "2", "0/2", "3/2", "a/b", "1/2/3", "-1/2"])
def test_what_is_no_share_is_refused(text):
    """With what to write instead."""
    with pytest.raises(DemoError, match="write SHARD=2/8"):
        read_shard(text)
