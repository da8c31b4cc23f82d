"""The report of a run: tables, and why an answer of Lernlotse misses; measures nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.data import TODAY, Row
from benchmarks.machine import now
from benchmarks.quality_engines import SHOWN, variants
from benchmarks.quality_judge import Judge
from benchmarks.quality_scores import OURS, Answer, Measured

FAULTS = {
    "open": "over, cancelled or full",
    "title": "other matter",
    "about": "other matter",
    "text": "other matter",
    "never": "not what is meant",
    "near": "too far or online",
    "age": "other or unknown age",
    "groups": "other people",
    "kinds": "other kind",
    "price": "too dear or price unknown",
    "mode": "not online",
    "levels": "other level",
    "funding": "not funded so",
    "says": "not said of it",
    "weekdays": "other or unknown day",
    "starts": "other or unknown time",
    "begins": "other dates",
    "within": "other dates",
}
REPORT = """# Search quality: Lernlotse beside a full-text query and slots with SQL

{date}. {offers:,} offers, {questions} questions, the first {shown} offers of each answer.

{summary}

- *success@3*: at least one of the first three offers is relevant.
- *precision@3*: how many of the first three are relevant, divided by three, or by the
  number of relevant offers where there are fewer than three (questions: {few}).
- An offer is relevant when it is about the matter **and** meets every condition that
  was asked for; what is unknown is not met. `quality_questions.yml` and
  `quality_questions_new.yml` say for each question what that means, as patterns and
  columns. They were written from the offers' texts by people who knew no engine, and
  use none of the engines' code. Answers to the first ones were looked at while the
  vocabulary grew; those to the new ones were not.
- *Lernlotse*: `Catalog.understand` and `Catalog.search_offers` as in the chat; hits
  that were found by changing the question count against the question as asked.
- *full text*: SQLite FTS5 over title, topics and description (`unicode61`, without
  diacritics, bm25) with the words of the sentence. The best of {variants} variants:
  {variant}. The worst one has precision@3 {worst}.
- *slots and SQL*: what the tutorials build. Lookup tables of all topics (also with
  "kurs" behind) and places, patterns for age, target group, weekday, level, highest
  price, free and online; `LIKE` and `=` joined by AND, soonest first.
- Offers that are over, cancelled or full are left out for the two others.
- The catalog: {courses:,} offers made of the courses of Berlin's Volkshochschulen
  (open data, CC BY), each at four places of the district with other dates, prices and
  forms, and {examples} of the example catalog. Today is {today}.

## Kinds of questions

success@3 and precision@3 of each engine.

{kinds}

## Where Lernlotse misses

Each question that was looked at with an offer among the first three that is not
relevant: what is wrong with it, and what the sentence was taken for.

{missed}

## Repeat

```
uv run python -m benchmarks.quality --extract FOLDER
```
"""


def report(measured: Measured) -> str:
    """Return the run as a Markdown page."""
    ours = measured.answers[OURS]
    examples = sum(row["id"].startswith("o-") for row in measured.rows)
    return REPORT.format(
        date=now(),
        offers=len(measured.rows),
        questions=len(ours),
        shown=SHOWN,
        summary=_summary(measured),
        few=sum(len(answer.relevant) < SHOWN for answer in ours),
        variants=len(variants()),
        variant=measured.variant,
        worst=_percent(measured.worst),
        courses=len(measured.rows) - examples,
        examples=examples,
        today=TODAY,
        kinds=_kinds(measured),
        missed="\n".join(_missed(measured)) or "Nowhere.",
    )


def _summary(measured: Measured) -> str:
    rows = [
        (title, engine, *_both(measured, engine, is_new=is_new))
        for title, is_new in (("new", True), ("looked at", False))
        for engine in measured.answers
    ]
    return _table(("questions", "engine", "success@3", "precision@3"), rows)


def _kinds(measured: Measured) -> str:
    asked = [answer.question.kind for answer in measured.answers[OURS]]
    rows = [
        (
            kind,
            str(asked.count(kind)),
            *(", ".join(_both(measured, e, kind)) for e in measured.answers),
        )
        for kind in dict.fromkeys(asked)
    ]
    return _table(("kind", "questions", *measured.answers), rows)


def _both(
    measured: Measured, engine: str, kind: str = "", *, is_new: bool | None = None
) -> tuple[str, str]:
    score = measured.score(engine, kind, is_new=is_new)
    return _percent(score.success), _percent(score.precision)


def _missed(measured: Measured) -> Iterator[str]:
    rows = {row["id"]: row for row in measured.rows}
    for answer in sorted(measured.answers[OURS], key=lambda a: a.score.precision):
        if answer.score.precision < 1 and not answer.question.is_new:
            asked = answer.question.text
            reason = _reason(answer, rows, measured.judge)
            yield f"- **{asked}** {reason} Read as: {measured.read_as[asked]}."


def _reason(answer: Answer, rows: Mapping[str, Row], judge: Judge) -> str:
    wrong = [rows[id_] for id_ in answer.shown if id_ not in answer.relevant]
    goal = min(SHOWN, len(answer.relevant))
    right = len(answer.shown) - len(wrong)
    told = [f"{row['titel'].strip()} ({_faults(answer, row, judge)})" for row in wrong]
    if len(answer.shown) < goal:
        told.append(f"only {len(answer.shown)} shown")
    return f"({right} of {goal}) {'; '.join(told)}."


def _faults(answer: Answer, row: Row, judge: Judge) -> str:
    found = judge.faults(answer.question.need, row)
    return ", ".join(dict.fromkeys(FAULTS[fault] for fault in found))


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
