"""The level of isolation that a recording asks for."""

import pytest
from demos.engine import PLAIN, USER_NAMESPACE, Engine
from demos.errors import DemoError
from demos.isolation import require_isolation


def engine(isolation):
    """An engine of this level."""
    return Engine("docker", isolation, "Docker 28.5")


@pytest.mark.parametrize("wanted", ["", "plain"])
def test_plain_is_enough_for_ones_own_notes(monkeypatch, wanted):
    """Whoever has read the notes may run them on the engine at hand."""
    monkeypatch.setenv("DEMOS_ISOLATION", wanted)
    require_isolation(engine(PLAIN))
    require_isolation(engine(USER_NAMESPACE))


@pytest.mark.parametrize("wanted", ["user namespace", "user-namespace"])
def test_strangers_notes_ask_for_more(monkeypatch, wanted):
    """The error names both levels, the engine and what to do."""
    monkeypatch.setenv("DEMOS_ISOLATION", wanted)
    require_isolation(engine(USER_NAMESPACE))
    with pytest.raises(DemoError) as caught:
        require_isolation(engine(PLAIN))
    assert caught.value.message == (
        "Docker 28.5 isolates at the level “plain”, and DEMOS_ISOLATION asks for “user namespace”"
    )
    assert "SECURITY.md" in caught.value.hint


def test_an_unknown_level_is_refused(monkeypatch):
    """With the nearest known one."""
    monkeypatch.setenv("DEMOS_ISOLATION", "user-namespaces")
    with pytest.raises(DemoError, match="did you mean “user namespace”"):
        require_isolation(engine(USER_NAMESPACE))
