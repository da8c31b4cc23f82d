"""openQ-cat 1.1, the XML format of KURSNET, as rows of actors and offers.

A service is an offer; one that others are dates of ("Angebot" with "Veranstaltungen")
lends them its texts instead. Names, phones and addresses of people are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
from catalog.importers.moments import moment, occurrence
from catalog.importers.rows import OFFER_COLUMNS
from catalog.importers.tables import Row, Table
from catalog.importers.xml_files import Node
from catalog.language.text import fold, slugify
from catalog.texts import text

ROOT = "OPENQCAT"
# What this product writes into the head of its files and before its own columns.
OWN_SYSTEM = "Lernlotse"
ACTOR_HEADER = tuple("id name art strasse plz ort ortsteil telefon email web".split())
# What dates have from their offer where they do not say it themselves.
LENT_COLUMNS = tuple(
    "beschreibung themen zielgruppen preis sprache foerderung voraussetzungen"
    " abschluss web".split()
)
OWN_COLUMNS = (
    "id titel art anbieter_id format veranstaltungsort strasse plz ort ortsteil termine"
    " beginn ende anmeldeschluss niveau rollstuhlgerecht".split()
)
CONTACT_COLUMNS = ("telefon", "email")
DETAILS = "SERVICE_DETAILS"
EDUCATION = (DETAILS, "SERVICE_MODULE", "EDUCATION")
MODULE = (*EDUCATION, "MODULE_COURSE")
# Vocational training, a qualification made up for, retraining.
_TRAINING = frozenset({"102", "105", "109"})
# Instruction forms: the list of 2021 counts in hundreds, the one before it did not.
_IN_PERSON = frozenset({"1", "2", "3", "6", "7"})
_AT_A_DISTANCE = "4"
_FORM_WORDS = (
    (re.compile(r"blended|hybrid|kombin"), "hybrid"),
    (re.compile(r"online|virtuell|e-learning|webinar|fernunterricht"), "online"),
    (re.compile(r"praesenz|vollzeit|teilzeit|wochenend|block"), "praesenz"),
)
_NOTHING_SAID = re.compile(r"keine angabe", re.IGNORECASE)
_PERSONAL = (
    "SALUTATION ACADEMIC_TITLE FIRST_NAME LAST_NAME NAME_PREFIX PHONE MOBILE FAX EMAILS"
).split()
_PEOPLE_AT = (
    (DETAILS, "CONTACT"),
    (*EDUCATION, "MODULE_ORGANIZER"),
    (*MODULE, "INSTRUCTOR"),
    (*EDUCATION, "MODULE_WBT", "AUTHOR"),
    (*EDUCATION, "MODULE_WBT", "WBT_CONTACT"),
)
_MOST_EUROS = 1e9
_APPROVED = "1"
_PLACEMENT_VOUCHER = "3"
_LANGUAGE_SUPPORT = "4"


def open_content(path: Path, options: ImportOptions) -> Content:
    """Open a file; its services are read while the table is.

    Raises:
        UnusableFile: it is broken, or names no supplier.
    """
    catalog = _Catalog(path)
    content = Content(name=path.name, parts=(), source=options.source)
    content.is_named_by_hand = options.source is not None
    if not catalog.is_own:
        content.source = options.source or catalog.source
        content.is_complete = catalog.is_complete
    content.dropped["people"] = catalog.people
    content.parts = (
        Part("actors", lambda: _suppliers(path, catalog)),
        Part("offers", lambda: _services(path, catalog, content, options)),
    )
    return content


class _Catalog:
    """The head of a file, and how its services belong together.

    `is_own`: this product wrote it; then ids are its own, and nothing can be missing.
    """

    def __init__(self, path: Path) -> None:
        self.suppliers: dict[str, Node] = {}
        self.is_own = self.is_complete = False
        self.parents: set[str] = set()
        self.people = 0
        wanted = ("GENERATOR_INFO", "DOCUMENT_CREATOR", "SUPPLIER", "SERVICE")
        for found in xml_files.elements(path, *wanted):
            if found.node.tag == "GENERATOR_INFO":
                self.is_own = found.node.text.startswith(OWN_SYSTEM)
            elif found.node.tag == "DOCUMENT_CREATOR":
                self.people += _is_personal(found.node)
            elif found.node.tag == "SUPPLIER":
                self._take_supplier(found.node)
            elif not found.inside("DELETE"):
                if found.inside("NEW_CATALOG"):
                    said = found.around[-1].attributes.get("FULLCATALOG", "true")
                    self.is_complete = said in ("1", "true")
                parent = self.parent_id(found.node)
                if parent:
                    self.parents.add(parent)
        if not self.suppliers:
            raise UnusableFile(path.name, text("import", "no_supplier"))
        self.source = stable_id("openqcat", next(iter(self.suppliers)))

    def _take_supplier(self, node: Node) -> None:
        self.people += sum(map(_is_personal, node.all("CONTACT")))
        number = node.value("SUPPLIER_ID") or slugify(node.value("SUPPLIER_NAME"))
        if number:
            self.suppliers.setdefault(number, node)

    def actor_id(self, number: str) -> str:
        """Return the id of a supplier as an actor."""
        return number if self.is_own else stable_id("openqcat", number)

    def supplier_of(self, service: Node) -> str:
        """Return the number of who offers a service; one need not say so."""
        return service.value("SUPPLIER_ID_REF") or next(iter(self.suppliers))

    def offer_id(self, service: Node, product: str) -> str:
        """Return the id of a supplier's product as an offer."""
        if self.is_own:
            return product
        return stable_id(self.actor_id(self.supplier_of(service)), product)

    def own_id(self, service: Node) -> str:
        """Return the id of a service."""
        return self.offer_id(service, service.value("PRODUCT_ID"))

    def parent_id(self, service: Node) -> str | None:
        """Return the id of the offer that a service is a date of."""
        course = service.value(*EDUCATION, "COURSE_ID")
        education = service.find(*EDUCATION)
        if not course or course == service.value("PRODUCT_ID") or education is None:
            return None
        if education.attributes.get("type") in ("true", "1"):
            return None
        return self.offer_id(service, course)


def _is_personal(contact: Node) -> bool:
    return any(contact.all(tag) for tag in _PERSONAL)


# Suppliers


def _suppliers(path: Path, catalog: _Catalog) -> Table:
    rows = (
        _supplier_row(catalog.actor_id(number), node, is_own=catalog.is_own)
        for number, node in catalog.suppliers.items()
    )
    return Table(path.name, ACTOR_HEADER, rows)


def _supplier_row(actor_id: str, node: Node, *, is_own: bool) -> Row:
    name = node.value("SUPPLIER_NAME")
    address = node.find("ADDRESS") or Node("ADDRESS", {}, node.line)
    cells = {
        "id": actor_id,
        "name": written(name) if is_own else name,
        "art": "weiterbildungstraeger",
        **_address(address),
        "telefon": _phone(address.value("PHONE")),
        "email": address.value("EMAILS", "EMAIL"),
        "web": address.value("URL"),
    }
    return row_of(node.line, ACTOR_HEADER, cells, only_new=True)


def _address(node: Node) -> dict[str, str]:
    return {
        "strasse": node.value("STREET"),
        "plz": node.value("ZIP"),
        "ort": node.value("CITY"),
        "ortsteil": node.value("DISTRICT"),
    }


def _phone(said: str) -> str:
    """Return a number as people dial it: "+49.3904.1234" → "+49 3904 1234"."""
    return " ".join(said.replace(".", " ").split())


# Services


def _services(
    path: Path, catalog: _Catalog, content: Content, options: ImportOptions
) -> Table:
    header = tuple(OFFER_COLUMNS)
    known = [*OWN_COLUMNS, *LENT_COLUMNS]
    if options.keeps_office_contact:
        known += CONTACT_COLUMNS
    keeps = without(header, known)
    if catalog.is_own:
        known += CONTACT_COLUMNS
    return Table(path.name, header, _rows(path, catalog, content, known, keeps))


def _rows(
    path: Path,
    catalog: _Catalog,
    content: Content,
    known: list[str],
    keeps: tuple[str, ...],
) -> Iterator[Row]:
    lent = _lent(path, catalog) if catalog.parents else {}
    for found in xml_files.elements(path, "SERVICE"):
        service, offer_id = found.node, catalog.own_id(found.node)
        if found.inside("DELETE"):
            content.removals[offer_id] = service.line
            continue
        people = [node for where in _PEOPLE_AT for node in service.all(*where)]
        if not catalog.is_own:
            content.dropped["people"] += sum(map(_is_personal, people))
        parent = catalog.parent_id(service)
        if parent is None and offer_id in catalog.parents:
            continue
        said = {c: cell for c, cell in service_cells(service).items() if c in known}
        row = _row(service, said, catalog, parent, lent.get(parent or "", {}), keeps)
        own = own_cells(service) if catalog.is_own else {}
        yield _with_own(row, own) if own else row


def _lent(path: Path, catalog: _Catalog) -> dict[str, dict[str, str]]:
    """Return what offers lend to their dates, which may stand before them."""
    return {
        offer_id: {
            column: cell
            for column, cell in service_cells(found.node).items()
            if column in LENT_COLUMNS
        }
        for found in xml_files.elements(path, "SERVICE")
        if (offer_id := catalog.own_id(found.node)) in catalog.parents
        and catalog.parent_id(found.node) is None
    }


def _row(
    service: Node,
    said: dict[str, str],
    catalog: _Catalog,
    parent: str | None,
    lent: dict[str, str],
    keeps: tuple[str, ...],
) -> Row:
    cells = lent | {column: cell for column, cell in said.items() if cell}
    cells["id"] = catalog.own_id(service)
    cells["anbieter_id"] = catalog.actor_id(catalog.supplier_of(service))
    if parent is not None and not lent:
        # The offer stands in an earlier file, and lent its texts then.
        keeps += tuple(c for c in LENT_COLUMNS if not cells.get(c))
    return row_of(service.line, OFFER_COLUMNS, cells, keeps=keeps, part_of=parent)


def _with_own(row: Row, own: dict[str, str]) -> Row:
    known = dict(zip(OFFER_COLUMNS, row.cells, strict=True))
    cells = known | {c: own[c] for c in OFFER_COLUMNS if c in own}
    return row_of(row.line, OFFER_COLUMNS, cells)


def own_cells(service: Node) -> dict[str, str]:
    """Return the cells that this product wrote as they are."""
    for system in service.all("SERVICE_CLASSIFICATION"):
        if system.value("REFERENCE_CLASSIFICATION_SYSTEM_NAME") == OWN_SYSTEM:
            return {f.value("FNAME"): f.value("FVALUE") for f in system.all("FEATURE")}
    return {}


def service_cells(service: Node) -> dict[str, str]:
    """Return a service as cells, without what depends on the file around it."""
    details = service.find(DETAILS) or Node(DETAILS, {}, service.line)
    title = details.value("TITLE")
    return {
        "titel": title,
        "beschreibung": _description(service, details),
        "art": _kind(service, title),
        "themen": several(_topics(service, details)),
        "format": _mode(service),
        **_place(service),
        "zielgruppen": several(field_words.target_groups_said(*_audience(details))),
        **_dates(service, details),
        "anmeldeschluss": _day(service.value(*EDUCATION, "REGISTRATION_DATE")),
        "preis": _price(service),
        "sprache": several(_languages(service)),
        "niveau": several(field_words.levels_said(title)),
        "foerderung": several(_fundings(service)),
        "voraussetzungen": paragraphs(
            details.value("REQUIREMENTS"), *details.values("TERMS_AND_CONDITIONS")
        ),
        "abschluss": _degree(service),
        "web": written(_web(service)),
        "telefon": _phone(details.value("CONTACT", "PHONE")),
        "email": details.value("CONTACT", "EMAILS", "EMAIL"),
    }


def _description(service: Node, details: Node) -> str:
    number = service.value(*EDUCATION, "EXTENDED_INFO", "MEASURE_NUMBER")
    groups = field_words.unknown_groups(*_audience(details))
    prices = "; ".join(service.values("SERVICE_PRICE_DETAILS", "REMARKS"))
    return paragraphs(
        details.value("DESCRIPTION_LONG"),
        groups and text("field", "audience", groups=groups),
        *details.values("SERVICE_DATE", "DATE_REMARKS"),
        *service.values(*MODULE, "INSTRUCTION_REMARKS"),
        *service.values(*EDUCATION, "SUBSIDY", "SUBSIDY_DESCRIPTION"),
        prices and text("field", "price_notes", notes=prices),
        number and text("field", "measure_number", number=number),
    )


def _audience(details: Node) -> list[str]:
    return details.values("TARGET_GROUP", "TARGET_GROUP_TEXT")


def _kind(service: Node, title: str) -> str:
    education = service.find(*EDUCATION, "EXTENDED_INFO", "EDUCATION_TYPE")
    if education is not None and education.attributes.get("type") in _TRAINING:
        return "ausbildung"
    return field_words.kind_said(title)


def _topics(service: Node, details: Node) -> Iterator[str]:
    if service.value("COURSE_TYPE") == _LANGUAGE_SUPPORT:
        yield text("field", "language_support_topic")
    yield from field_words.as_topics(details.values("KEYWORD"))


def _mode(service: Node) -> str:
    taught = service.all(*MODULE)
    if service.all(*EDUCATION, "MODULE_WBT") or service.all(*EDUCATION, "MODULE_CBT"):
        return "hybrid" if taught else "online"
    form = service.find(*EDUCATION, "EXTENDED_INFO", "INSTRUCTION_FORM")
    if form is None:
        return "praesenz" if service.value(*MODULE, "LOCATION", "CITY") else ""
    for pattern, mode in _FORM_WORDS:
        if pattern.search(fold(form.text)):
            return mode
    code = form.attributes.get("type", "")
    if code in _IN_PERSON or (len(code) == 3 and code.startswith("1")):
        return "praesenz"
    is_online = code == _AT_A_DISTANCE or (len(code) == 3 and code.startswith("2"))
    return "online" if is_online else ""


def _place(service: Node) -> dict[str, str]:
    location = service.find(*MODULE, "LOCATION")
    if location is None or _mode(service) == "online":
        return {}
    names = (location.value(tag) for tag in ("NAME", "NAME2", "NAME3"))
    access = location.value("BARRIER_FREE_LOCATION")
    return {
        "veranstaltungsort": " ".join(name for name in names if name),
        **_address(location),
        "rollstuhlgerecht": {"true": "ja", "1": "ja", "false": "nein", "0": "nein"}.get(
            access, ""
        ),
    }


def _dates(service: Node, details: Node) -> dict[str, str]:
    """Return single dates where every part has one day, else the whole period."""
    parts = [d for d in service.all(*MODULE, "DURATION") if d.value("START_DATE")]
    whole = details.find("SERVICE_DATE")
    periods = parts or ([whole] if whole else [])
    single = [_single_day(period) for period in periods]
    if single and all(single):
        return {"termine": several(single)}
    first = whole.value("START_DATE") if whole else ""
    last = whole.value("END_DATE") if whole else ""
    if not first and parts:
        first = min(part.value("START_DATE") for part in parts)
        last = max(part.value("END_DATE") for part in parts)
    return {"beginn": _day(first), "ende": _day(last)}


def _single_day(period: Node) -> str:
    """Return the one day of a period as a date with times; empty = several days."""
    first = moment(period.value("START_DATE"))
    last = moment(period.value("END_DATE"))
    return occurrence(first, last) if first.day and first.day == last.day else ""


def _day(said: str) -> str:
    return moment(said).day


def _price(service: Node) -> str:
    price = service.find("SERVICE_PRICE_DETAILS", "SERVICE_PRICE")
    if price is None or price.attributes.get("type") == "on_request":
        return ""
    if price.value("PRICE_CURRENCY") not in ("", "EUR"):
        return ""
    amount = price.value("PRICE_AMOUNT")
    try:
        return f"{float(amount):.2f}" if abs(float(amount)) < _MOST_EUROS else amount
    except ValueError:
        return amount


def _languages(service: Node) -> Iterator[str]:
    codes = service.values(*EDUCATION, "EXTENDED_INFO", "TEACHING_LANGUAGES")
    for code in codes or service.values(*EDUCATION, "LANGUAGE"):
        name = field_words.language_name(code)
        if name:
            yield name


def _fundings(service: Node) -> tuple[str, ...]:
    info = (*EDUCATION, "EXTENDED_INFO")
    said = [
        *service.values(*info, "FUNDING_TYPES_FEDERAL"),
        *service.values(*info, "FUNDING_TYPES_REGIONAL"),
        *service.values(*info, "FUNDING_TYPES_REMARKS"),
        *service.values(*EDUCATION, "SUBSIDY", "SUBSIDY_INSTITUTION"),
        *service.values(*EDUCATION, "SUBSIDY", "SUBSIDY_DESCRIPTION"),
        service.value(DETAILS, "TITLE"),
    ]
    found = field_words.fundings_said(*said)
    is_approved = _APPROVED in service.values(
        *EDUCATION, "CERTIFICATE", "CERTIFICATE_STATUS"
    )
    has_number = bool(service.value(*info, "MEASURE_NUMBER"))
    is_voucher_course = service.value("COURSE_TYPE") == _PLACEMENT_VOUCHER
    if (is_approved or has_number) and not is_voucher_course:
        found = tuple(dict.fromkeys(("bildungsgutschein", *found)))
    return found


def _degree(service: Node) -> str:
    titles = (
        service.value(*EDUCATION, "DEGREE", "DEGREE_TITLE"),
        service.value(*EDUCATION, "DEGREE", "DEGREE_EXAM", "EXAM_TITLE"),
    )
    return next((t for t in titles if t and not _NOTHING_SAID.search(t)), "")


def _web(service: Node) -> str:
    sources = (
        *service.values(*EDUCATION, "MIME_INFO", "MIME_ELEMENT", "MIME_SOURCE"),
        *service.values("MIME_INFO", "MIME_ELEMENT", "MIME_SOURCE"),
        *service.values(DETAILS, "CONTACT", "URL"),
    )
    return next((s for s in sources if s.lower().startswith(("http", "www."))), "")
