"""The command line: ``python hooks VERB``, run from the root of the repository."""

from __future__ import annotations

import sys

from demos.command_line import main

sys.exit(main(sys.argv[1:]))
