"""Which process or container every number and name on a page means."""

from __future__ import annotations

from demos.mentions.demo import Mentioned, StepMentions, find_mentioned
from demos.mentions.printed import Mention
from demos.mentions.register import Register, register_things
from demos.mentions.things import Known, Thing

__all__ = [
    "Known",
    "Mention",
    "Mentioned",
    "Register",
    "StepMentions",
    "Thing",
    "find_mentioned",
    "register_things",
]
