"""The engine of this machine, and demo hosts on it."""

from collections.abc import Iterator

import pytest
from demos.engine import Engine, find_engine
from demos.host import DemoHost
from demos.host_image import build_host_image


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine, after it has built the demo host's image."""
    found = find_engine()
    build_host_image(found, print)
    return found


@pytest.fixture
def host(engine: Engine) -> Iterator[DemoHost]:
    """A fresh demo host with all images."""
    with DemoHost.start(engine) as started:
        yield started
