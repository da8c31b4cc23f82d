"""Courses as openQ-cat 1.1, with a report of those that KURSNET does not take.

What openQ-cat has no element for stands as a feature, so that importing the file
changes nothing. Which courses are taken is in `catalog.exporters.kursnet`.
"""

from __future__ import annotations

import csv
import html
import re
import shutil
import tempfile
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TextIO

from catalog.exporters import kursnet
from catalog.exporters.csv_files import ENCODING, cell_text
from catalog.exporters.files import Holdings, replacing
from catalog.exporters.rows import offer_row, plain_text
from catalog.importers import field_words
from catalog.importers.cells import written
from catalog.importers.open_qcat import OWN_SYSTEM, ROOT, service_cells
from catalog.importers.rows import OFFER_COLUMNS
from catalog.importers.xml_files import CONTROLS, Node
from catalog.records import Actor, DeliveryMode, Occurrence, Offer, Venue
from catalog.settings import BERLIN
from catalog.texts import label, text

FILE = "openqcat.xml"
REPORT = "openqcat-bericht.csv"
REPORT_COLUMNS = ("id", "titel", "anbieter", "grund")
SCHEMA = "open-Qcat.V1.1.xsd"
LONGEST_NAME = 30
LONGEST_PHONE = 30
LONGEST_ADDRESS = 255
LONGEST_KEYWORD = 255
# From KURSNET's lists of codes, which its website keeps up to date.
TRAINING = "5"
FURTHER_EDUCATION = ("104", "Fortbildung/Qualifizierung")
NO_INSTITUTION = ("0", "Keine Zuordnung möglich")
FORMS = {
    DeliveryMode.IN_PERSON: ("101", "Präsenz"),
    DeliveryMode.ONLINE: ("201", "Online"),
    DeliveryMode.HYBRID: ("301", "Kombination aus Präsenz und Online"),
}
OTHER_CONTACT = ("5", "Sonstige")
BY_PROVIDER = "3"
APPROVED = "1"
NO_SEGMENT = "0"
BY_INTERFACE = "2"
# Days → class of the length; longer ones are class 9.
_LENGTHS = ((3, 1), (7, 2), (31, 3), (92, 4), (183, 5), (366, 6), (731, 7), (1096, 8))
_LONGEST_CLASS = 9
_PHONE = re.compile(
    r"(?:\+49|0049|0)[\s.]*(?:\(0\))?\s*\(?(\d{2,5})\)?[\s/.-]+([\d\s/.-]+)"
)


def export(directory: Path, holdings: Holdings) -> list[Path]:
    """Write `openqcat.xml`, and `openqcat-bericht.csv` with what is not in it.

    Without any course that fits there is no XML file: openQ-cat wants a supplier.
    """
    suppliers: dict[str, Actor] = {}
    report = directory / REPORT
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as services,
        replacing(report) as temporary,
    ):
        with temporary.open("w", encoding=ENCODING, newline="") as file:
            _sort_out(holdings, services, file, suppliers)
        paths = [report]
        if suppliers:
            services.seek(0)
            path = directory / FILE
            _write(path, holdings.today, suppliers.values(), services)
            paths.insert(0, path)
        else:
            (directory / FILE).unlink(missing_ok=True)
    return paths


def _sort_out(
    holdings: Holdings, services: TextIO, report: TextIO, suppliers: dict[str, Actor]
) -> None:
    """Write what fits as services and what does not into the report."""
    writer = csv.writer(report, delimiter=";")
    writer.writerow(REPORT_COLUMNS)
    for offer, provider in holdings.offers:
        reasons = kursnet.reasons(offer, provider, holdings.today)
        if reasons:
            row = (offer.id, offer.title, provider.name, " ".join(reasons))
            writer.writerow([cell_text(value) for value in row])
            continue
        suppliers[provider.id] = provider
        services.writelines(_lines(service(offer), 2))


def _write(
    path: Path, today: date, suppliers: Iterable[Actor], services: TextIO
) -> None:
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write(
            f'<{ROOT} version="1.1"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
            f' xsi:noNamespaceSchemaLocation="{SCHEMA}">\n'
        )
        file.writelines(_lines(_header(today, suppliers), 1))
        file.write('  <NEW_CATALOG FULLCATALOG="1">\n')
        shutil.copyfileobj(services, file)
        file.write(f"  </NEW_CATALOG>\n</{ROOT}>\n")


# Elements


def _leaf(tag: str, said: str | None, **attributes: str) -> Node | None:
    """Return an element with a text; None = there is nothing to say."""
    if not said:
        return None
    return Node(tag, attributes, 1, parts=[CONTROLS.sub(" ", said)])


def _code(tag: str, code: tuple[str, str]) -> Node:
    return Node(tag, {"type": code[0]}, 1, parts=[code[1]])


def _branch(tag: str, *children: Node | None, **attributes: str) -> Node | None:
    """Return an element with those of its children that say something."""
    known = [child for child in children if child is not None]
    return Node(tag, attributes, 1, children=known) if known else None


def _lines(node: Node, depth: int) -> Iterator[str]:
    attributes = "".join(
        f' {name}="{html.escape(value)}"' for name, value in node.attributes.items()
    )
    space, opening = "  " * depth, f"{node.tag}{attributes}"
    if not node.children:
        said = html.escape("".join(node.parts), quote=False)
        closing = f">{said}</{node.tag}>" if said else "/>"
        yield f"{space}<{opening}{closing}\n"
        return
    yield f"{space}<{opening}>\n"
    for child in node.children:
        yield from _lines(child, depth + 1)
    yield f"{space}</{node.tag}>\n"


def _header(today: date, suppliers: Iterable[Actor]) -> Node:
    made = datetime.combine(today, time(), BERLIN).isoformat()
    catalog = _branch(
        "CATALOG",
        _leaf("LANGUAGE", "deu"),
        _leaf("CATALOG_ID", OWN_SYSTEM.lower()),
        _leaf("CATALOG_VERSION", f"{today:%Y%m%d}"),
        _leaf("GENERATION_DATE", made),
        _leaf("CURRENCY", "EUR"),
    )
    found = [catalog, *map(_supplier, suppliers)]
    known = [node for node in found if node is not None]
    generator = Node("GENERATOR_INFO", {}, 1, parts=[OWN_SYSTEM])
    return Node("HEADER", {}, 1, children=[generator, *known])


def _supplier(actor: Actor) -> Node | None:
    is_hidden = bool(actor.hides_address)
    place = None if is_hidden else actor.venue.street
    address = _branch(
        "ADDRESS",
        _leaf("NAME", actor.name[:LONGEST_NAME]),
        _leaf("STREET", _short(place, LONGEST_NAME)),
        _leaf("ZIP", None if is_hidden else _short(actor.venue.postal_code, 14)),
        _leaf("CITY", _short(actor.venue.city, kursnet.LENGTHS["ort"])),
        *_reached(actor.phone, actor.email, actor.web),
    )
    return _branch(
        "SUPPLIER",
        _leaf("SUPPLIER_ID", actor.id, type="supplier_specific"),
        _leaf("SUPPLIER_NAME", actor.name),
        address,
        Node("EXTENDED_INFO", {"input_type": BY_INTERFACE}, 1),
    )


def _reached(
    phone: str | None, email: str | None, web: str | None
) -> tuple[Node | None, ...]:
    return (
        _leaf("PHONE", _phone(phone)),
        _branch("EMAILS", _leaf("EMAIL", _short(email, LONGEST_ADDRESS))),
        _leaf("URL", _short(web, LONGEST_ADDRESS)),
    )


def _short(said: str | None, limit: int) -> str | None:
    """Return what fits; half an address would be wrong."""
    return said if said and len(said) <= limit else None


def _phone(said: str | None) -> str | None:
    """Return a number as KURSNET wants it: "03904 123-4" → "+49.3904.1234"."""
    match = _PHONE.fullmatch((said or "").strip())
    if match is None:
        return None
    return _short(f"+49.{match[1]}.{re.sub(r'[^0-9]', '', match[2])}", LONGEST_PHONE)


# Services


def service(offer: Offer) -> Node:
    """Return an offer that fits as a service."""
    children = [
        _leaf("PRODUCT_ID", offer.id),
        _leaf("COURSE_TYPE", TRAINING),
        _leaf("SUPPLIER_ID_REF", offer.provider_id, type="supplier_specific"),
        _details(offer),
        _prices(offer),
    ]
    found = Node("SERVICE", {"mode": "new"}, 1)
    found.children = [child for child in children if child is not None]
    own = _own_columns(offer, found)
    if own is not None:
        found.children.insert(-1, own)
    return found


def _own_columns(offer: Offer, found: Node) -> Node | None:
    """Return the columns that reading the elements alone would not give."""
    read = service_cells(found) | {"id": offer.id, "anbieter_id": offer.provider_id}
    cells = dict(zip(OFFER_COLUMNS, map(plain_text, offer_row(offer)), strict=True))
    features = [
        Node(
            "FEATURE",
            {},
            1,
            children=[
                Node("FNAME", {}, 1, parts=[column]),
                Node("FVALUE", {}, 1, parts=[CONTROLS.sub(" ", written(cell))]),
            ],
        )
        for column, cell in cells.items()
        if not _is_same(cell, read.get(column, ""))
    ]
    name = _leaf("REFERENCE_CLASSIFICATION_SYSTEM_NAME", OWN_SYSTEM)
    return _branch("SERVICE_CLASSIFICATION", name, *features)


def _is_same(cell: str, read: str) -> bool:
    return cell.replace(",", ".") == read.replace(",", ".") and written(cell) == cell


def _details(offer: Offer) -> Node | None:
    groups = ", ".join(label("target_group", group) for group in offer.target_groups)
    days = [o.day for o in offer.occurrences]
    begins, ends = (min(days), max(days)) if days else (offer.begins, offer.ends)
    return _branch(
        "SERVICE_DETAILS",
        _leaf("TITLE", offer.title),
        _leaf("DESCRIPTION_LONG", offer.description),
        _contact(offer),
        _leaf("REQUIREMENTS", offer.prerequisites),
        _branch(
            "SERVICE_DATE",
            _leaf("START_DATE", _moment(begins)),
            _leaf("END_DATE", _moment(ends)),
        ),
        *(
            _leaf("KEYWORD", topic)
            for topic in offer.topics
            if len(topic) <= LONGEST_KEYWORD
        ),
        _branch("TARGET_GROUP", _leaf("TARGET_GROUP_TEXT", groups)),
        _branch("SERVICE_MODULE", _education(offer)),
    )


def _contact(offer: Offer) -> Node | None:
    reached = [n for n in _reached(offer.phone, offer.email, None) if n is not None]
    if not reached:
        return None
    return _branch("CONTACT", _code("CONTACT_ROLE", OTHER_CONTACT), *reached)


def _education(offer: Offer) -> Node | None:
    codes = [field_words.language_code(name) for name in offer.languages]
    form = FORMS.get(offer.delivery_mode or DeliveryMode.IN_PERSON)
    return _branch(
        "EDUCATION",
        _leaf("COURSE_ID", offer.id),
        _branch("DEGREE", _leaf("DEGREE_TITLE", offer.certificate), type=BY_PROVIDER),
        *(_leaf("LANGUAGE", code) for code in codes),
        *(
            _branch("SUBSIDY", _leaf("SUBSIDY_INSTITUTION", label("funding", funding)))
            for funding in offer.fundings
            if funding != "bildungsgutschein"
        ),
        _leaf("REGISTRATION_DATE", _moment(offer.register_until)),
        _page(offer.web),
        _branch("CERTIFICATE", _leaf("CERTIFICATE_STATUS", APPROVED))
        if "bildungsgutschein" in offer.fundings
        else None,
        _branch(
            "EXTENDED_INFO",
            _code("INSTITUTION", NO_INSTITUTION),
            _code("INSTRUCTION_FORM", form) if form else None,
            _code("EDUCATION_TYPE", FURTHER_EDUCATION),
        ),
        *_modules(offer),
        type="true",
    )


def _page(web: str | None) -> Node | None:
    return _branch(
        "MIME_INFO",
        _branch("MIME_ELEMENT", _leaf("MIME_SOURCE", _short(web, 2_000))),
    )


def _modules(offer: Offer) -> Iterator[Node | None]:
    """Return a part for each date, or one for the whole."""
    for occurrence in offer.occurrences:
        yield _module(offer, *_times(occurrence), days=1)
    if not offer.occurrences:
        length = 0
        if offer.begins and offer.ends:
            length = (offer.ends - offer.begins).days + 1
        yield _module(offer, _moment(offer.begins), _moment(offer.ends), days=length)


def _module(
    offer: Offer, begins: str | None, ends: str | None, *, days: int
) -> Node | None:
    duration = Node("DURATION", {"type": _length_class(days)}, 1)
    moments = (_leaf("START_DATE", begins), _leaf("END_DATE", ends))
    duration.children = [moment for moment in moments if moment is not None]
    is_online = offer.delivery_mode is DeliveryMode.ONLINE
    return _branch(
        "MODULE_COURSE",
        None if is_online else _location(offer.venue, offer.wheelchair),
        duration,
        _branch("EXTENDED_INFO", Node("SEGMENT_TYPE", {"type": NO_SEGMENT}, 1)),
    )


def _length_class(days: int) -> str:
    if days < 1:
        return "0"
    return str(next((c for most, c in _LENGTHS if days <= most), _LONGEST_CLASS))


def _location(venue: Venue, wheelchair: bool | None) -> Node | None:
    names = textwrap.wrap(venue.name or "", LONGEST_NAME)
    if len(names) > 3 or any(len(name) > LONGEST_NAME for name in names):
        names = []
    tags = ("NAME", "NAME2", "NAME3")
    access = {True: "true", False: "false", None: None}[wheelchair]
    return _branch(
        "LOCATION",
        *(_leaf(tag, name) for tag, name in zip(tags, names, strict=False)),
        _leaf("STREET", venue.street),
        _leaf("ZIP", venue.postal_code),
        _leaf("CITY", venue.city),
        _leaf("DISTRICT", venue.locality),
        _leaf("BARRIER_FREE_LOCATION", access),
    )


def _times(occurrence: Occurrence) -> tuple[str, str]:
    starts = occurrence.start_minute or 0
    ends = occurrence.end_minute
    return (
        _at(occurrence.day, starts),
        _at(occurrence.day, starts if ends is None else ends),
    )


def _at(day: date, minute: int) -> str:
    moment = datetime.combine(day, time()) + timedelta(minutes=minute)
    return moment.replace(tzinfo=BERLIN).isoformat()


def _moment(day: date | None) -> str | None:
    return None if day is None else _at(day, 0)


def _prices(offer: Offer) -> Node | None:
    price = _branch(
        "SERVICE_PRICE",
        _leaf("PRICE_AMOUNT", None if offer.price is None else f"{offer.price:.2f}"),
        _leaf("PRICE_CURRENCY", "EUR"),
    )
    return _branch("SERVICE_PRICE_DETAILS", price, _leaf("REMARKS", _reduction(offer)))


def _reduction(offer: Offer) -> str | None:
    if offer.reduced_price_cents is None:
        return None
    euros = f"{offer.reduced_price_cents / 100:.2f}".replace(".", ",")
    return text("kursnet", "reduced", euros=euros, whom=offer.reduced_for or "")
