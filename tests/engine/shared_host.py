"""A pytest plugin: a demo host that tests share, and a watch on what they leave behind."""

from collections.abc import Iterator

import pytest
from demos.engine import Engine
from demos.host import DemoHost
from demos.leftovers import owner_labels


@pytest.fixture(scope="module")
def long_lived(engine: Engine) -> Iterator[DemoHost]:
    """One host for a whole module; tests take it as ``shared``."""
    with DemoHost.start(engine) as started:
        yield started


@pytest.fixture
def shared(long_lived: DemoHost) -> Iterator[DemoHost]:
    """The module's host, without containers and files of tests before."""
    yield long_lived
    long_lived.run("docker container rm --force $(docker container ls --all --quiet)", 30)
    long_lived.run("rm --recursive --force *")


@pytest.fixture
def nothing_is_left(engine: Engine) -> Iterator[None]:
    """After the test the engine has no more containers and networks of ours than before."""
    before = ours(engine)
    yield
    assert ours(engine) == before


def ours(engine: Engine) -> str:
    """The containers and networks on the engine that this process made."""
    (owner,) = (option.removeprefix("--label=") for option in owner_labels())
    containers = engine.run("ps", "--all", "--quiet", f"--filter=label={owner}")
    return containers + engine.run("network", "ls", "--quiet", f"--filter=label={owner}")
