"""``network``: who hangs on which bridge by which pair, and a packet's way to a port."""

import pytest
from demos.errors import DemoError
from demos.figures.interfaces import address_of
from demos.figures.network import probe
from figure_cases import case, classes, dot, svg, twin


def test_two_containers_on_one_bridge():
    """The ends of a pair keep each other's index; both ports have their docker-proxy."""
    facts = case("network_port").facts()
    assert [bridge["name"] for bridge in facts["bridges"]] == ["docker0"]
    web, cli = facts["spaces"]
    for space, end in zip((web, cli), facts["bridges"][0]["ends"], strict=True):
        assert space["interfaces"][0]["peer"] == end["index"]
        assert space["gateway"] == "172.17.0.1"
    assert facts["ports"][0]["host_port"] == 8080
    assert all(port["proxy"] for port in facts["ports"])


def test_the_way_of_a_packet():
    """Through the rules that decide, in their order; from the host itself through docker-proxy."""
    facts = case("network_port").facts()
    steps = facts["way"]["journey"]["steps"]
    assert [(step["table"], step["chain"]) for step in steps] == [
        ("nat", "PREROUTING"),
        ("nat", "DOCKER"),
        ("filter", "FORWARD"),
        ("filter", "DOCKER-FORWARD"),
        ("filter", "DOCKER-BRIDGE"),
        ("filter", "DOCKER"),
    ]
    lines = twin("network", facts, "zh").splitlines()
    assert "1. 从外面来：发往 192.0.2.2:8080" in lines
    assert "8. 到达容器 web：172.17.0.2:80" in lines
    assert lines[-3] == "1. 从主机自己来：发往 127.0.0.1:8080"
    assert lines[-2].startswith("2. docker-proxy PID ")


def test_a_port_on_the_loopback_alone():
    """Nothing takes a packet from outside; the host itself gets in."""
    facts = case("network_loopback").facts()
    assert facts["way"]["journey"] is None
    lines = twin("network", facts).splitlines()
    assert "2. no rule takes a packet from outside" in lines
    assert lines[-1] == "3. Arrives in container web: 172.17.0.2:80"


def test_other_modes():
    """Two bridges and two interfaces, no network, the host's network."""
    facts = case("network_modes").facts()
    assert [bridge["network"] for bridge in facts["bridges"]] == ["front", "bridge"]
    fr, none, hosty, _ = facts["spaces"]
    assert [link["bridge"] for link in fr["interfaces"]][1] == "docker0"
    assert (none["interfaces"], none["gateway"], none["host"]) == ([], "", False)
    assert hosty == {"containers": ["hosty"], "host": True, "gateway": "", "interfaces": []}
    text = twin("network", facts)
    assert "hosty: uses the host's network" in text
    assert "container none\n   only lo, no other interface" in text


def test_a_shared_network_is_one_frame():
    """`--network container:web` is in web's namespace."""
    one = case("network_port")
    inspect = one.commands("inspect -- cli")[0]
    key = one.answers[one.commands("inspect -- web")[0]][0].partition('SandboxKey":"')[2]
    mine = one.answers[inspect][0].partition('SandboxKey":"')[2].partition('"')[0]
    one.answers[inspect] = [one.answers[inspect][0].replace(mine, key.partition('"')[0])]
    spaces = one.facts()["spaces"]
    assert [space["containers"] for space in spaces] == [["web", "cli"]]
    assert "container web, cli" in twin("network", one.facts())


def test_the_drawing_shows_pairs():
    """A line for each pair, a frame for each container and the host."""
    facts = case("network_modes").facts()
    assert dot("network", facts).count("class=pair") == 3
    assert {"bridge", "veth", "port", "container", "half"} <= classes(svg("network", facts))


def test_without_a_port_no_way_is_drawn():
    """Only what was asked for."""
    facts = case("network_modes").facts()
    assert facts["way"] is None
    assert "rule" not in classes(svg("network", facts))


def test_a_published_port_without_a_proxy():
    """Docker may be told to do without docker-proxy."""
    one = case("network_port")
    one.answers[one.commands("pgrep")[0]] = []
    lines = twin("network", one.facts()).splitlines()
    assert not [line for line in lines if "docker-proxy" in line or "host itself" in line]


def test_a_port_on_version_6_of_ip():
    """Its address stands in brackets, and no way is drawn to it."""
    one = case("network_port")
    one.replace('"HostIp":"0.0.0.0"', '"HostIp":"::"')
    facts = one.facts("web")
    assert "[::]:8080 → web 80/tcp" in twin("network", facts)
    with pytest.raises(DemoError, match="publishes port 8080/tcp"):
        one.facts("web", "port 8080")


def test_a_dropped_packet():
    """A rule of the administrator's comes first."""
    one = case("network_port")
    rules = one.answers[one.commands("iptables-save")[0]]
    rules.insert(rules.index("-A FORWARD -j DOCKER-USER"), "-A FORWARD -p tcp -j DROP")
    text = twin("network", one.facts())
    assert "filter FORWARD: -p tcp -j DROP" in text
    assert "5. dropped" in text


def test_an_interface_without_an_address():
    """It has a name and an index all the same."""
    assert (
        address_of({"addr_info": [{"family": "inet6", "local": "fe80::1", "prefixlen": 64}]}) == ""
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "this figure names no container"),
        (("port 80",), "this figure names no container"),
        (("web", "port x"), "“port x” names no port"),
        (("web", "port 80 90"), "“port 80 90” names no port"),
        (("web", "port 80/icmp"), "“port 80/icmp” names no port"),
        (("web cli", "port 9999"), "none of these containers publishes port 9999/tcp"),
        (("web cli", "port 8080/udp"), "none of these containers publishes port 8080/udp"),
    ],
)
def test_arguments_that_name_nothing(arguments, message):
    """Refused."""
    with pytest.raises(DemoError, match=message):
        case("network_port").facts(*arguments) if arguments else probe(lambda command: "", (), {})


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("[]", "there is no container “web” at this point"),
        ('[{"Name": "/web", "Pid": 0, "SandboxKey": ""}]', "the container “web” is not running"),
    ],
)
def test_a_container_that_does_not_run(answer, message):
    """It has no interfaces."""
    one = case("network_port")
    one.answers[one.commands("inspect -- web")[0]] = [answer]
    with pytest.raises(DemoError, match=message):
        one.facts()


def test_a_namespace_that_cannot_be_entered():
    """No answer is not the same as no interface."""
    one = case("network_port")
    one.answers[one.commands("ip -json address")[1]] = []
    with pytest.raises(DemoError, match="cannot be entered"):
        one.facts()
