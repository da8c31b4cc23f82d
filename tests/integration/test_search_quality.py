"""The first offers answer what citizens ask, clearly better than two plain searches."""

from __future__ import annotations

import pytest

from benchmarks.quality import measure
from benchmarks.quality_judge import read_questions
from benchmarks.quality_report import report
from benchmarks.quality_scores import FTS, OURS, SQL
from tests import vhs_berlin

pytestmark = [
    pytest.mark.integration,
    pytest.mark.outside_data,
    pytest.mark.skipif(
        not vhs_berlin.SAMPLE.is_file(),
        reason="the sample of Berlin's courses is not here",
    ),
]
OFFERS = 2000
QUESTIONS = 120
SUCCESS_FLOOR = 0.75
PRECISION_FLOOR = 0.62
SUCCESS_AHEAD = 0.08
PRECISION_AHEAD = 0.10


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    return measure(vhs_berlin.SAMPLE.parent, tmp_path_factory.mktemp("quality"))


def test_catalog_is_large_and_every_question_has_an_answer(measured):
    assert len(measured.rows) >= OFFERS
    assert len(measured.answers[OURS]) == QUESTIONS
    assert [a.question.text for a in measured.answers[OURS] if not a.relevant] == []


def test_few_questions_have_fewer_than_three_answers(measured):
    few = [a.question.text for a in measured.answers[OURS] if len(a.relevant) < 3]

    assert len(few) <= 3


def test_first_offers_are_relevant(measured):
    ours = measured.score(OURS)

    assert ours.success >= SUCCESS_FLOOR
    assert ours.precision >= PRECISION_FLOOR


@pytest.mark.parametrize("other", [FTS, SQL])
def test_first_offers_are_better_than_those_of_a_plain_search(measured, other):
    ours, theirs = measured.score(OURS), measured.score(other)

    assert ours.success >= theirs.success + SUCCESS_AHEAD
    assert ours.precision >= theirs.precision + PRECISION_AHEAD


def test_report_names_every_question_that_misses(measured):
    page = report(measured)
    missed = [
        answer.question.text
        for answer in measured.answers[OURS]
        if answer.score.precision < 1 and not answer.question.is_new
    ]

    assert [text for text in missed if f"- **{text}** " not in page] == []
    assert {q.kind for q in read_questions()} == {
        line.split(" | ")[0].removeprefix("| ")
        for line in page.split("## Kinds of questions")[1].splitlines()
        if line.startswith("| ") and not line.startswith(("| kind", "| ---"))
    }
