"""What words are, told by their form and by what stands around them.

The groups of a pattern are the words; without a group it is the whole match.
Earlier patterns win. ``only`` narrows a pattern to the commands that it
matches.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from demos.verification.clocks import CLOCK
from demos.verification.kinds import HOST, NESTED, Kind

# The scope of the step: its container's, or the host's.
STEP = "step"
# The adjectives of moby/internal/namesgenerator.
_ADJECTIVES = (
    "admiring|adoring|affectionate|agitated|amazing|angry|awesome|beautiful|blissful|bold|boring"
    "|brave|busy|charming|clever|compassionate|competent|condescending|confident|cool|cranky|crazy"
    "|dazzling|determined|distracted|dreamy|eager|ecstatic|elastic|elated|elegant|eloquent|epic"
    "|exciting|fervent|festive|flamboyant|focused|friendly|frosty|funny|gallant|gifted|goofy"
    "|gracious|great|happy|hardcore|heuristic|hopeful|hungry|infallible|inspiring|intelligent"
    "|interesting|jolly|jovial|keen|kind|laughing|loving|lucid|magical|modest|musing|mystifying"
    "|naughty|nervous|nice|nifty|nostalgic|objective|optimistic|peaceful|pedantic|pensive|practical"
    "|priceless|quirky|quizzical|recursing|relaxed|reverent|romantic|sad|serene|sharp|silly|sleepy"
    "|stoic|strange|stupefied|suspicious|sweet|tender|thirsty|trusting|unruffled|upbeat|vibrant"
    "|vigilant|vigorous|wizardly|wonderful|xenodochial|youthful|zealous|zen"
)
_UNITS = "second|minute|hour|day|week|month|year"
_AGE = rf"(?:Less than a second|About an? (?:minute|hour)|\d+ (?:{_UNITS})s?)"
_SIZE = r"\d+(?:\.\d+)?(?:e\+\d+)?\s?(?:[kKMGT]i?)?B"


@dataclass(frozen=True)
class Pattern:
    """A form of words of one ``kind``; see the module for the rest."""

    kind: Kind
    regex: re.Pattern[str]
    scope: str = HOST
    only: re.Pattern[str] | None = None


def _pattern(kind: Kind, regex: str, scope: str = HOST, only: str = "") -> Pattern:
    return Pattern(kind, re.compile(regex), scope, re.compile(only) if only else None)


_STATS = r"\bstats\b"
_TREE = r"\bpstree\b"
_PIDS = r"\.State\.Pid\b|\bpidof\b|\bpgrep\b|\$\$|\$!|\$PPID|\.pid\b"
_IP = r"\bip\b"
_GAUGES = (
    r"^(?:uptime|w|free|vmstat|iostat|top|df|nproc)\b"
    r"|/proc/(?:meminfo|stat|loadavg|uptime|vmstat|diskstats|interrupts|net/dev)\b"
    r"|\b(?:memory|cpu|cpuacct|pids|io|blkio)\.(?:current|usage\w*|stat|peak|max_usage\w*|pressure)"
    r"|\bdf\b|\bfree\b|\bnstat\b"
)

PATTERNS = (
    _pattern(Kind.INSTANT, r"btime (\d+)"),
    _pattern(Kind.GAUGE, r"\bup +(\S.*?), +(\d+) users?\b"),
    _pattern(Kind.WORDS, r"^ *Runtimes: (.*)$", HOST, r"\bdocker (?:system )?info\b"),
    _pattern(Kind.ID, r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b"),
    _pattern(
        Kind.ID,
        r"(?<![0-9A-Za-z])(?:[0-9a-f]{12}(?![0-9A-Za-z])|(?=\d*[a-f])[0-9a-f]{13,64}(?![0-9A-Za-z]))",
    ),
    _pattern(Kind.MAC, r"\b(?!00:00:00:00|ff:ff:ff:ff)(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b"),
    _pattern(Kind.AGE, rf"(?<=Up )(?:{_AGE})|{_AGE}(?= ago\b)"),
    _pattern(Kind.GAUGE, r"((?:\d+(?:us|ms|s|min|h|d) ?)+)(?= ago\b)"),
    _pattern(Kind.CLOCK, CLOCK),
    _pattern(
        Kind.ADDRESS,
        r"(?<![\d.])(?!127\.|0\.|255\.|192\.0\.2\.|224\.|239\.)(?:\d{1,3}\.){3}\d{1,3}(?![\d.])",
    ),
    _pattern(Kind.ADDRESS, r"\b(?:fe80|fd[0-9a-f]{2}):[0-9a-f:]+"),
    _pattern(Kind.INTERFACE, r"\bveth[0-9a-f]{6,8}\b"),
    _pattern(Kind.TEMPORARY, r"\btmp\.\w{6,}"),
    _pattern(Kind.LAYER, r"\b(?=[A-Z]*\d)[A-Z0-9]{26}\b"),
    _pattern(Kind.UNIT, r"\brun-(?:p\d+-i\d+|u\d+|r[0-9a-f]+)(?=\.(?:service|scope))"),
    _pattern(Kind.INODE, r"\b[a-z_]+:\[(\d+)\]"),
    _pattern(Kind.INODE, r"(?:Inode:|\"?[Ii]node\"?[:=]) *(\d+)"),
    _pattern(Kind.DEVICE, r"Device: (\S+)"),
    _pattern(Kind.PID, r"/proc/(\d+)\b", STEP),
    _pattern(Kind.PID, r"(?:^|:)NS(?:pid|tgid|pgid|sid):\s+(\d+)", STEP),
    _pattern(Kind.PID, r"(?:^|:)NS(?:pid|tgid|pgid|sid):\s+\d+\s+(\d+)", NESTED),
    _pattern(Kind.PID, r"\b(?:P?[Pp]id|Tgid|Ngid|TracerPid|PID)\"?\s*[:= ]\s*(\d+)", STEP),
    _pattern(
        Kind.PID, r"\[pid +(\d+)\]|^(?:\[pid +\d+\] |\d+ )?(?:clone|fork|vfork)\b.*= (\d+)$", STEP
    ),
    _pattern(
        Kind.PID,
        r"(?:worker|received from|process) (?:process )?(\d{1,7})\b",
        STEP,
        r"\blogs?\b|journalctl",
    ),
    _pattern(Kind.PID, r"strace: Process (\d+) (?:at|de)tached", STEP),
    _pattern(Kind.PID, r"\b(\d+)#(\d+): ", STEP),
    _pattern(Kind.PID, r"^\[\d+\][-+ ] *(\d+)\b", STEP),
    _pattern(Kind.PID, r"[\w.:+}-],(\d+)\b|[\w.:+}-]\((\d+)\)", HOST, _TREE + r"|systemd-cgls"),
    _pattern(Kind.PID, r"[─ ](\d+) ", HOST, r"systemd-cgls|systemctl status"),
    _pattern(Kind.GAUGE, r"(\d+)\*\[\{", HOST, _TREE),
    _pattern(Kind.PID, r"(?<![\w.])(\d+)(?![\w.])", STEP, _PIDS),
    _pattern(Kind.PID, r"^(\d+) \(.*\) \S (\d+) (\d+) (\d+) ", STEP, r"/stat\b"),
    _pattern(
        Kind.GAUGE, r"(?<=\s)-?\d+(?=\s|$)", HOST, r"/proc/\S+/(?:stat|sched|io|smaps\w*|statm)\b"
    ),
    _pattern(
        Kind.GAUGE, r"_ctxt_switches:\s+(\d+)|^(?:Vm|Rss|Hugetlb)\w+:\s+(\d+) kB|^SigQ:\s+(\d+)/"
    ),
    _pattern(Kind.MOUNT, r"^(\d+) (\d+) \d+:\d+ /"),
    _pattern(Kind.DEVICE, r"^\d+ \d+ (\d+:\d+) /"),
    _pattern(Kind.PEER, r"\b(?:shared|master|propagate_from):(\d+)"),
    _pattern(Kind.INDEX, r"^(\d+): (?=[\w.@-]+:)", STEP, _IP),
    _pattern(Kind.INDEX, r"@if(\d+)", NESTED, _IP),
    _pattern(Kind.GAUGE, r"\b(\d+) packets, (\d+) bytes", HOST, r"\biptables\b"),
    _pattern(Kind.GAUGE, r"\[(\d+):(\d+)\]", HOST, r"\biptables"),
    _pattern(Kind.GAUGE, r"(?:Memory|CPU|Tasks|IO|IP): (\S.*)$", HOST, r"systemctl status"),
    _pattern(Kind.TTY, r"\bpts/\d+", STEP),
    _pattern(Kind.GAUGE, r"^\d\d$", HOST, r"\bdate \+%[SMNs]\b"),
    _pattern(Kind.DURATION, r"\b\d+m\d+\.\d+s\b"),
    _pattern(Kind.DURATION, r"(?<=[=/ ])\d+\.\d+(?=/\d+\.\d)|(?<![\w.])\d+(?:\.\d+)? m?s\b"),
    _pattern(Kind.DURATION, r"(?<![\w.])\d+(?:\.\d+)?(?:ns|µs|us|ms)\b|(?<![\w.])\d+\.\d+s\b"),
    _pattern(Kind.DURATION, r"^#\d+ (\d+\.\d+) ", HOST, r"\bbuild\b"),
    _pattern(Kind.DURATION, r"\b\d+\.\d+\b", HOST, r"time_\w+\}"),
    _pattern(Kind.CAPACITY, rf"(?<=/ )({_SIZE})\b", HOST, _STATS),
    _pattern(Kind.SIZE, rf"(?<![\w.])({_SIZE})\b", HOST, _STATS),
    _pattern(Kind.PERCENT, r"(?<![\w.])\d+(?:\.\d+)?%", HOST, _STATS),
    _pattern(Kind.GENERATED, rf"(?<![a-z_])(?:{_ADJECTIVES})_[a-z]+\d?(?![\w])"),
    _pattern(Kind.GAUGE, r"(?<![\w.])(\d+(?:\.\d+)?)(?:[kKMGT]i?B?|%)?(?![\w.])", HOST, _GAUGES),
    _pattern(
        Kind.PORT,
        r"(?<![\w.])(?:3276[89]|327[7-9]\d|32[89]\d\d|3[3-9]\d{3}|[45]\d{4}|60\d{3})(?![\w.])",
    ),
    _pattern(Kind.POINTER, r"\b0x[0-9a-f]{5,}\b"),
    _pattern(Kind.VERSION, r"(?<![\w.])(?!(?:\d{1,3}\.){3}\d)v?\d+\.\d+\.\d+[\w.+~-]*"),
)
"""Every form of word that may differ between two runs."""
