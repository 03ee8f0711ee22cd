"""A packet is judged by the rules as iptables does."""

import pytest
from demos.errors import DemoError
from demos.figures.netfilter import Packet, Step, follow, read_tables, travel

OUTSIDE = Packet("198.51.100.1", "192.0.2.2", 8080, "tcp", "eth0")


def judged(*rules, packet=OUTSIDE, chains=("FORWARD", "MINE")):
    """The verdict and the rules that led to it, in the filter table."""
    text = "*filter\n" + "".join(f":{chain} -\n" for chain in chains)
    return follow(read_tables(text + "\n".join(rules)), "filter", "FORWARD", packet)


@pytest.mark.parametrize(
    ("match", "holds"),
    [
        ("-p tcp", True),
        ("-p udp", False),
        ("! -p udp", True),
        ("-i eth0", True),
        ("-i eth+", True),
        ("! -i docker0", True),
        ("-o docker0", False),
        ("-d 192.0.2.0/24", True),
        ("! -d 127.0.0.0/8", True),
        ("-s 172.17.0.0/16", False),
        ("-p tcp -m tcp --dport 8080", True),
        ("-p tcp -m tcp --dport 8000:8100", True),
        ("-p tcp -m tcp --dport 80", False),
        ("-p tcp -m multiport --dports 80,8080", True),
        ("-m addrtype --dst-type LOCAL", True),
        ("-m conntrack --ctstate RELATED,ESTABLISHED", False),
        ("-m conntrack --ctstate NEW,RELATED", True),
        ('-m comment --comment "a word" -i eth0', True),
    ],
)
def test_matches(match, holds):
    """What Docker and its users write."""
    verdict, _ = judged(f"-A FORWARD {match} -j ACCEPT")
    assert verdict == ("ACCEPT" if holds else "")


def test_only_rules_on_the_way_are_told():
    """A chain that is left undecided is no step; RETURN leaves it."""
    verdict, steps = judged(
        "-A FORWARD -j MINE",
        "-A FORWARD -j OTHER",
        "-A MINE -j RETURN",
        "-A MINE -j DROP",
        "-A OTHER -i eth0 -j ACCEPT",
        chains=("FORWARD", "MINE", "OTHER"),
    )
    assert verdict == "ACCEPT"
    assert steps == [
        Step("filter", "FORWARD", "-A FORWARD -j OTHER"),
        Step("filter", "OTHER", "-A OTHER -i eth0 -j ACCEPT"),
    ]


def test_a_rule_that_only_counts_changes_nothing():
    """It has no target."""
    assert judged("-A FORWARD -i eth0", "-A FORWARD -j LOG") == ("", [])


def test_what_is_not_known_is_not_guessed():
    """The rule is named."""
    with pytest.raises(DemoError, match=r"cannot judge “--mark” in the rule -A FORWARD -m mark"):
        judged("-A FORWARD -m mark --mark 1 -j DROP")


def test_the_translated_port_is_looked_up_behind_the_bridge():
    """A packet leaves by the bridge of the container that it is sent on to."""
    tables = read_tables(
        "*nat\n:PREROUTING ACCEPT\n-A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination "
        "172.18.0.9:80\n*filter\n:FORWARD DROP\n-A FORWARD -o br-1 -p tcp --dport 80 -j ACCEPT\n"
    )
    journey = travel(tables, OUTSIDE, {"172.18.0.9": "br-1"})
    assert journey is not None
    assert (journey.destination, journey.port, journey.arrived) == ("172.18.0.9", 80, True)
    assert len(journey.steps) == 2


def test_raw_comes_first():
    """Docker drops there what would reach a published loopback port from outside."""
    tables = read_tables("*raw\n-A PREROUTING -d 192.0.2.2/32 ! -i lo -j DROP\n")
    journey = travel(tables, OUTSIDE, {})
    assert journey is not None
    assert not journey.arrived
