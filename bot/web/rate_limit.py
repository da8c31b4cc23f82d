"""How many requests an address may send a minute, and which address a request has."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from ipaddress import IPv6Address, ip_address, ip_network

from bot.settings import Network

WINDOW_SECONDS = 60.0
MOST_ADDRESSES = 10_000
# One household or company usually holds a whole network of this size.
IPV6_PREFIX = 64


class RateLimiter:
    """Counts requests by address, each in a window that its first request opens.

    Args:
        limit: So many requests an address has a window; None = no limit.
        window: How long a window is, in seconds: a minute.
        clock: Tells seconds that never run backwards.
    """

    def __init__(
        self,
        limit: int | None,
        *,
        window: float = WINDOW_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = limit
        self._window = window
        self._clock = clock
        # By the begin of the window, the oldest first.
        self._windows: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def wait(self, address: str) -> int:
        """Count a request; return 0 or the seconds after which to try again."""
        if self._limit is None:
            return 0
        now = self._clock()
        opened, count = self._windows.get(address, (now, 0))
        if now - opened >= self._window or not count:
            self._open(address, now)
            return 0
        if count >= self._limit:
            return max(1, math.ceil(opened + self._window - now))
        self._windows[address] = (opened, count + 1)
        return 0

    def _open(self, address: str, now: float) -> None:
        self._windows[address] = (now, 1)
        self._windows.move_to_end(address)
        if len(self._windows) > MOST_ADDRESSES:
            self._windows.popitem(last=False)


def client_address(
    remote: str | None, forwarded_for: Sequence[str], trusted: Sequence[Network]
) -> str:
    """Return the address to count a request for.

    Args:
        remote: The other end of the connection.
        forwarded_for: Values of the `X-Forwarded-For` header; they are read from the
            right, as long as the address before was a trusted proxy.
        trusted: The proxies.
    """
    address = remote or ""
    hops = [hop.strip() for value in forwarded_for for hop in value.split(",")]
    while hops and _is_in(address, trusted) and _is_address(hops[-1]):
        address = hops.pop()
    return _bucket(address)


def is_trusted(remote: str | None, trusted: Sequence[Network]) -> bool:
    """Whether the other end of a connection is one of the proxies."""
    return _is_in(remote or "", trusted)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_in(text: str, networks: Sequence[Network]) -> bool:
    return _is_address(text) and any(ip_address(text) in n for n in networks)


def _bucket(text: str) -> str:
    if not _is_address(text) or not isinstance(ip_address(text), IPv6Address):
        return text
    plain = text.partition("%")[0]
    return str(ip_network((plain, IPV6_PREFIX), strict=False))
