"""A sentence in normal form, with the way back to the characters a person typed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from catalog.language.clauses import Role, clauses, roles
from catalog.language.text import Token, tokenize
from catalog.records import Condition, Correction


class Sentence:
    """Words of a message, folded, corrected and joined by single spaces.

    Recognisers search `normal` with regular expressions and *take* what they
    understood; words that nobody took are left for the topics.
    """

    def __init__(
        self, text: str, correct: Callable[[Sequence[Token]], list[Token]]
    ) -> None:
        self.text = text
        typed = tokenize(text)
        self.tokens = correct(typed)
        self.corrections = tuple(
            Correction(old.text, new.text)
            for old, new in zip(typed, self.tokens, strict=True)
            if old.folded != new.folded
        )
        self._starts: list[int] = []
        position = 0
        for token in self.tokens:
            self._starts.append(position)
            position += len(token.folded) + 1
        self._characters = [token.start for token in self.tokens]
        self.normal = " ".join(token.folded for token in self.tokens)
        self._taken = [False] * len(self.tokens)

    @cached_property
    def roles(self) -> list[Role]:
        """What the clause of each token does: asks, tells, greets."""
        return roles(self.text, self.tokens)

    @cached_property
    def _clauses(self) -> list[tuple[int, int]]:
        return clauses(self.text, self.tokens)

    def clause(self, index: int) -> tuple[int, int]:
        """Return the first token of the clause of a token and the one behind it."""
        return next(clause for clause in self._clauses if index < clause[1])

    def free(self, first: int, last: int) -> bool:
        """Whether nobody took any of these tokens (both ends included)."""
        return not any(self._taken[first : last + 1])

    def take(self, first: int, last: int) -> tuple[int, int]:
        """Mark tokens as understood; return their first and last character + 1."""
        for index in range(first, last + 1):
            self._taken[index] = True
        return self.tokens[first].start, self.tokens[last].end

    def indexes(self, match: re.Match[str]) -> tuple[int, int]:
        """Return the first and last token a match in `normal` touches."""
        space = len(match[0]) - len(match[0].lstrip())
        first = bisect_right(self._starts, match.start() + space) - 1
        last = bisect_left(self._starts, match.end()) - 1
        return first, last

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern whose tokens are still free."""
        for match in pattern.finditer(self.normal):
            if match.end() > match.start() and self.free(*self.indexes(match)):
                yield match

    def condition(
        self, match: re.Match[str], field: str, value: str, label: str
    ) -> Condition:
        """Take a match and return the condition that it means."""
        start, end = self.take(*self.indexes(match))
        return Condition(field, value, label, start, end)

    def tokens_of(self, condition: Condition) -> tuple[int, int]:
        """Return the first and last token a condition was read from."""
        first = bisect_right(self._characters, condition.start) - 1
        last = bisect_left(self._characters, condition.end) - 1
        return first, last

    def before(self, index: int) -> str:
        """Return the characters between a token and the one before it."""
        start = self.tokens[index - 1].end if index else 0
        return self.text[start : self.tokens[index].start]

    def remaining(self) -> list[int]:
        """Return the indexes of the tokens that nobody took."""
        return [i for i, taken in enumerate(self._taken) if not taken]

    def typed(self, first: int, last: int) -> str:
        """Return the characters a person typed for these tokens."""
        return self.text[self.tokens[first].start : self.tokens[last].end]
