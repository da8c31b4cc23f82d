"""The other pages of the staff area: lists, series, trying out, accounts, protocol."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

import pytest

from catalog import Editor, Role, columns_of
from tests.integration.web.staff_support import (
    ADMIN,
    EDITOR,
    OFFER,
    PASSWORD,
    REVIEWER,
    TITLE,
    form,
)

ANNA = Editor("Anna", Role.EDITOR)
RITA = Editor("Rita", Role.REVIEWER)
EDIT = f"{OFFER}/bearbeiten"
EVIL = "\"'><script>alert(1)</script>{{ 7*7 }}"


def plain(page):
    """Return what a person reads of a page."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(text).split())


def rows(page):
    """Return what the rows of a list are called."""
    return re.findall(
        r'class="kern-table__header staff-name".*?<a [^>]+>([^<]+)<', page
    )


class TestLists:
    @pytest.mark.parametrize(
        ("path", "title"),
        [
            ("angebote?q=yoga+volkshochschule", TITLE),
            ("angebote?q=o-0001", TITLE),
            ("angebote?q=TÖPFERKURS", "Töpferkurs am Mittwochabend"),
            ("akteure?q=tonkrug", "Kreativhof Tonkrug"),
            ("texte?q=bildungsgutschein", "Bildungsgutschein"),
        ],
    )
    async def test_find_by_part_of_title_id_and_provider(self, editor, path, title):
        assert title in rows(await editor.page(f"/verwaltung/{path}"))

    @pytest.mark.parametrize("text", ["%", "_", "gibt es nicht", "\x00", "x" * 5000])
    async def test_find_nothing_else(self, editor, text):
        page = await editor.page(f"/verwaltung/angebote?q={text}".replace("%", "%25"))

        if text == "\x00":
            assert "361 Einträge" in page or "365 Einträge" in page
        else:
            assert "Dazu gibt es keinen Eintrag." in page

    async def test_show_drafts_and_archived_ones(self, editor, staff_catalog):
        editing = staff_catalog.editing
        editing.save(ANNA, "offer", None, {"titel": "Ganz neu"}, version=0)
        waits = editing.published("offer", "o-0002") | {"titel": "Wartet hier"}
        editing.save(ANNA, "offer", "o-0002", waits, version=0)
        editing.submit(ANNA, "offer", "o-0002", version=1)
        editing.archive(RITA, "offer", "o-0001")

        shown = {
            state: rows(await editor.page(f"/verwaltung/angebote?stand={state}"))
            for state in ("draft", "review", "archived")
        }
        old = staff_catalog.editing.published("offer", "o-0002")["titel"]

        assert shown == {"draft": ["Ganz neu"], "review": [old], "archived": [TITLE]}
        assert "Ganz neu" in rows(await editor.page("/verwaltung/angebote?q=ganz+neu"))
        assert rows(await editor.page("/verwaltung/angebote?q=o-0001")) == []

    async def test_have_pages(self, editor):
        first = rows(await editor.page("/verwaltung/angebote"))
        second = rows(await editor.page("/verwaltung/angebote?seite=2"))
        none = await editor.page("/verwaltung/angebote?seite=99999")

        assert (len(first), len(second)) == (50, 50)
        assert not set(first) & set(second)
        assert [title.casefold() for title in first[:3]] == sorted(
            title.casefold() for title in first[:3]
        )
        assert "Dazu gibt es keinen Eintrag." in none

    async def test_findings_lead_to_the_records(self, editor):
        page = await editor.page("/verwaltung/auffaelligkeiten?art=expired")

        assert rows(page) == ["Drachenbau"]
        assert "abgelaufen am 01.10.2026" in page
        assert "Abgelaufen" in await editor.page("/verwaltung/")


class TestSeries:
    async def test_leaves_out_holidays(self, editor, staff_catalog):
        response = await editor.send(
            EDIT,
            termine="",
            serie_ab="2026-12-14",
            serie_bis="2027-01-18",
            serie_von="18:00",
            serie_ende="19:30",
            serie_ferien="ja",
            serie_feiertage="ja",
            schritt="serie",
        )

        page = await response.text()
        assert dict(form(page, EDIT).values)["termine"].split("\n") == [
            "Mo 14.12.2026 18:00-19:30",
            "Mo 04.01.2027 18:00-19:30",
            "Mo 11.01.2027 18:00-19:30",
            "Mo 18.01.2027 18:00-19:30",
        ]
        assert "4 Termine eingetragen, 2 wegen Ferien oder Feiertagen" in plain(page)
        assert staff_catalog.editing.draft("offer", "o-0001") is None

    async def test_leaves_out_public_holidays_alone(self, editor):
        response = await editor.send(
            EDIT,
            termine="",
            serie_ab="2027-04-26",
            serie_bis="2027-05-31",
            serie_wochen="1",
            serie_ferien=[],
            serie_feiertage="ja",
            schritt="serie",
        )

        dates = dict(form(await response.text(), EDIT).values)["termine"]
        assert dates.split("\n") == [
            "Mo 26.04.2027",
            "Mo 03.05.2027",
            "Mo 10.05.2027",
            "Mo 24.05.2027",
            "Mo 31.05.2027",
        ]

    async def test_every_other_week_beside_what_is_there(self, editor):
        response = await editor.send(
            EDIT,
            termine="Mi 02.12.2026",
            serie_ab="01.12.2026",
            serie_bis="30.12.2026",
            serie_wochen="2",
            serie_ferien=[],
            serie_feiertage=[],
            schritt="serie",
        )

        dates = dict(form(await response.text(), EDIT).values)["termine"]
        assert dates.split("\n") == [
            "Di 01.12.2026",
            "Mi 02.12.2026",
            "Di 15.12.2026",
            "Di 29.12.2026",
        ]

    @pytest.mark.parametrize(
        ("changed", "field", "said"),
        [
            ({"serie_ab": ""}, "serie_ab", "den ersten Tag"),
            ({"serie_bis": ""}, "serie_bis", "den letzten Tag"),
            ({"serie_ab": "bald"}, "serie_ab", "kein Datum"),
            ({"serie_ab": "2026-02-31"}, "serie_ab", "kein Datum"),
            ({"serie_bis": "2026-11-01"}, "serie_bis", "vor dem ersten"),
            ({"serie_bis": "2199-01-01"}, "serie_bis", "mehr als 120"),
            ({"serie_von": "25:00"}, "serie_von", "keine Uhrzeit"),
            ({"serie_ende": "19:00"}, "serie_von", "wann es beginnt"),
            (
                {"serie_von": "19:00", "serie_ende": "18:00"},
                "serie_ende",
                "vor dem Beginn",
            ),
            (
                {"serie_ab": "2026-12-25", "serie_bis": "2026-12-25"},
                "serie_bis",
                "kein Termin übrig",
            ),
        ],
    )
    async def test_says_what_is_wrong(self, editor, changed, field, said):
        filled = {"serie_ab": "2026-12-01", "serie_bis": "2026-12-20"} | changed

        response = await editor.send(EDIT, **filled, schritt="serie")

        page = await response.text()
        summary = page[page.index('id="fehler"') :]
        assert f'href="#feld-{field}"' in summary
        assert said in summary


class TestTryingOut:
    async def ask(self, person, question, record="angebote/o-0001", **more):
        address = f"/verwaltung/{record}/ausprobieren"
        response = await person.client.get(address, params={"frage": question} | more)
        assert response.status == 200
        return plain(await response.text())

    async def test_tells_the_place_among_the_hits(self, editor):
        page = await self.ask(editor, "Yoga in Haldensleben")

        assert re.search(r"Gefunden, an Stelle \d+ von \d+\.", page)
        assert "So versteht der Assistent die Frage Yoga Haldensleben" in page

    @pytest.mark.parametrize(
        ("question", "blocked"),
        [
            ("Töpfern in Haldensleben", "Töpfern"),
            ("Yoga in Haldensleben für Kinder", "Kinder"),
            ("kostenloses Yoga in Haldensleben", "kostenlos"),
        ],
    )
    async def test_names_the_condition_that_keeps_it_out(
        self, editor, question, blocked
    ):
        page = await self.ask(editor, question)

        if "Nicht gefunden" in page:
            said = page.split("nicht zum Eintrag:")[1].split("So versteht")[0]
            assert said.strip() == blocked
        else:
            assert f"statt {blocked}" in page

    async def test_says_that_it_is_over(self, editor):
        page = await self.ask(editor, "Drachenbau", "angebote/x-over")

        assert "Alle Termine sind vorbei." in page

    async def test_says_that_it_is_cancelled(self, editor):
        page = await self.ask(editor, "Zaubertricks", "angebote/x-off")

        assert "Das Angebot ist abgesagt." in page

    async def test_says_that_nothing_was_understood(self, editor):
        page = await self.ask(editor, "hm")

        assert "Keine Bedingung erkannt." in page

    async def test_a_draft_as_if_it_were_published(self, editor, staff_catalog):
        draft = staff_catalog.editing.save(
            ANNA,
            "offer",
            None,
            {
                "titel": "Zwirbeln",
                "art": "kurs",
                "anbieter_id": "a-001",
                "themen": "Zwirbeln",
            },
            version=0,
        )

        page = await self.ask(editor, "Zwirbeln", f"angebote/{draft.record_id}")

        assert "Ausprobiert wird der Entwurf" in page
        assert "Gefunden, an Stelle 1 von 1." in page
        assert staff_catalog.editing.published("offer", draft.record_id) is None
        assert "Dazu haben wir nichts gefunden" in plain(
            await editor.page("/suche?q=Zwirbeln")
        )

    async def test_an_incomplete_draft_says_what_is_missing(
        self, editor, staff_catalog
    ):
        draft = staff_catalog.editing.save(
            ANNA, "offer", None, {"titel": "Zwirbeln"}, version=0
        )

        page = await self.ask(editor, "Zwirbeln", f"angebote/{draft.record_id}")

        assert "erst, wenn diese Angaben vollständig sind" in page

    async def test_actors_and_texts(self, editor):
        actor = await self.ask(editor, "Volkshochschule", "akteure/a-001")
        text = await self.ask(editor, "Was ist ein Bildungsgutschein?", "texte/w-02")
        other = await self.ask(editor, "Was ist ein Bildungsgutschein?", "texte/w-01")

        assert re.search(r"Gefunden, an Stelle \d+ von \d+\.", actor)
        assert "Ja, der Assistent antwortet mit diesem Text." in text
        assert "Nein, der Assistent antwortet mit einem anderen Text." in other

    async def test_a_word_of_a_draft_is_understood(self, editor, staff_catalog):
        cells = {"wort": "Pötten", "art": "thema", "bedeutet": "Töpfern"}
        staff_catalog.editing.save(ANNA, "word", None, cells, version=0)

        page = await self.ask(editor, "Pötten lernen", "woerter/Pötten")

        assert "So versteht der Assistent die Frage Töpfern" in page


class TestAccounts:
    async def test_one_changes_the_own_password(self, editor, staff_catalog):
        before = editor.cookie()

        page = await editor.done(
            "/verwaltung/konto/passwort",
            "/verwaltung/konto",
            bisher=PASSWORD,
            neu="noch ein langes Passwort",
            noch_einmal="noch ein langes Passwort",
        )

        assert "Ihr Passwort ist geändert." in page
        assert staff_catalog.accounts.signed_in(before) is None
        assert staff_catalog.accounts.signed_in(editor.cookie()) is not None

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"bisher": "falsch"}, "Das bisherige Passwort stimmt nicht."),
            ({"neu": "kurz", "noch_einmal": "kurz"}, "braucht 12 bis 200 Zeichen"),
            ({"noch_einmal": "etwas anderes"}, "stimmen nicht überein"),
        ],
    )
    async def test_a_password_is_not_changed_just_so(
        self, editor, staff_catalog, changed, said
    ):
        new = "noch ein langes Passwort"
        filled = {"bisher": PASSWORD, "neu": new, "noch_einmal": new} | changed

        response = await editor.send(
            "/verwaltung/konto/passwort", "/verwaltung/konto", **filled
        )

        assert response.status == 422
        assert said in await response.text()
        assert staff_catalog.accounts.signed_in(editor.cookie()) is not None

    async def test_one_ends_the_own_sessions_only(
        self, make_person, editor, staff_catalog
    ):
        second = await make_person(EDITOR)
        other = await make_person(REVIEWER)
        keys = {s.key: s.account.name for s in staff_catalog.accounts.sessions()}
        own = staff_catalog.accounts.signed_in(editor.cookie()).key
        csrf = await editor.csrf()

        for key in keys:
            if key != own:
                await editor.client.post(
                    "/verwaltung/konto/sitzung", data={"csrf": csrf, "sitzung": key}
                )

        assert staff_catalog.accounts.signed_in(second.cookie()) is None
        assert staff_catalog.accounts.signed_in(other.cookie()) is not None

    async def test_the_administrator_adds_changes_and_locks(self, admin, make_person):
        konten = "/verwaltung/konten"
        page = await admin.done(
            konten, name="Nina/Neu", rolle="editor", passwort=PASSWORD
        )
        assert "Das Konto ist angelegt." in page
        own = f"{konten}/Nina%2FNeu"
        nina = await make_person("Nina/Neu")
        await nina.page("/verwaltung/pruefen", 403)

        await admin.done(f"{own}/rolle", own, rolle="reviewer")
        await nina.page("/verwaltung/pruefen")
        await admin.done(f"{own}/stand", own)

        response = await nina.client.get("/verwaltung/", allow_redirects=False)
        assert response.status == 303
        assert (await nina.sign_in("Nina/Neu")).status == 403
        await admin.done(f"{own}/stand", own)
        await admin.done(f"{own}/passwort", own, passwort="ganz anderes Passwort")
        assert (await nina.sign_in("Nina/Neu", "ganz anderes Passwort")).status == 303
        protocol = plain(await admin.page("/verwaltung/protokoll?art=account"))
        for said in (
            "Konto angelegt Konto Nina/Neu neu → Redaktion",
            "Rolle geändert Konto Nina/Neu Redaktion → Prüfung",
            "Konto gesperrt Konto Nina/Neu",
            "Konto freigeschaltet Konto Nina/Neu",
            "Passwort geändert Konto Nina/Neu",
        ):
            assert said in protocol

    async def test_there_is_always_an_administrator(self, admin):
        own = f"/verwaltung/konten/{ADMIN}"

        response = await admin.send(f"{own}/stand", own)

        assert response.status == 409
        assert "niemanden mehr, der verwalten darf" in await response.text()

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"name": " "}, "Geben Sie bitte einen Namen an."),
            ({"name": " ANNA "}, "Diesen Namen gibt es schon."),
            ({"passwort": "kurz"}, "braucht 12 bis 200 Zeichen"),
            ({"rolle": "gott"}, "Wählen Sie bitte eine Rolle."),
        ],
    )
    async def test_a_wrong_account_is_not_added(
        self, admin, staff_catalog, changed, said
    ):
        filled = {"name": "Neu", "rolle": "editor", "passwort": PASSWORD} | changed

        response = await admin.send("/verwaltung/konten", **filled)

        assert response.status == 422
        assert said in await response.text()
        assert len(staff_catalog.accounts.every()) == 3

    async def test_the_administrator_ends_any_session(
        self, admin, editor, staff_catalog
    ):
        key = staff_catalog.accounts.signed_in(editor.cookie()).key
        csrf = await admin.csrf()

        await admin.client.post(
            "/verwaltung/sitzung", data={"csrf": csrf, "sitzung": key}
        )

        assert staff_catalog.accounts.signed_in(editor.cookie()) is None


class TestProtocol:
    async def test_shows_who_did_what(self, admin, staff_catalog):
        cells = staff_catalog.editing.published("offer", "o-0001")
        changed = cells | {"preis": "10,00"}
        staff_catalog.editing.save(ANNA, "offer", "o-0001", changed, version=0)
        staff_catalog.editing.publish(RITA, "offer", "o-0001", version=1)

        page = plain(await admin.page("/verwaltung/protokoll?art=offer&wer=rita"))

        assert "Ein Vorgang" in page
        assert f"Rita veröffentlicht Angebot {TITLE} Preis in Euro" in page


class TestMarkupStaysText:
    """Whatever is written into any field is shown as it was written."""

    @pytest.mark.parametrize(
        ("kind", "path"),
        [("offer", "angebote"), ("actor", "akteure"), ("article", "texte"),
         ("word", "woerter")],
    )  # fmt: skip
    async def test_on_every_page(self, admin, staff_catalog, kind, path):
        fine = {
            "art": {"word": "thema", "article": "wissen"}.get(kind, "sonstige"),
            "stand": "2026-11-01",
            "anbieter_id": "a-001",
        }
        evil = {
            column: fine.get(column, f"{column}{EVIL}")
            for column in columns_of(kind)
            if column != "id"
        }
        editing = staff_catalog.editing
        chef = Editor(f"Chefin{EVIL}", Role.ADMIN)
        draft = editing.save(chef, kind, None, evil, version=0)
        readable = {
            c: v
            for c, v in evil.items()
            if c not in editing.read(kind, draft.cells).problems
        }
        draft = editing.save(
            chef, kind, draft.record_id, {**readable, **fine}, version=1
        )
        editing.submit(chef, kind, draft.record_id, version=2)
        editing.reject(chef, kind, draft.record_id, version=3, note=f"Grund{EVIL}")
        pages = [
            await self.own(admin, path, draft.record_id, page)
            for page in ("", "bearbeiten", "pruefen", "verwerfen", "ausprobieren")
        ]
        editing.publish(chef, kind, draft.record_id, version=4)
        changed = editing.published(kind, draft.record_id) | evil
        editing.save(chef, kind, draft.record_id, changed, version=0)
        key = editing.history(kind, draft.record_id)[0].key
        pages += [
            await self.own(admin, path, draft.record_id, page)
            for page in ("", "bearbeiten", "pruefen", "verlauf", f"verlauf/{key}",
                         "archivieren", f"ausprobieren?frage={EVIL}")
        ]  # fmt: skip
        for page in ("", path, f"{path}?q={EVIL}", "protokoll", "auffaelligkeiten",
                     f"protokoll?wer={EVIL}", f"neu/{path}?vorlage={EVIL}"):  # fmt: skip
            pages.append(await self.own(admin, page))
        conflict = await admin.client.post(
            self.address(path, draft.record_id, "bearbeiten"),
            data={"csrf": await admin.csrf(), "version": "77", **evil},
        )
        pages.append(await conflict.text())

        assert conflict.status == 409
        assert all("<script" not in page for page in pages)
        assert sum("&lt;script&gt;" in page for page in pages) >= 12

    @staticmethod
    def address(*parts):
        *kept, last = parts
        page, _, query = last.partition("?")
        quoted = [
            quote(part, safe="/" if n == 0 else "") for n, part in enumerate(kept)
        ]
        name, _, value = query.partition("=")
        address = "/".join(["/verwaltung", *quoted, *([page] if page else [])])
        address = address if quoted or page else "/verwaltung/"
        return f"{address}?{name}={quote(value)}" if query else address

    async def own(self, person, *parts):
        response = await person.client.get(self.address(*parts))
        text = await response.text()
        is_other_record = parts[0].startswith("neu/")
        assert response.status == (404 if is_other_record else 200), (parts, text)
        return text
