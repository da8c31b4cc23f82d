"""The straight runner gives what Rasa's own gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import (
    ExecutionContext,
    GraphComponent,
    GraphSchema,
    SchemaNode,
)
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from bot.dialogue.graph_runner import StraightGraphRunner


class Add(GraphComponent):
    @classmethod
    def create(cls, *_: Any, **__: Any) -> Add:
        return cls()

    def add(self, left: int, right: int) -> int:
        return left + right


def make_node(**needs: str) -> SchemaNode:
    return SchemaNode(
        needs=needs, uses=Add, constructor_name="create", fn="add", config={}
    )


@pytest.fixture
def schema() -> GraphSchema:
    return GraphSchema(
        {
            "sum": make_node(left="twice", right="input"),
            "twice": make_node(left="input", right="input"),
            "unused": make_node(left="missing", right="missing"),
        }
    )


@pytest.mark.parametrize("runner", [StraightGraphRunner, DaskGraphRunner])
def test_runner_returns_the_targets(
    runner: type[DaskGraphRunner], schema: GraphSchema, tmp_path: Path
) -> None:
    graph = runner.create(schema, LocalModelStorage(tmp_path), ExecutionContext(schema))

    for value in (2, 3):
        found = graph.run(inputs={"input": value}, targets=["sum", "twice"])

        assert found == {"sum": 3 * value, "twice": 2 * value}
    assert graph.run(inputs={"input": 1}, targets=["twice"]) == {"twice": 2}
