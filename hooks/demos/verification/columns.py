"""What words are, told by the column of a table they stand in.

Only tables whose columns are parted by blanks (ps, top, lsns, iptables) need
this: what docker's own tables hold is told by its form.
"""

from __future__ import annotations

import re

from demos.verification.clocks import CLOCK
from demos.verification.kinds import Kind

COLUMNS = {
    **dict.fromkeys(
        ("PID", "PPID", "TGID", "PGID", "SID", "LWP", "TID", "SPID", "TPGID"), Kind.PID
    ),
    "NS": Kind.INODE,
    **dict.fromkeys(("TTY", "TT"), Kind.TTY),
    **dict.fromkeys(("STIME", "START", "STARTED"), Kind.CLOCK),
    **dict.fromkeys(("TIME", "TIME+", "ELAPSED", "CPUTIME"), Kind.CPU_TIME),
    **dict.fromkeys(("%CPU", "%MEM", "C", "CPU"), Kind.GAUGE),
    **dict.fromkeys(("VSZ", "RSS", "SZ", "VIRT", "RES", "SHR", "pkts", "bytes"), Kind.GAUGE),
    **dict.fromkeys(("STAT", "S"), Kind.STATE),
}
_KNOWN = set(COLUMNS) | {"USER", "UID", "COMMAND", "CMD", "TYPE", "NPROCS", "PR", "NI", "target"}
_CELL = re.compile(rf"(?:{CLOCK})(?!\S)|\S+")
_FORMS = {
    Kind.PID: r"\d+",
    Kind.INODE: r"\d+",
    Kind.TTY: r"pts/\d+",
    Kind.CLOCK: rf"(?:{CLOCK})|[A-Z][a-z]{{2}}\d\d",
    Kind.CPU_TIME: r"(?:\d+-)?(?:\d+:)*\d+(?:\.\d+)?",
    Kind.GAUGE: r"\d+(?:\.\d+)?[kKmMgGt]?",
    Kind.STATE: r"[RSDITtZXW][<NLsl+]*",
}
# Rows of a table whose header a grep has taken away.
_AUX = re.compile(r"\S+ +\d+ +\d+(?:\.\d)? +\d+\.\d +\d+ +\d+ +\S+ +[A-Z]\S* +\S+ +\d+:\d\d ")
_EF = re.compile(r"\S+ +\d+ +\d+ +\d+ +\S+ +\S+ +\d\d:\d\d:\d\d ")
_AUX_HEADER = (
    *("USER", "PID", "%CPU", "%MEM", "VSZ", "RSS", "TTY", "STAT", "START", "TIME", "COMMAND"),
)
_EF_HEADER = ("UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD")

Header = tuple[str, ...]


def header_of(line: str) -> Header:
    """The names of the columns if ``line`` is a header, else ()."""
    names = tuple(line.split())
    known = sum(name in _KNOWN for name in names)
    most = known * 2 > len(names) or (line.isupper() and names[0] in COLUMNS)
    return names if known and most and not any(map(str.isdecimal, names)) else ()


def row_header(line: str) -> Header:
    """The header that a row shows by its form alone, else ()."""
    if _AUX.match(line):
        return _AUX_HEADER
    return _EF_HEADER if _EF.match(line) else ()


def cells(line: str, header: Header) -> list[tuple[Kind, int, int]]:
    """The words of a row with their kinds, start and end, where the column tells one."""
    found = []
    for name, match in zip(header, _CELL.finditer(line), strict=False):
        kind = COLUMNS.get(name)
        if kind is not None and re.fullmatch(_FORMS[kind], match.group()):
            found.append((kind, match.start(), match.end()))
    return found
