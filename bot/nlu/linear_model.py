"""A linear text classifier: learned with scikit-learn, applied with numpy alone."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

Features = Sequence[tuple[str, str]]
Floats = np.ndarray[Any, np.dtype[np.float32]]
# Pieces of words survive typing errors and new compounds; cross-validation on the
# training examples chose the weights.
WEIGHT_OF_KIND = {"shape": 1.0, "pair": 0.8, "word": 0.4, "piece": 1.4, "sign": 0.6}
REGULARISATION = 0.7
LONGEST_TRAINING = 5_000
# The same examples make the same model.
SEED = 0
# Turns margins into chances that are right as often as they say.
SHARPNESS = 4.0


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights of features by class; rows of `weights` are features."""

    classes: tuple[str, ...]
    columns: dict[tuple[str, str], int]
    rarity: Floats
    weights: Floats
    bias: Floats

    def ranking(self, features: Features) -> list[tuple[str, float]]:
        """Return the classes with their probabilities, the likeliest first."""
        indexes, values = vector(features, self.columns, self.rarity)
        scores = SHARPNESS * (self.bias + values @ self.weights[indexes])
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        order = np.argsort(-chances)
        return [(self.classes[i], float(chances[i])) for i in order]

    def save(self, folder: Path) -> None:
        """Write the model into a folder."""
        names = [
            [kind, name]
            for (kind, name), _ in sorted(self.columns.items(), key=lambda c: c[1])
        ]
        content = {"classes": self.classes, "features": names}
        (folder / "features.json").write_text(
            json.dumps(content, ensure_ascii=False), "utf-8"
        )
        np.savez_compressed(
            folder / "weights.npz",
            rarity=self.rarity,
            weights=self.weights,
            bias=self.bias,
        )

    @classmethod
    def load(cls, folder: Path) -> LinearModel:
        """Read what `save` wrote."""
        content = json.loads((folder / "features.json").read_text("utf-8"))
        with np.load(folder / "weights.npz") as arrays:
            return cls(
                classes=tuple(content["classes"]),
                columns={
                    (kind, name): index
                    for index, (kind, name) in enumerate(content["features"])
                },
                rarity=arrays["rarity"],
                weights=arrays["weights"],
                bias=arrays["bias"],
            )


def vector(
    features: Features, columns: dict[tuple[str, str], int], rarity: Floats
) -> tuple[list[int], Floats]:
    """Return the known features of a message and their values.

    Counts are dampened and weighed by rarity; each kind has the same length, so that
    the many pieces of words do not drown the few words.
    """
    by_kind: dict[str, dict[int, float]] = defaultdict(dict)
    for feature, count in Counter(features).items():
        index = columns.get(feature)
        if index is not None:
            value = (1 + math.log(count)) * float(rarity[index])
            by_kind[feature[0]][index] = value
    indexes: list[int] = []
    values: list[float] = []
    for kind, found in by_kind.items():
        length = math.sqrt(sum(value * value for value in found.values())) or 1.0
        factor = WEIGHT_OF_KIND[kind] / length
        indexes += found
        values += [value * factor for value in found.values()]
    return indexes, np.array(values, dtype=np.float32)


def learn(examples: Sequence[Features], labels: Sequence[str]) -> LinearModel:
    """Learn which features speak for which class."""
    from scipy.sparse import csr_matrix
    from sklearn.svm import LinearSVC

    names = sorted({feature for features in examples for feature in features})
    columns = {feature: index for index, feature in enumerate(names)}
    rarity = _rarity(examples, columns)
    rows, indexes, values = [0], [], []
    for features in examples:
        found, weights = vector(features, columns, rarity)
        indexes += found
        values += weights.tolist()
        rows.append(len(indexes))
    matrix = csr_matrix((values, indexes, rows), shape=(len(examples), len(columns)))
    classifier = LinearSVC(
        C=REGULARISATION, max_iter=LONGEST_TRAINING, random_state=SEED
    ).fit(matrix, list(labels))
    return LinearModel(
        classes=tuple(str(name) for name in classifier.classes_),
        columns=columns,
        rarity=rarity,
        weights=classifier.coef_.T.astype(np.float32),
        bias=classifier.intercept_.astype(np.float32),
    )


def _rarity(
    examples: Sequence[Features], columns: dict[tuple[str, str], int]
) -> Floats:
    seen = np.zeros(len(columns), dtype=np.float32)
    for features in examples:
        for feature in set(features):
            seen[columns[feature]] += 1
    return np.asarray(np.log((1 + len(examples)) / (1 + seen)) + 1, dtype=np.float32)
