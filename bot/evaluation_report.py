"""The figures of an evaluation as a page that a person can read."""

from __future__ import annotations

from typing import Any

SHOWN_WRONG = 200


def markdown(figures: dict[str, Any]) -> str:
    """Return the report: overall figures, F1 per intent, every message it got wrong."""
    rows = "\n".join(f"| {name} | {f1:.3f} |" for name, f1 in figures["f1"].items())
    wrong = "\n".join(
        f"| {w['message'].replace('|', '/')} | {w['expected']} | {w['predicted']} |"
        f" {w['confidence']:.2f} |"
        for w in figures["wrong"][:SHOWN_WRONG]
    )
    return (
        "# Evaluation\n\n"
        f"{figures['messages']} held-out messages, "
        f"accuracy {figures['accuracy']['intents']:.3f}, "
        f"macro F1 {figures['macro_f1']:.3f}\n\n"
        f"| intent | F1 |\n|---|---|\n{rows}\n\n"
        "## Wrong\n\n| message | expected | predicted | confidence |\n"
        f"|---|---|---|---|\n{wrong}\n"
    )
