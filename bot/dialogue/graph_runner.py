"""Runs a trained graph without a scheduler: a turn has nothing to do in parallel."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.runner.dask import DaskGraphRunner


class StraightGraphRunner(DaskGraphRunner):
    """Calls the nodes one after another, in an order that is worked out once."""

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """Return the output of each target node for *inputs*."""
        wanted = tuple(targets or self._graph_schema.target_names)
        outputs = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, needs in self._steps_to(wanted):
            # A need without output is passed by name, which the node reports.
            received = (outputs.get(need, need) for need in needs)
            outputs[name] = self._instantiated_nodes[name](*received)
        return dict(outputs[name] for name in wanted)

    def _steps_to(self, targets: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
        known: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]]
        known = self.__dict__.setdefault("_steps", {})
        if targets not in known:
            nodes = self._graph_schema.minimal_graph_schema(list(targets)).nodes
            needs = {name: tuple(node.needs.values()) for name, node in nodes.items()}
            order = TopologicalSorter(needs).static_order()
            known[targets] = [(name, needs[name]) for name in order if name in needs]
        return known[targets]
