"""What the answers of the engines are worth: success and precision of the first three."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from benchmarks.data import Row
from benchmarks.quality_engines import SHOWN
from benchmarks.quality_judge import Judge, Question

OURS, FTS, SQL = "Lernlotse", "full text", "slots and SQL"


@dataclass(frozen=True, slots=True)
class Score:
    """What one engine's answer to one question is worth."""

    success: float
    precision: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The first offers of one engine for one question, and how many are relevant."""

    question: Question
    shown: tuple[str, ...]
    relevant: frozenset[str]

    @property
    def score(self) -> Score:
        """The worth of the answer; fewer than three relevant offers lower the goal."""
        right = len(self.relevant & set(self.shown))
        return Score(float(right > 0), right / min(SHOWN, len(self.relevant)))


@dataclass(frozen=True, slots=True)
class Measured:
    """All answers of one run by engine, and how Lernlotse read each question."""

    rows: Sequence[Row]
    judge: Judge
    answers: Mapping[str, Sequence[Answer]]
    read_as: Mapping[str, str]
    variant: str
    worst: float

    def score(
        self, engine: str, kind: str = "", *, is_new: bool | None = None
    ) -> Score:
        """Return the mean score of an engine, for some of the questions or all."""
        return mean_score(
            [
                answer
                for answer in self.answers[engine]
                if kind in ("", answer.question.kind)
                and is_new in (None, answer.question.is_new)
            ]
        )


def mean_score(answers: Sequence[Answer]) -> Score:
    """Return the mean of some answers' scores."""
    scores = [answer.score for answer in answers]
    return Score(mean(s.success for s in scores), mean(s.precision for s in scores))
