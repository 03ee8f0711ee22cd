"""Demo hosts that boot while demos run on others; each is handed out once.

A spare host is not paused. Idle it takes a thousandth of a core and starts no process,
and after three minutes of a pause systemd would restart its journal (WatchdogSec=).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

from demos.engine import Engine
from demos.host import DemoHost
from demos.stop import Stop


class HostPool:
    """Boots hosts for the demos to come from the first that is taken on; to be closed.

    ``stores`` says for each demo, in order, whether its host has images from the start.
    At most ``spares`` hosts boot or wait at a time, none beyond what ``stores`` asks for.
    ``stop`` ends the boots early.
    """

    def __init__(
        self,
        engine: Engine,
        stores: Iterable[bool] = (),
        spares: int = 0,
        stop: Stop | None = None,
    ) -> None:
        self._engine = engine
        self._stop = stop
        self._needed = deque(stores)
        self._spares = spares
        self._ahead: list[tuple[bool, Future[DemoHost]]] = []
        self._executor = ThreadPoolExecutor(max(1, spares), thread_name_prefix="boot")
        self._lock = Lock()

    def take(self, *, preloaded: bool) -> DemoHost:
        """A host for one demo, which is the caller's to stop; another begins to boot.

        Waits for one that is booting, and boots one here where none is.
        Raises DemoError when the host does not start.
        """
        spare = self._claim(preloaded)
        # One that waits its turn is booted sooner by who needs it.
        if spare is None or spare.cancel():
            return self._boot(preloaded)
        return spare.result()

    def close(self) -> None:
        """Boot no more, and remove the hosts that nobody took."""
        with self._lock:
            self._needed.clear()
            left, self._ahead = self._ahead, []
        self._executor.shutdown(cancel_futures=True)
        for _, spare in left:
            # One that failed has removed itself, and nobody is there to be told.
            if not spare.cancelled() and spare.exception() is None:
                spare.result().stop()

    def _claim(self, preloaded: bool) -> Future[DemoHost] | None:
        """The spare for this demo, if there is one; its place goes to the next."""
        with self._lock:
            claimed = next((spare for spare in self._ahead if spare[0] == preloaded), None)
            if claimed:
                self._ahead.remove(claimed)
            elif preloaded in self._needed:
                self._needed.remove(preloaded)
            self._fill()
        return claimed[1] if claimed else None

    def _fill(self) -> None:
        while self._needed and len(self._ahead) < self._spares:
            preloaded = self._needed.popleft()
            self._ahead.append((preloaded, self._executor.submit(self._boot, preloaded)))

    def _boot(self, preloaded: bool) -> DemoHost:
        return DemoHost.start(self._engine, preloaded=preloaded, stop=self._stop)
