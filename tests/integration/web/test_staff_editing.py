"""Editing in the staff area: draft, preview, review, publishing, two at once."""

from __future__ import annotations

import html
import re

import pytest

from catalog import Editor, Role, columns_of
from tests.factories import make_files, make_offer
from tests.integration.web.staff_support import OFFER, TITLE, form

EDIT = f"{OFFER}/bearbeiten"
NEW = "/verwaltung/neu/angebote"
WORD = "/verwaltung/neu/woerter"


def plain(page):
    """Return what a person reads of a page."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(text).split())


async def found_titles(person, question):
    page = await person.page(f"/suche?q={question}")
    return re.findall(r'card__title"><a href="[^"]+">([^<]+)</a>', page)


class TestTheWayOfAnOffer:
    async def test_from_the_first_draft_to_the_answer(
        self, editor, reviewer, staff_catalog
    ):
        page = await editor.done(
            NEW,
            titel="Zwirbeln am Spinnrad",
            art="kurs",
            anbieter_id="Volkshochschule Börde (Beispiel) (a-001)",
            themen=["Zwirbeln", "", "Spinnen"],
            termine="Di 01.12.2026 18:00–19:30\n08.12.2026",
            preis="24",
            zielgruppen=["erwachsene", "senioren"],
            rollstuhlgerecht="ja",
            schritt="speichern",
        )
        assert "Der Entwurf ist gespeichert." in page
        record_id = re.search(r"angebote/(o-[0-9a-f]{8})/bearbeiten", page)[1]
        own = f"/verwaltung/angebote/{record_id}"
        assert await found_titles(editor, "Zwirbeln") == []

        page = await editor.done(f"{own}/einreichen", own)
        assert "wartet jetzt auf die Prüfung" in page
        assert "Zwirbeln am Spinnrad" in await reviewer.page("/verwaltung/pruefen")

        page = await reviewer.done(f"{own}/veroeffentlichen", f"{own}/pruefen")
        assert "Veröffentlicht." in page
        assert await found_titles(editor, "Zwirbeln") == ["Zwirbeln am Spinnrad"]
        cells = staff_catalog.editing.published("offer", record_id)
        assert cells == {
            "id": record_id,
            "titel": "Zwirbeln am Spinnrad",
            "art": "kurs",
            "anbieter_id": "a-001",
            "themen": "Zwirbeln|Spinnen",
            "termine": "2026-12-01 18:00-19:30|2026-12-08",
            "preis": "24,00",
            "zielgruppen": "erwachsene|senioren",
            "rollstuhlgerecht": "ja",
        }

        page = await reviewer.done(f"{own}/archivieren")
        assert "Archiviert." in page
        assert await found_titles(editor, "Zwirbeln") == []

        page = await reviewer.done(f"{own}/wiederbeleben")
        assert "Wiederbelebt." in page
        assert await found_titles(editor, "Zwirbeln") == ["Zwirbeln am Spinnrad"]

    async def test_a_draft_that_is_given_back_comes_with_the_reason(
        self, editor, reviewer
    ):
        await editor.done(EDIT, titel="Ganz anders", schritt="einreichen")

        response = await reviewer.send(
            f"{OFFER}/zurueckgeben", f"{OFFER}/pruefen", grund="  "
        )
        assert response.status == 422
        assert "Schreiben Sie bitte einen Grund" in await response.text()
        await reviewer.done(
            f"{OFFER}/zurueckgeben", f"{OFFER}/pruefen", grund="Wo ist das?"
        )

        assert "Wo ist das?" in await editor.page("/verwaltung/")
        assert "Wo ist das?" in await editor.page(EDIT)

    async def test_a_small_correction_is_published_at_once(self, editor, staff_catalog):
        page = await editor.done(EDIT, titel=f"{TITLE}s", schritt="einreichen")

        assert "Das war eine kleine Korrektur." in page
        assert staff_catalog.get_offer("o-0001").offer.title == f"{TITLE}s"

    async def test_a_reviewer_publishes_from_the_form(self, reviewer, staff_catalog):
        page = await reviewer.done(
            EDIT, titel="Rückenyoga im Park", schritt="veroeffentlichen"
        )

        assert "Veröffentlicht." in page
        assert staff_catalog.get_offer("o-0001").offer.title == "Rückenyoga im Park"

    async def test_what_says_the_same_is_no_change(self, editor, staff_catalog):
        page = await editor.done(EDIT, preis="72", schritt="speichern")

        assert "Es hat sich nichts geändert." in page
        assert staff_catalog.editing.draft("offer", "o-0001") is None

    async def test_a_draft_is_discarded(self, editor, staff_catalog):
        await editor.done(EDIT, titel="Ganz anders", schritt="speichern")

        page = await editor.done(f"{OFFER}/verwerfen")

        assert "Der Entwurf ist verworfen." in page
        assert staff_catalog.editing.draft("offer", "o-0001") is None

    async def test_checked_today_is_noted_without_a_review(self, editor, staff_catalog):
        before = staff_catalog.editing.published("offer", "o-0001")

        page = await editor.done(f"{OFFER}/geprueft", OFFER)

        after = staff_catalog.editing.published("offer", "o-0001")
        assert "Als heute geprüft vermerkt." in page
        assert {c for c in after if after[c] != before[c]} == {"geprueft_am"}

    async def test_like_another_one(self, editor):
        page = await editor.page(f"{NEW}?vorlage=o-0001")

        values = dict(form(page, NEW).values)
        assert values["titel"] == TITLE
        assert values["geprueft_am"] == ""
        assert values["id"] != "o-0001"

    async def test_a_message_is_said_once(self, editor):
        first = await editor.done(EDIT, titel="Ganz anders", schritt="speichern")

        second = await editor.page(OFFER)

        assert "Der Entwurf ist gespeichert." in first
        assert "Der Entwurf ist gespeichert." not in second


class TestProblems:
    async def test_are_summed_up_with_links_to_the_fields(self, editor):
        response = await editor.send(
            NEW, titel="Noch nichts", preis="billig", schritt="einreichen"
        )

        page = await response.text()
        summary = page[page.index('id="fehler"') :][:3000]
        assert response.status == 422
        assert re.findall(r'href="#feld-(\w+)"', summary)[:3] == [
            "art",
            "anbieter_id",
            "preis",
        ]
        assert 'role="alert" tabindex="-1" autofocus' in page
        for name in ("art", "anbieter_id", "preis"):
            field = re.search(rf'<\w+[^>]*id="feld-{name}"[^>]*>', page)[0]
            assert 'aria-invalid="true"' in field
            assert f'fehler-{name}"' in field
            assert f'id="fehler-{name}"' in page
        assert "„billig“ ist keine Zahl." in html.unescape(page)
        assert dict(form(page, NEW).values)["preis"] == "billig"

    async def test_an_incomplete_draft_may_be_saved(self, editor):
        page = await editor.done(NEW, titel="Noch nichts", schritt="speichern")

        assert "Zum Veröffentlichen fehlt noch etwas" in page

    async def test_a_draft_without_a_title_may_not(self, editor):
        response = await editor.send(NEW, beschreibung="Text", schritt="speichern")

        assert response.status == 422
        assert "damit man den Entwurf wiederfindet" in await response.text()

    async def test_warnings_are_told(self, editor):
        page = await editor.done(EDIT, web="keine adresse", schritt="speichern")

        assert "ist keine Webadresse" in plain(page)

    async def test_a_word_that_exists_is_not_written_over(self, editor, reviewer):
        word = {"wort": "Pötten", "art": "thema", "bedeutet": "Töpfern"}
        await reviewer.done(WORD, **word, schritt="veroeffentlichen")

        response = await editor.send(
            WORD, **word | {"bedeutet": "Kochen"}, schritt="speichern"
        )

        assert response.status == 422
        assert "Dieses Wort gibt es schon." in await response.text()

    async def test_sending_the_same_form_twice_gives_one_draft(
        self, editor, staff_catalog
    ):
        found = form(await editor.page(NEW), NEW)
        data = found.filled(titel="Doppelt gesendet", schritt="speichern")

        for _ in range(2):
            response = await editor.client.post(NEW, data=data, allow_redirects=False)
            assert response.status == 303

        assert len(staff_catalog.editing.drafts()) == 1

    async def test_an_actor_with_offers_stays(self, reviewer):
        own = "/verwaltung/akteure/a-001"

        response = await reviewer.send(f"{own}/archivieren")

        assert response.status == 409
        assert "ist Anbieter von Angeboten" in await response.text()

    async def test_what_is_not_there_is_told(self, editor):
        record = await editor.page("/verwaltung/angebote/o-9999", 404)
        page = await editor.page("/verwaltung/gibt-es-nicht", 404)

        assert "Diesen Eintrag gibt es nicht oder nicht mehr." in record
        assert "Diese Seite gibt es nicht." in page


class TestPreview:
    async def test_shows_the_card_and_saves_nothing(self, editor, staff_catalog):
        response = await editor.send(EDIT, titel="Neuer Titel", schritt="vorschau")

        page = await response.text()
        assert response.status == 200
        card = page[page.index('<article class="card">') : page.index("</article>")]
        assert "Neuer Titel" in card
        assert "72,00 €" in card
        assert staff_catalog.editing.draft("offer", "o-0001") is None
        assert dict(form(page, EDIT).values)["titel"] == "Neuer Titel"

    async def test_is_the_card_of_the_search(self, editor):
        own = await editor.page(OFFER)
        public = await editor.page(f"/suche?q={TITLE}")

        card = re.compile(r'<p class="badges">(.*?)</p>\s*</article>', re.DOTALL)
        first = public[public.index(f">{TITLE}</a>") :]
        assert plain(card.search(own)[1]) == plain(card.search(first)[1])

    async def test_says_what_is_missing(self, editor):
        response = await editor.send(NEW, titel="Noch nichts", schritt="vorschau")

        assert "Eine Vorschau gibt es, sobald" in await response.text()


class TestTwoAtOnce:
    async def test_the_second_sees_both_versions_and_chooses(
        self, editor, reviewer, staff_catalog
    ):
        found = form(await editor.page(EDIT), EDIT)
        await reviewer.done(EDIT, titel="Von Rita", preis="80,00", schritt="speichern")

        response = await editor.client.post(
            EDIT,
            data=found.filled(titel="Von Anna", schritt="speichern"),
            allow_redirects=False,
        )
        page = await response.text()

        assert response.status == 409
        assert "Rita hat diesen Eintrag inzwischen gespeichert." in page
        assert "Von Anna" in page
        assert "Von Rita" in page
        assert staff_catalog.editing.draft("offer", "o-0001").cells["titel"] == (
            "Von Rita"
        )

        merge = form(page, f"{OFFER}/zusammen")
        proposed = dict(merge.values)
        assert (proposed["wahl-titel"], proposed["wahl-preis"]) == ("meine", "andere")
        response = await editor.client.post(
            merge.action, data=merge.filled(), allow_redirects=False
        )

        assert response.status == 303
        draft = staff_catalog.editing.draft("offer", "o-0001")
        assert (draft.cells["titel"], draft.cells["preis"]) == ("Von Anna", "80,00")
        assert draft.cells["themen"] == "Yoga|Rücken|Entspannung"

    async def test_what_was_published_meanwhile_is_not_written_over(
        self, editor, reviewer, staff_catalog
    ):
        await editor.done(EDIT, titel="Erster Entwurf", schritt="speichern")
        found = form(await editor.page(EDIT), EDIT)
        await reviewer.done(EDIT, titel="Von Rita", schritt="veroeffentlichen")

        response = await editor.client.post(
            EDIT, data=found.filled(titel="Von Anna", schritt="speichern")
        )

        assert response.status == 409
        assert "Von Rita" in await response.text()
        assert staff_catalog.editing.draft("offer", "o-0001") is None

    async def test_an_import_meanwhile_is_shown_at_publishing(
        self, editor, reviewer, staff_catalog, tmp_path
    ):
        await editor.done(EDIT, preis="30,00", schritt="einreichen")
        cells = staff_catalog.editing.published("offer", "o-0001")
        row = make_offer(**cells | {"preis": "19,00"})
        staff_catalog.import_files(make_files(tmp_path / "new", offers=[row]))

        page = await reviewer.page(f"{OFFER}/pruefen")
        assert "hat sich der veröffentlichte Eintrag geändert" in page
        response = await reviewer.send(f"{OFFER}/veroeffentlichen", f"{OFFER}/pruefen")
        page = await response.text()

        assert response.status == 409
        assert "19,00" in page
        assert "30,00" in page
        merge = form(page, f"{OFFER}/zusammen")
        await reviewer.client.post(
            merge.action, data=merge.filled(**{"wahl-preis": "meine"})
        )
        await reviewer.done(f"{OFFER}/veroeffentlichen", f"{OFFER}/pruefen")
        assert staff_catalog.editing.published("offer", "o-0001")["preis"] == "30,00"

    async def test_a_review_of_an_old_version_publishes_nothing(
        self, editor, reviewer, staff_catalog
    ):
        await editor.done(EDIT, titel="Erste Fassung", schritt="einreichen")
        seen = form(
            await reviewer.page(f"{OFFER}/pruefen"), f"{OFFER}/veroeffentlichen"
        )
        await editor.done(EDIT, titel="Zweite Fassung", schritt="einreichen")

        response = await reviewer.client.post(seen.action, data=seen.filled())

        assert response.status == 409
        assert "Es wurde nichts überschrieben." in await response.text()
        assert staff_catalog.get_offer("o-0001").offer.title == TITLE


class TestReview:
    async def test_shows_the_changed_words_side_by_side(self, editor, reviewer):
        await editor.done(
            EDIT,
            titel="Yoga für die Schultern",
            zielgruppen=["erwachsene", "senioren"],
            schritt="einreichen",
        )

        page = await reviewer.page(f"{OFFER}/pruefen")

        assert "Yoga für <del>den</del> <del>Rücken</del>" in page
        assert "Yoga für <ins>die</ins> <ins>Schultern</ins>" in page
        assert "<ins>Erwachsene\nSenioren</ins>" in page
        assert re.findall(r'scope="row">([^<]+)</th>', page) == ["Titel", "Zielgruppen"]


class TestHistory:
    async def test_an_old_version_is_published_again(self, reviewer, staff_catalog):
        rita = Editor("Rita", Role.REVIEWER)
        for price in ("10,00", "20,00"):
            cells = staff_catalog.editing.published("offer", "o-0001")
            staff_catalog.editing.save(
                rita, "offer", "o-0001", cells | {"preis": price}, version=0
            )
            staff_catalog.editing.publish(rita, "offer", "o-0001", version=1)
        entry = staff_catalog.editing.history("offer", "o-0001")[1]

        page = await reviewer.page(f"{OFFER}/verlauf")
        assert f"verlauf/{entry.key}" in page
        page = await reviewer.page(f"{OFFER}/verlauf/{entry.key}")
        assert "<del>20,00</del>" in page
        assert "<ins>10,00</ins>" in page
        page = await reviewer.done(f"{OFFER}/verlauf/{entry.key}")

        assert "Der frühere Stand ist wieder veröffentlicht." in page
        assert staff_catalog.editing.published("offer", "o-0001")["preis"] == "10,00"

    @pytest.mark.parametrize("key", ["0", "x", "99999999", "1" * 30])
    async def test_there_is_no_other_version(self, reviewer, key):
        await reviewer.page(f"{OFFER}/verlauf/{key}", 404)


class TestEveryColumn:
    @pytest.mark.parametrize(
        ("kind", "path"),
        [("offer", NEW), ("actor", "/verwaltung/neu/akteure"), ("word", WORD),
         ("article", "/verwaltung/neu/texte")],
    )  # fmt: skip
    async def test_can_be_edited(self, editor, kind, path):
        page = await editor.page(path)

        names = set(re.findall(r'name="([a-z_]+)"', page))
        assert set(columns_of(kind)) - {"id"} <= names

    async def test_stays_as_it_is_when_the_form_is_only_sent(
        self, reviewer, staff_catalog
    ):
        before = [
            (kind, row.id)
            for kind in ("offer", "actor", "article")
            for row in staff_catalog.overview.page(kind, size=40).items
        ] + [("offer", "x-offer"), ("actor", "x-1")]
        paths = {"offer": "angebote", "actor": "akteure", "article": "texte"}

        for kind, record_id in before:
            path = f"/verwaltung/{paths[kind]}/{record_id}/bearbeiten"
            page = await reviewer.done(path, schritt="speichern")
            assert "Es hat sich nichts geändert." in page, staff_catalog.editing.draft(
                kind, record_id
            ).changes

        assert staff_catalog.editing.drafts() == []
