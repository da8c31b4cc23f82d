"""The district's colours as CSS, moved so far that text in them stays readable."""

from __future__ import annotations

import re
from collections.abc import Mapping

LIGHT_PAPER = "#ffffff"
DARK_PAPER = "#1b211d"
WHITE = "#ffffff"
BLACK = "#000000"
# WCAG AA asks for 4.5; tinted surfaces take a little of it.
CONTRAST = 5.5
STEPS = 20
FALLBACK = {"primary": "#1b5e20", "accent": "#8a4b00"}
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def district_css(colors: Mapping[str, str]) -> str:
    """Return the custom properties of a district for light and dark pages."""
    primary = _valid(colors, "primary")
    accent = _valid(colors, "accent")
    light = _properties(primary, accent, LIGHT_PAPER, toward=BLACK)
    dark = _properties(primary, accent, DARK_PAPER, toward=WHITE)
    return (
        f":root {{ {light} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
    )


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours as WCAG defines it."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(color: str, background: str, *, toward: str) -> str:
    """Return the nearest mix of a colour with another that stands out enough."""
    mixes = (_mixed(color, toward, step / STEPS) for step in range(STEPS + 1))
    return next((m for m in mixes if contrast(m, background) >= CONTRAST), toward)


def _properties(primary: str, accent: str, paper: str, *, toward: str) -> str:
    ink = readable(primary, paper, toward=toward)
    on_ink = WHITE if contrast(WHITE, ink) >= contrast(BLACK, ink) else BLACK
    values = {
        "primary": ink,
        "on-primary": on_ink,
        "accent": readable(accent, paper, toward=toward),
        "paper": paper,
        "tint": _mixed(paper, primary if paper == LIGHT_PAPER else ink, 0.08),
        "band": primary,
    }
    return " ".join(f"--{name}: {value};" for name, value in values.items())


def _valid(colors: Mapping[str, str], name: str) -> str:
    color = str(colors.get(name, ""))
    return color.lower() if _COLOR.fullmatch(color) else FALLBACK[name]


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _mixed(color: str, other: str, share: float) -> str:
    pairs = zip(_channels(color), _channels(other), strict=True)
    mixed = (round(a + (b - a) * share) for a, b in pairs)
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _luminance(color: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
