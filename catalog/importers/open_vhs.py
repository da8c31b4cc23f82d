"""Open-vhs 1.2, the XML format of the Volkshochschulen, as rows of offers.

One file is everything one school has. Names of lecturers and other people are left
out; `docs/catalog-files.md` says which element becomes which column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from catalog.errors import UnusableFile
from catalog.importers import field_words, xml_files
from catalog.importers.cells import written
from catalog.importers.content import (
    Content,
    ImportOptions,
    Part,
    paragraphs,
    row_of,
    several,
    stable_id,
    without,
)
from catalog.importers.moments import Moment, clock, is_day, occurrence
from catalog.importers.rows import OFFER_COLUMNS
from catalog.importers.tables import Row, Table
from catalog.importers.xml_files import Node
from catalog.language.text import fold, slugify
from catalog.texts import text

ROOT = "veranstaltungen"
ACTOR_HEADER = ("id", "name", "art")
OFFER_HEADER = tuple(
    "id titel beschreibung art themen anbieter_id format veranstaltungsort strasse plz"
    " ort ortsteil zielgruppen termine beginn ende preis preis_ermaessigt"
    " ermaessigung_fuer plaetze_frei status niveau rollstuhlgerecht foerderung"
    " voraussetzungen abschluss merkmale web geprueft_am".split()
)
CONTACT_COLUMNS = ("telefon", "email")
# Elements that are people; the first three were left out of the format in 1.2.
PEOPLE = ("dozent", "ansprechperson", "kontakt", "ansprechpartner", "kursleitung")
_ABOUT_PEOPLE = re.compile(r"dozent|kursleit|referent|ansprechp|lehrkraft")
_REDUCED = re.compile(
    r"\berm\w*\.?\s*(?:preis|gebuehr|entgelt)?\s*:?\s*(?:eur|€)?\s*(\d[\d.,]*)"
)
_STATES = {
    "abgesagt": "abgesagt",
    "faellt aus": "abgesagt",
    "entfaellt": "abgesagt",
    "ausgebucht": "ausgebucht",
    "warteliste": "warteliste",
    "verschoben": "verschoben",
}
_RANGE = re.compile(r"[ABC][12]\s*[-–]\s*[ABC][12]", re.IGNORECASE)
_MOST_EUROS = 10**9


def open_content(path: Path, options: ImportOptions) -> Content:
    """Open a file; its courses are read while the table is.

    Raises:
        UnusableFile: it is broken, or says nothing about whose courses they are.
    """
    school = _School(path)
    content = Content(
        name=path.name, parts=(), source=options.source or school.id, is_complete=True
    )
    content.is_named_by_hand = options.source is not None
    content.parts = (
        Part("actors", lambda: Table(path.name, ACTOR_HEADER, iter([school.row()]))),
        Part("offers", lambda: _table(path, school, content, options)),
    )
    return content


class _School:
    """Who made the file, and when."""

    def __init__(self, path: Path) -> None:
        guid = name = made_at = ""
        self.line = 1
        wanted = ("ersteller", "erstellungszeitpunkt", "veranstaltung")
        for found in xml_files.elements(path, *wanted):
            node = found.node
            if node.tag == "veranstaltung":
                break
            if node.tag == "erstellungszeitpunkt":
                made_at = node.text
                continue
            guid, name, self.line = node.value("guid"), node.value("name"), node.line
        if not (guid or name):
            raise UnusableFile(path.name, text("import", "no_maker"))
        self.id = stable_id("openvhs", guid or slugify(name))
        self.name = name or guid
        self.made_on = made_at[:10] if is_day(made_at[:10]) else ""

    def row(self) -> Row:
        """Return the school as an actor."""
        cells = {"id": self.id, "name": self.name, "art": "vhs"}
        return row_of(self.line, ACTOR_HEADER, cells, only_new=True)


def _table(
    path: Path, school: _School, content: Content, options: ImportOptions
) -> Table:
    header = OFFER_HEADER
    if options.keeps_office_contact:
        header += CONTACT_COLUMNS
    rows = _rows(path, school, content, header)
    return Table(path.name, header, rows, keeps=without(OFFER_COLUMNS, header))


def _rows(
    path: Path, school: _School, content: Content, header: tuple[str, ...]
) -> Iterator[Row]:
    for found in xml_files.elements(path, "veranstaltung"):
        course = _Course(found.node, school)
        content.dropped += course.dropped()
        yield row_of(
            found.node.line,
            header,
            course.cells(),
            keeps=("geprueft_am",),
            notes=course.notes,
        )


class _Course:
    """One course as cells of our columns."""

    def __init__(self, node: Node, school: _School) -> None:
        self._node = node
        self._school = school
        self._features = [
            (f.value("name"), f.value("wert")) for f in node.all("merkmale", "merkmal")
        ]
        self.notes: list[tuple[str, str]] = []

    def dropped(self) -> dict[str, int]:
        """Count what is left out because it is about people."""
        people = [node for tag in PEOPLE for node in self._node.all(tag)]
        named = [node for node in people if node.text or node.children]
        texts = [node for node in self._node.all("text") if _is_about_people(node)]
        return {"people": len(named) + len(texts)}

    def cells(self) -> dict[str, str]:
        """Return the course, and note what is odd about it."""
        node, title = self._node, self._node.value("name")
        mode = self._mode()
        return {
            "id": stable_id(self._school.id, node.value("guid")),
            "titel": title,
            "beschreibung": self._description(title),
            "art": field_words.kind_said(title),
            "themen": several(self._topics()),
            "anbieter_id": self._school.id,
            "format": mode,
            **self._place(mode),
            "zielgruppen": several(
                field_words.target_groups_said(*node.values("zielgruppe"))
            ),
            **self._dates(),
            **self._price(),
            **self._places_left(title),
            "niveau": self._level(),
            "foerderung": several(self._fundings(title)),
            "voraussetzungen": paragraphs(*self._texts(is_requirement=True)),
            "abschluss": self._certificate(),
            "merkmale": several(self._own_features()),
            # The "&" in an address of the web is no sign of HTML.
            "web": written(self._web()),
            "geprueft_am": self._school.made_on,
            **self._office(),
        }

    def _values_of(self, feature: str) -> list[str]:
        return [value for name, value in self._features if name == feature]

    def _description(self, title: str) -> str:
        node = self._node
        subtitles = [
            said for said in node.values("untertitel") if fold(said) not in fold(title)
        ]
        groups = field_words.unknown_groups(*node.values("zielgruppe"))
        days = ", ".join(node.values("wochentag"))
        units = node.value("dauer").removesuffix(".0")
        notes = "; ".join(node.values("preis", "zusatz"))
        return paragraphs(
            *subtitles,
            *self._texts(is_requirement=False),
            groups and text("field", "audience", groups=groups),
            days and text("field", "weekdays", days=days),
            units and text("field", "units", count=units.replace(".", ",")),
            notes and text("field", "price_notes", notes=notes),
        )

    def _texts(self, *, is_requirement: bool) -> list[str]:
        return [
            said
            for node in self._node.all("text")
            if not _is_about_people(node)
            and ("voraussetzung" in fold(node.value("eigenschaft"))) is is_requirement
            for said in node.values("text")
        ]

    def _topics(self) -> list[str]:
        subject = field_words.dvv_topic(self._node.value("dvv_kategorie"))
        words = field_words.as_topics(self._node.values("schlagwort"))
        return [subject, *words] if subject else words

    def _mode(self) -> str:
        digital = set(self._values_of("kursart_digital"))
        if "blended_learning" in digital:
            return "hybrid"
        if digital & {"online_angebot", "selbstlernangebot"} or self._is_nowhere():
            return "online"
        is_somewhere = self._node.value("veranstaltungsort", "adresse", "ort")
        return "praesenz" if is_somewhere else ""

    def _is_nowhere(self) -> bool:
        place, address = "veranstaltungsort", "adresse"
        city = self._node.value(place, address, "ort")
        named = self._node.value(place, "name")
        street = self._node.value(place, address, "strasse")
        return field_words.says_online(street) or (
            not city and field_words.says_online(named)
        )

    def _place(self, mode: str) -> dict[str, str]:
        place = self._node.find("veranstaltungsort")
        if place is None:
            return {}
        city = place.value("adresse", "ort")
        if mode == "online":
            if city:
                named = ", ".join(word for word in (place.value("name"), city) if word)
                note = text("import", "online_with_place", place=named)
                self.notes.append(("format", note))
            return {}
        return {
            "veranstaltungsort": place.value("name"),
            "strasse": place.value("adresse", "strasse"),
            "plz": place.value("adresse", "plz"),
            "ort": city,
            "ortsteil": place.value("adresse", "ortsteil"),
            "rollstuhlgerecht": _yes_no(place.value("barrierefrei")),
        }

    def _dates(self) -> dict[str, str]:
        dates = [_occurrence(node) for node in self._node.all("termin")]
        found = [said for said in dates if said]
        if not found:
            return {
                "beginn": self._node.value("beginn_datum"),
                "ende": self._node.value("ende_datum"),
            }
        count = self._node.value("anzahl_termine")
        if count.isdecimal() and int(count) != len(found):
            note = text("import", "count_of_dates", found=len(found), count=count)
            self.notes.append(("termine", note))
        return {"termine": several(found)}

    def _price(self) -> dict[str, str]:
        amount = self._node.value("preis", "betrag")
        notes = fold(" ".join(self._node.values("preis", "zusatz")))
        reduced = _REDUCED.search(notes)
        cells = {"preis": _money(amount)}
        if reduced:
            cells["preis_ermaessigt"] = reduced[1].rstrip(".,")
        elif self._node.value("preis", "rabatt_moeglich") == "true":
            cells["ermaessigung_fuer"] = text("field", "reduction_on_request")
        return cells

    def _places_left(self, title: str) -> dict[str, str]:
        most = _count(self._node.value("maximale_teilnehmerzahl"))
        # Some programs write -1 when they do not know.
        taken = _count(self._node.value("aktuelle_teilnehmerzahl"))
        status = next((s for word, s in _STATES.items() if word in fold(title)), "")
        if not most or taken is None:
            return {"status": status}
        left = max(most - taken, 0)
        is_full = not left and not status
        return {
            "plaetze_frei": str(left),
            "status": "ausgebucht" if is_full else status,
        }

    def _level(self) -> str:
        level = self._node.value("level")
        if _RANGE.fullmatch(level):
            return level
        return several(field_words.levels_said(level) or (level,))

    def _fundings(self, title: str) -> tuple[str, ...]:
        granted = [name for name, value in self._features if value == "true"]
        return field_words.fundings_said(
            title,
            *self._node.values("untertitel"),
            *self._node.values("schlagwort"),
            *granted,
        )

    def _certificate(self) -> str:
        found = [
            node.value("text") or node.value("name")
            for node in self._node.all("zertifikat")
        ]
        return "; ".join(dict.fromkeys(said for said in found if said))

    def _own_features(self) -> Iterator[str]:
        if "true" in self._values_of("barrierefreies_lernen"):
            yield "inklusion"
        if self._node.value("dvv_kategorie").startswith(("5.01", "5.02", "5.03")):
            yield "digital"

    def _web(self) -> str:
        pages = self._node.all("webadresse")
        for wanted in ("website", "website_mobile"):
            for page in pages:
                if page.value("typ") == wanted and page.value("uri"):
                    return page.value("uri")
        return self._node.value("anmeldung", "link")

    def _office(self) -> dict[str, str]:
        places = ("anmeldung", *PEOPLE)
        phones = [self._node.value(tag, "telefon") for tag in places]
        mails = [self._node.value(tag, "mail") for tag in places]
        return {
            "telefon": next(filter(None, phones), ""),
            "email": next(filter(None, mails), ""),
        }


def _is_about_people(node: Node) -> bool:
    return bool(_ABOUT_PEOPLE.search(fold(node.value("eigenschaft"))))


def _occurrence(node: Node) -> str:
    """Return a date as a cell; what cannot be read is left to the row's rules."""
    day = node.value("beginn_datum")
    begins = clock(day, node.value("beginn_uhrzeit"))
    ends = clock(day, node.value("ende_uhrzeit"))
    return occurrence(Moment(day, begins), Moment(day, ends))


def _money(said: str) -> str:
    """Return an amount with two decimals: "82.8" is 82.80 euros, "1.200" is 1.20."""
    try:
        amount = Decimal(said)
        return f"{amount:.2f}" if abs(amount) < _MOST_EUROS else said
    except InvalidOperation:
        return said


def _count(said: str) -> int | None:
    return int(said) if said.isdecimal() and len(said) < 9 else None


def _yes_no(said: str) -> str:
    return {"true": "ja", "1": "ja", "false": "nein", "0": "nein"}.get(said, "")
