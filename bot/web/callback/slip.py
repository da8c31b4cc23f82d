"""What a citizen writes on the slip, cleaned and checked; no HTTP, nothing is kept."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from bot.web.texts import text

NAME_LIMIT = 100
PHONE_LIMIT = 40
EMAIL_LIMIT = 254
REACHABLE_LIMIT = 100
MATTER_LIMIT = 500
LIMITS = {
    "name": NAME_LIMIT,
    "telefon": PHONE_LIMIT,
    "email": EMAIL_LIMIT,
    "erreichbar": REACHABLE_LIMIT,
    "anliegen": MATTER_LIMIT,
}
CONSENT = "einwilligung"
FEWEST_DIGITS, MOST_DIGITS = 6, 17
_PHONE = re.compile(r"\(?(\+|0)[\d ()/.-]*", re.ASCII)
_EMAIL = re.compile(r"[^@\s<>()\",;:]+@[^@\s<>()\",;:.]+(\.[^@\s<>()\",;:.]+)+")
# Zero-width joiners: some languages need them inside words.
_JOINERS = "\u200c\u200d"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Slip:
    """The fields of the slip; their names in the form are German."""

    name: str = ""
    phone: str = ""
    email: str = ""
    reachable: str = ""
    matter: str = ""
    has_consent: bool = False

    @classmethod
    def from_form(cls, values: Mapping[str, str]) -> Slip:
        """Read what was posted: without line breaks and signs that nobody sees."""
        return cls(
            name=one_line(values.get("name", "")),
            phone=one_line(_plain_digits(values.get("telefon", ""))),
            email=one_line(values.get("email", "")),
            reachable=one_line(values.get("erreichbar", "")),
            matter=several_lines(values.get("anliegen", "")),
            has_consent=values.get(CONSENT) == "ja",
        )

    @property
    def fields(self) -> dict[str, str]:
        """What is written on it, by the fields' names in the form."""
        texts = (self.name, self.phone, self.email, self.reachable, self.matter)
        return dict(zip(LIMITS, texts, strict=True))

    @property
    def content(self) -> str:
        """Everything in one text: another slip, another text."""
        return json.dumps(asdict(self), sort_keys=True)

    def problems(self) -> dict[str, str]:
        """Return what is wrong, by field, in the order of the form."""
        found = {
            name: text("callback", f"{name}_too_long", limit=LIMITS[name])
            for name, value in self.fields.items()
            if len(value) > LIMITS[name]
        }
        if not self.name:
            found["name"] = text("callback", "name_missing")
        if not self.phone:
            found["telefon"] = text("callback", "telefon_missing")
        elif not is_phone(self.phone):
            found["telefon"] = text("callback", "telefon_wrong")
        if self.email and not _EMAIL.fullmatch(self.email):
            found["email"] = text("callback", "email_wrong")
        if not self.has_consent:
            found[CONSENT] = text("callback", "einwilligung_missing")
        return {name: found[name] for name in (*LIMITS, CONSENT) if name in found}


def is_phone(number: str) -> bool:
    """Whether somebody can dial it: with area or country code, digits enough."""
    digits = sum(sign.isdigit() for sign in number)
    return _PHONE.fullmatch(number) is not None and (
        FEWEST_DIGITS <= digits <= MOST_DIGITS
    )


def one_line(typed: str) -> str:
    """Return what was typed as one line of visible signs."""
    return " ".join(_visible(typed).split())


def several_lines(typed: str) -> str:
    """Return what was typed as lines of visible signs, at most one in a row empty."""
    lines = "\n".join(one_line(line) for line in re.split(r"\r\n?|\n", typed))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _visible(typed: str) -> str:
    """Replace line breaks, control signs and what turns the direction of writing."""
    composed = unicodedata.normalize("NFC", typed)
    return "".join(
        " " if unicodedata.category(sign) in _UNSEEN and sign not in _JOINERS else sign
        for sign in composed
    )


def _plain_digits(typed: str) -> str:
    """Write the digits and dashes of all scripts as those of a telephone."""
    signs = (
        str(unicodedata.decimal(sign, sign))
        if unicodedata.category(sign) != "Pd"
        else "-"
        for sign in typed.replace("\uff0b", "+")
    )
    return "".join(signs)
