"""Files of other formats for tests: invented schools and suppliers, no real ones."""

from __future__ import annotations

from html import escape
from pathlib import Path

from catalog.settings import PROJECT_DIR

SHARED = PROJECT_DIR.parent / "shared" / "data"
OFFICIAL_EXAMPLE = SHARED / "openvhs" / "openvhs-1.2-beispiel.xml"
SCHEMA = SHARED / "openqcat" / "open-Qcat.V1.1.xsd"
SCHOOL = "<guid>4711</guid><name><![CDATA[vhs Musterkreis]]></name>"
PLACE = (
    "<veranstaltungsort><name>vhs-Haus</name><adresse><land>Deutschland</land>"
    "<plz>39340</plz><ort>Haldensleben</ort><strasse>Marktstr. 5</strasse></adresse>"
    "<barrierefrei>true</barrierefrei></veranstaltungsort>"
)
PAGE = (
    "<webadresse><typ>website</typ>"
    "<uri><![CDATA[https://vhs.example/kurs?id=1&copy=2]]></uri></webadresse>"
)


def vhs_course(
    guid: str = "K-1", *inside: str, name: str = "Töpfern", **said: str
) -> str:
    """Return a course of Open-vhs; `said` are elements that replace the usual ones."""
    usual = {
        "nummer": f"N-{guid}",
        "name": name,
        "dvv_kategorie": "2.06",
        "beginn_datum": "2026-12-01",
    }
    elements = "".join(
        f"<{tag}>{escape(text)}</{tag}>" for tag, text in (usual | said).items() if text
    )
    parts = inside or (PLACE, PAGE)
    return (
        f"<veranstaltung><guid>{guid}</guid>{elements}{''.join(parts)}</veranstaltung>"
    )


def vhs_file(*courses: str, school: str = SCHOOL, head: str = "") -> str:
    """Return the text of an Open-vhs file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{head}'
        '<openvhs:veranstaltungen version="1.2"'
        ' xmlns:openvhs="http://www.dvv-vhs.de/Open-VHS">\n'
        "<export><erstellungszeitpunkt>2026-11-20T03:00:00+02:00</erstellungszeitpunkt>"
        f"<ersteller>{school}</ersteller></export>\n"
        + "\n".join(courses)
        + "\n</openvhs:veranstaltungen>"
    )


def service(
    product: str = "P-1", details: str = "", education: str = "", **said: str
) -> str:
    """Return a service of openQ-cat."""
    title = said.get("title", "Lohnbuchhaltung")
    kind = said.get("kind", "true")
    course = said.get("course", product)
    description = said.get("description", "Löhne abrechnen von Anfang an.")
    started = said.get("starts", "2026-12-01T00:00:00+01:00")
    ends = said.get("ends", "2027-02-28T00:00:00+01:00")
    place = said.get(
        "place",
        "<LOCATION><NAME>Haus der</NAME><NAME2>Bildung</NAME2><STREET>Waldring 1</STREET>"
        "<ZIP>39340</ZIP><CITY>Haldensleben</CITY>"
        "<BARRIER_FREE_LOCATION>true</BARRIER_FREE_LOCATION></LOCATION>",
    )
    told = f"<DESCRIPTION_LONG>{description}</DESCRIPTION_LONG>" if description else ""
    return (
        f"<SERVICE><PRODUCT_ID>{product}</PRODUCT_ID><COURSE_TYPE>5</COURSE_TYPE>"
        f"<SERVICE_DETAILS><TITLE>{title}</TITLE>{told}{details}"
        f"<SERVICE_DATE><START_DATE>{started}</START_DATE><END_DATE>{ends}</END_DATE>"
        f"</SERVICE_DATE><SERVICE_MODULE><EDUCATION type='{kind}'>"
        f"<COURSE_ID>{course}</COURSE_ID>{education}"
        "<EXTENDED_INFO><INSTITUTION type='0'/>"
        f"<INSTRUCTION_FORM type='{said.get('form', '101')}'/><EDUCATION_TYPE type='104'/>"
        f"{said.get('info', '')}</EXTENDED_INFO><MODULE_COURSE>{place}<DURATION type='4'/>"
        "</MODULE_COURSE></EDUCATION></SERVICE_MODULE></SERVICE_DETAILS>"
        f"{said.get('price', '')}</SERVICE>"
    )


SUPPLIER = (
    "<SUPPLIER><SUPPLIER_ID type='supplier_specific'>90037</SUPPLIER_ID>"
    "<SUPPLIER_NAME>Lernwerk Musterstadt</SUPPLIER_NAME>"
    "<ADDRESS><STREET>Ringstr. 3</STREET><ZIP>39340</ZIP><CITY>Haldensleben</CITY>"
    "<PHONE>+49.30.23125001</PHONE><EMAILS><EMAIL>post@lernwerk.example</EMAIL></EMAILS>"
    "<URL>https://lernwerk.example</URL></ADDRESS>"
    "<CONTACT><LAST_NAME>Beispiel</LAST_NAME><MOBILE>+49.151.23125002</MOBILE></CONTACT>"
    "<EXTENDED_INFO input_type='2'/></SUPPLIER>"
)


def qcat_file(*services: str, body: str = "", full: str = "1") -> str:
    """Return the text of an openQ-cat file; `body` replaces the new catalog."""
    new = f"<NEW_CATALOG FULLCATALOG='{full}'>{''.join(services)}</NEW_CATALOG>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<OPENQCAT version="1.1"><HEADER>'
        "<GENERATOR_INFO>Kursplaner 3</GENERATOR_INFO>"
        f"<CATALOG><LANGUAGE>deu</LANGUAGE></CATALOG>{SUPPLIER}</HEADER>"
        f"{body or new}</OPENQCAT>"
    )


def update(*new: str, deleted: tuple[str, ...] = ()) -> str:
    """Return an update of an openQ-cat catalog."""
    gone = "".join(
        f"<SERVICE><PRODUCT_ID>{product}</PRODUCT_ID></SERVICE>" for product in deleted
    )
    return qcat_file(
        body="<UPDATE_CATALOG seq_number='1'>"
        + (f"<DELETE>{gone}</DELETE>" if gone else "")
        + f"<NEW>{''.join(new)}</NEW></UPDATE_CATALOG>"
    )


def write(path: Path, content: str, encoding: str = "utf-8") -> Path:
    """Write a file into a folder that may be new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode(encoding))
    return path
