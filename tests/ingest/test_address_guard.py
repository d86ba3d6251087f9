from collections.abc import Iterable
from ipaddress import ip_network
from typing import Any

import httpcore2
import pytest

from ingest.network.address_guard import Deadline, ForbiddenAddress, GuardedBackend
from ingest.network.addresses import SPECIAL, is_private, is_public

PUBLIC = "93.184.215.14"


class RecordingBackend(httpcore2.NetworkBackend):
    """Connects to nothing and remembers where it was told to."""

    def __init__(self, dead: Iterable[str] = ()) -> None:
        self.asked: list[str] = []
        self._dead = set(dead)

    def connect_tcp(self, host: str, *_: Any, **__: Any) -> httpcore2.NetworkStream:
        self.asked.append(host)
        if host in self._dead:
            raise httpcore2.ConnectError
        return httpcore2.MockStream([])


def a_backend(
    *answers: str, private: bool = False, dead: Iterable[str] = ()
) -> tuple[GuardedBackend, RecordingBackend]:
    recorder = RecordingBackend(dead)
    backend = GuardedBackend(
        deadline=Deadline(5),
        resolver=lambda _host, _port: answers,
        allow_private_addresses=private,
        connector=recorder,
    )
    return backend, recorder


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "::1",
        "::",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "3fff::1",
        "5f00::1",
        "2001:db8::1",
        "240.0.0.1",
        "192.0.0.192",  # a cloud's metadata
        "::ffff:0:7f00:1",  # translated (RFC 2765)
        "::ffff:a9fe:a9fe",
        "64:ff9b::a9fe:a9fe",
        "4000::1",  # not given out
    ],
)
def test_addresses_that_are_not_of_the_open_internet_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("block", SPECIAL)
def test_every_special_block_is_judged_by_the_registry(block: str) -> None:
    network = ip_network(block)
    ends = {network.network_address, network.broadcast_address}
    inner = [ip_network(other) for other in SPECIAL if other != block]
    for ip in ends:
        if any(ip in other and other.prefixlen > network.prefixlen for other in inner):
            continue  # a smaller block decides
        assert is_public(str(ip)) is SPECIAL[block]


@pytest.mark.parametrize("block", ["10.0.0.0/8", "192.0.0.0/24", "2001::/23", "fc00::/7"])
def test_the_neighbours_of_a_special_block_are_what_they_are(block: str) -> None:
    network = ip_network(block)
    before, after = network.network_address - 1, network.broadcast_address + 1
    expected = {
        "10.0.0.0/8": (True, True),
        "192.0.0.0/24": (True, True),
        "2001::/23": (True, True),
        "fc00::/7": (False, False),
    }
    assert (is_public(str(before)), is_public(str(after))) == expected[block]


@pytest.mark.parametrize(
    "address",
    [
        PUBLIC,
        "1.1.1.1",
        "2606:4700:4700::1111",
        "::ffff:1.1.1.1",
        "64:ff9b::101:101",  # 1.1.1.1, seen from a network that has IPv6 alone
    ],
)
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", ["169.254.169.254", "0.0.0.0", "224.0.0.1", "fe80::1", "::"])
def test_no_setting_opens_link_local_and_special_addresses(address: str) -> None:
    backend, recorder = a_backend(address, private=True)
    assert not is_private(address)
    with pytest.raises(ForbiddenAddress):
        backend.connect_tcp("trap.example", 80)
    assert recorder.asked == []


def test_the_checked_address_is_the_one_connected_to() -> None:
    backend, recorder = a_backend(PUBLIC)
    backend.connect_tcp("example.org", 443)
    assert recorder.asked == [PUBLIC]


def test_a_name_is_resolved_once_so_that_no_second_answer_counts() -> None:
    answers = iter([(PUBLIC,), ("127.0.0.1",)])
    recorder = RecordingBackend()
    backend = GuardedBackend(
        deadline=Deadline(5),
        resolver=lambda _host, _port: next(answers),
        allow_private_addresses=False,
        connector=recorder,
    )
    backend.connect_tcp("rebinding.example", 80)
    assert recorder.asked == [PUBLIC]
    assert next(answers) == ("127.0.0.1",)


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    backend, recorder = a_backend(PUBLIC, "192.168.1.1")
    with pytest.raises(ForbiddenAddress):
        backend.connect_tcp("rebinding.example", 80)
    assert recorder.asked == []


def test_a_dead_address_gives_way_to_the_next() -> None:
    backend, recorder = a_backend("2606:4700:4700::1111", PUBLIC, dead=["2606:4700:4700::1111"])
    backend.connect_tcp("example.org", 443)
    assert recorder.asked == ["2606:4700:4700::1111", PUBLIC]


def test_private_addresses_are_reached_when_allowed() -> None:
    backend, recorder = a_backend("192.168.1.20", private=True)
    backend.connect_tcp("nas.example", 80)
    assert recorder.asked == ["192.168.1.20"]
