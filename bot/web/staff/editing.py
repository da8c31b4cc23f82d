"""The form of a record: filled in, looked at, saved, handed in or published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import web
from multidict import MultiMapping

from bot.web.keys import CATALOG
from bot.web.staff import conflicts, keys, series, texts
from bot.web.staff.fields import Group, fields, groups
from bot.web.staff.forms import cells_from, dates_text, inputs, is_day, provider_text
from bot.web.staff.kinds import asked_for, asked_kind, record_path
from bot.web.staff.pages import go, me, show
from bot.web.staff.requests import Refused, posted, version_of
from bot.web.staff.views import Preview, find_record, preview
from bot.web.threads import ask_catalog
from catalog import LEVELS, Catalog, Cells, Editing, Editor, Suggestions
from catalog.errors import ChangedMeanwhile, RecordNotFound

# What the buttons send.
SAVE, PREVIEW, SUBMIT, PUBLISH, SERIES = (
    "speichern",
    "vorschau",
    "einreichen",
    "veroeffentlichen",
    "serie",
)
TITLES = {"offer": "titel", "actor": "name", "article": "titel", "word": "wort"}
_NEW_ID = re.compile(r"[a-z]-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Form:
    """A form as a page shows it; `problems` and `warnings` by column."""

    kind: str
    id: str
    is_new: bool
    cells: Cells
    version: int
    groups: Sequence[Group]
    suggestions: Suggestions
    title: str = ""
    is_waiting: bool = False
    note: str = ""
    provider: str = ""
    problems: dict[str, str] = field(default_factory=dict)
    warnings: tuple[tuple[str, str], ...] = ()
    preview: Preview | None = None
    typed_series: dict[str, str] = field(default_factory=dict)
    added_series: series.Added | None = None

    def input_value(self, column: str, widget: str) -> str:
        """Return what stands in a field."""
        cell = self.cells.get(column, "")
        if widget == "dates":
            return dates_text(cell)
        return self.provider if widget == "provider" else cell

    def inputs(self, column: str) -> list[str]:
        """Return what stands in the inputs of a field that holds several values."""
        return inputs(self.cells.get(column, ""))

    def is_chosen(self, column: str, value: str) -> bool:
        """Whether a value is among those of a field."""
        return value in self.cells.get(column, "").split("|")

    def is_day(self, column: str) -> bool:
        """Whether a browser's own field for dates can show what stands there."""
        return is_day(self.cells.get(column, ""))

    def strangers(self, column: str) -> list[str]:
        """Return values of a field that are none of its options."""
        known = {value for value, _ in fields(self.kind)[column].options}
        values = self.cells.get(column, "").split("|")
        return [value for value in values if value and value not in known]


async def new_form(request: web.Request) -> web.Response:
    """Show an empty form, or one filled in like another record."""
    kind, pattern = asked_kind(request), request.query.get("vorlage", "")
    form = await ask_catalog(request, _new_form, kind, pattern)
    return await _show(request, form)


async def edit_form(request: web.Request) -> web.Response:
    """Show the form of a record."""
    form = await ask_catalog(request, _form_of, *asked_for(request))
    return await _show(request, form)


async def take_new(request: web.Request) -> web.Response:
    """Do with a new record what the pressed button says."""
    kind = asked_kind(request)
    values = await posted(request)
    record_id = values.get("id", "")
    if kind == "word":
        record_id = Editing.new_id(kind, {"wort": values.get("wort", "")})
    elif not _NEW_ID.fullmatch(record_id):
        raise Refused(400, texts.text("problem", "bad_request"))
    return await _take(request, kind, record_id, is_new=True)


async def take_edit(request: web.Request) -> web.Response:
    """Do with a record what the pressed button says."""
    kind, record_id = asked_for(request)
    return await _take(request, kind, record_id, is_new=False)


async def _take(
    request: web.Request, kind: str, record_id: str, *, is_new: bool
) -> web.Response:
    values = await posted(request)
    form = await ask_catalog(
        request,
        _posted_form,
        kind,
        record_id,
        await request.post(),
        is_new=is_new,
        version=version_of(values),
    )
    step = values.get("schritt", SAVE)
    if step == SERIES:
        return await _show(request, _with_series(request, form, values))
    editor = me(request).account.editor
    form = await ask_catalog(request, _checked, form, step)
    if form.problems and step != PREVIEW:
        return await _show(request, form, status=422)
    if step == PREVIEW:
        return await _show(request, form)
    try:
        notice = await ask_catalog(request, _carry_out, editor, form, step)
    except ChangedMeanwhile as error:
        return await conflicts.show_conflict(
            request, kind, record_id, form.cells, error
        )
    request.app[keys.FINDINGS].forget()
    return go(request, record_path(kind, record_id), notice)


def _carry_out(catalog: Catalog, editor: Editor, form: Form, step: str) -> str:
    """Save, and hand in or publish; return the key of what to say."""
    editing, kind, record_id = catalog.editing, form.kind, form.id
    published = editing.published(kind, record_id) if not form.is_new else None
    draft = editing.draft(kind, record_id)
    if draft is not None and form.is_new and draft.cells == form.cells | _own_id(form):
        return "saved"
    saved = editing.save(editor, kind, record_id, form.cells, version=form.version)
    if published is not None and not saved.changes:
        editing.discard(editor, kind, record_id, version=saved.version)
        return "unchanged"
    if step == SUBMIT:
        is_small = editing.submit(editor, kind, record_id, version=saved.version)
        return "corrected" if is_small else "submitted"
    if step == PUBLISH:
        editing.publish(editor, kind, record_id, version=saved.version)
        return "published"
    return "saved"


def _own_id(form: Form) -> Cells:
    return {} if form.kind == "word" else {"id": form.id}


def _posted_form(
    catalog: Catalog,
    kind: str,
    record_id: str,
    values: MultiMapping[Any],
    *,
    is_new: bool,
    version: int,
) -> Form:
    cells = cells_from(kind, values, catalog)
    if kind == "word" and cells.get("wort"):
        cells["wort"] = record_id
    form = _form(catalog, kind, record_id, cells, version, is_new=is_new)
    if is_new:
        return form
    found = find_record(catalog, kind, record_id)
    note = found.draft.note if found.draft else ""
    return replace(form, title=found.title, note=note)


def _checked(catalog: Catalog, form: Form, step: str) -> Form:
    """Return the form with what is wrong for what the pressed button asks."""
    reading = catalog.editing.read(form.kind, form.cells | _own_id(form))
    form = replace(form, warnings=reading.warnings)
    if step == PREVIEW:
        shown = preview(catalog, form.kind, form.cells | _own_id(form))
        return replace(form, problems=reading.problems, preview=shown)
    problems = reading.problems if step in (SUBMIT, PUBLISH) else {}
    title = TITLES[form.kind]
    if not form.cells.get(title) or not form.id:
        problems = {title: texts.text("form", "title_missing")} | problems
    elif form.kind == "word" and form.is_new and _exists(catalog, form):
        problems = {title: texts.text("form", "word_exists")}
    order = list(fields(form.kind))
    known = sorted(problems, key=lambda c: order.index(c) if c in order else -1)
    return replace(form, problems={column: problems[column] for column in known})


def _exists(catalog: Catalog, form: Form) -> bool:
    try:
        found = find_record(catalog, form.kind, form.id)
    except RecordNotFound:
        return False
    return found.draft is None or found.draft.cells != form.cells


def _with_series(request: web.Request, form: Form, values: dict[str, str]) -> Form:
    state = request.app[CATALOG].district.state
    found, problems = series.added(values, state)
    typed = {name: values.get(name, "") for name in series.NAMES}
    if problems:
        return replace(form, problems=problems, typed_series=typed)
    before = [d for d in form.cells.get("termine", "").split("|") if d]
    dates = sorted(dict.fromkeys([*before, *found.dates]))
    cells = form.cells | {"termine": "|".join(dates)}
    return replace(form, cells=cells, added_series=found, problems={})


# Forms


def _new_form(catalog: Catalog, kind: str, pattern: str) -> Form:
    cells: Cells = {}
    if pattern:
        cells = dict(find_record(catalog, kind, pattern).newest)
        for column in ("id", "geprueft_am", "wort"):
            cells.pop(column, None)
    record_id = catalog.editing.new_id(kind)
    return _form(catalog, kind, record_id, cells, 0, is_new=True)


def _form_of(catalog: Catalog, kind: str, record_id: str) -> Form:
    found = find_record(catalog, kind, record_id)
    if found.is_archived and found.draft is None:
        raise RecordNotFound(kind, record_id)
    form = _form(catalog, kind, record_id, found.newest, found.version, is_new=False)
    note = found.draft.note if found.draft else ""
    return replace(form, title=found.title, is_waiting=found.is_waiting, note=note)


def _form(
    catalog: Catalog,
    kind: str,
    record_id: str,
    cells: Cells,
    version: int,
    *,
    is_new: bool,
) -> Form:
    return Form(
        kind=kind,
        id=record_id,
        is_new=is_new,
        cells=cells,
        version=version,
        groups=groups(kind),
        suggestions=catalog.overview.suggestions(),
        title=cells.get(TITLES[kind], ""),
        provider=provider_text(catalog, cells.get("anbieter_id", "")),
    )


async def _show(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    return await show(
        request,
        "form.html",
        status=status,
        form=form,
        levels=LEVELS,
        field_of=fields(form.kind),
    )
