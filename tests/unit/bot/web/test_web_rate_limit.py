"""The rate limit and the address it counts for."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from bot.web import rate_limit
from bot.web.rate_limit import RateLimiter, client_address

PROXY = "10.0.0.1"
TRUSTED = (ip_network("10.0.0.0/8"),)


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_address_may_ask_as_often_as_the_limit_says() -> None:
    limiter = RateLimiter(3, clock=Clock())

    assert [limiter.wait("a") for _ in range(4)] == [0, 0, 0, 60]


def test_addresses_do_not_share_a_limit() -> None:
    limiter = RateLimiter(1, clock=Clock())

    assert [limiter.wait(a) for a in ("a", "b", "a")] == [0, 0, 60]


def test_wait_says_when_the_minute_is_over() -> None:
    clock = Clock()
    limiter = RateLimiter(1, clock=clock)
    limiter.wait("a")
    clock.now = 59.5

    assert limiter.wait("a") == 1

    clock.now = 60.0
    assert limiter.wait("a") == 0


def test_a_window_may_be_longer_than_a_minute() -> None:
    clock = Clock()
    limiter = RateLimiter(1, window=3600, clock=clock)
    limiter.wait("a")
    clock.now = 60.0

    assert limiter.wait("a") == 3540

    clock.now = 3600.0
    assert limiter.wait("a") == 0


def test_refused_requests_do_not_prolong_the_wait() -> None:
    clock = Clock()
    limiter = RateLimiter(1, clock=clock)
    for clock.now in range(61):
        answer = limiter.wait("a")

    assert answer == 0


def test_without_a_limit_nobody_waits() -> None:
    limiter = RateLimiter(None, clock=Clock())

    assert {limiter.wait("a") for _ in range(1000)} == {0}


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "MOST_ADDRESSES", 2)
    limiter = RateLimiter(1, clock=Clock())
    for address in ("a", "b", "c"):
        limiter.wait(address)

    assert limiter.wait("c") == 60
    assert limiter.wait("a") == 0


@pytest.mark.parametrize(
    ("remote", "forwarded", "expected"),
    [
        ("203.0.113.9", [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),
        (PROXY, ["198.51.100.1"], "198.51.100.1"),
        (PROXY, ["6.6.6.6, 198.51.100.1"], "198.51.100.1"),
        (PROXY, ["198.51.100.1, 10.2.3.4"], "198.51.100.1"),
        (PROXY, ["6.6.6.6", "198.51.100.1"], "198.51.100.1"),
        (PROXY, ["<script>"], PROXY),
        (PROXY, [""], PROXY),
        (None, [], ""),
        ("2001:db8:1:2:3:4:5:6", [], "2001:db8:1:2::/64"),
        ("fe80::1%eth0", [], "fe80::/64"),
    ],
)
def test_client_address_believes_trusted_proxies_only(
    remote: str | None, forwarded: list[str], expected: str
) -> None:
    assert client_address(remote, forwarded, TRUSTED) == expected
