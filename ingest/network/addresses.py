"""Which IP addresses are public, by IANA's registries and not by the Python that runs this.

Older Pythons call some special addresses global (3.11 a cloud's metadata service, for one).
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

# IANA's IPv4 and IPv6 Special-Purpose Address Registries: a block, and whether it's globally
# reachable. Of blocks inside one another the smallest decides. Blocks that the registries call
# "N/A" (Teredo, 6to4: they tunnel to any address) count as not reachable, and so do multicast and
# the blocks that were special once.
SPECIAL: dict[str, bool] = {
    "0.0.0.0/8": False,  # "this network"
    "0.0.0.0/32": False,
    "10.0.0.0/8": False,
    "100.64.0.0/10": False,  # shared by a provider's customers
    "127.0.0.0/8": False,
    "169.254.0.0/16": False,  # link-local, also a cloud's metadata
    "172.16.0.0/12": False,
    "192.0.0.0/24": False,  # protocol assignments, also a cloud's metadata
    "192.0.0.0/29": False,
    "192.0.0.8/32": False,
    "192.0.0.9/32": True,
    "192.0.0.10/32": True,
    "192.0.0.170/32": False,
    "192.0.0.171/32": False,
    "192.0.2.0/24": False,  # documentation
    "192.31.196.0/24": True,
    "192.52.193.0/24": True,
    "192.88.99.0/24": False,  # 6to4 relays, once
    "192.168.0.0/16": False,
    "192.175.48.0/24": True,
    "198.18.0.0/15": False,  # benchmarks
    "198.51.100.0/24": False,  # documentation
    "203.0.113.0/24": False,  # documentation
    "224.0.0.0/4": False,  # multicast
    "240.0.0.0/4": False,
    "255.255.255.255/32": False,
    "::/128": False,
    "::1/128": False,
    "64:ff9b:1::/48": False,  # NAT64, local use
    "100::/64": False,  # discard
    "100:0:0:1::/64": False,  # dummy
    "2001::/23": False,  # protocol assignments
    "2001::/32": False,  # Teredo
    "2001:1::1/128": True,
    "2001:1::2/128": True,
    "2001:1::3/128": True,
    "2001:2::/48": False,  # benchmarks
    "2001:3::/32": True,
    "2001:4:112::/48": True,
    "2001:10::/28": False,  # ORCHID, once
    "2001:20::/28": True,
    "2001:30::/28": True,
    "2001:db8::/32": False,  # documentation
    "2002::/16": False,  # 6to4
    "2620:4f:8000::/48": True,
    "3fff::/20": False,  # documentation
    "5f00::/16": False,  # segment routing
    "fc00::/7": False,
    "fe80::/10": False,
    "fec0::/10": False,  # site-local, once
    "ff00::/8": False,  # multicast
}
_SPECIAL = sorted(
    ((ip_network(block), reachable) for block, reachable in SPECIAL.items()),
    key=lambda row: -row[0].prefixlen,
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")  # all that IANA has given out; the rest leads nowhere
_NAT64 = IPv6Network("64:ff9b::/96")  # holds an IPv4 address, which is where it leads (RFC 6052)
_PRIVATE = tuple(
    ip_network(block)
    for block in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",  # also a private overlay's
        "::1/128",
        "fc00::/7",
    )
)


def is_public(address: str) -> bool:
    """Tell whether the IP address is on the public internet."""
    ip = _unmapped(address)
    if isinstance(ip, IPv6Address) and ip in _NAT64:
        ip = IPv4Address(int(ip) & 0xFFFF_FFFF)
    if isinstance(ip, IPv6Address) and ip not in _GLOBAL_UNICAST:
        return False
    return next((reachable for block, reachable in _SPECIAL if _is_in(ip, [block])), True)


def is_private(address: str) -> bool:
    """Tell whether the IP address belongs to this machine or a private network."""
    return _is_in(_unmapped(address), _PRIVATE)


def _unmapped(address: str) -> IPv4Address | IPv6Address:
    ip = ip_address(address)
    return (ip.ipv4_mapped or ip) if isinstance(ip, IPv6Address) else ip


def _is_in(ip: IPv4Address | IPv6Address, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    return any(ip in network for network in networks if network.version == ip.version)
