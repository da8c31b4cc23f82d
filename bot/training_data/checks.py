"""Every disagreement between domain, data and actions, with its file and line."""

from __future__ import annotations

from collections.abc import Iterator

from bot.training_data.domain_checks import domain_findings
from bot.training_data.example_checks import example_findings
from bot.training_data.findings import Finding, error, warning
from bot.training_data.messages import is_placeholder
from bot.training_data.python_names import PythonNames, python_names
from bot.training_data.reading import Place, TrainingFiles, read
from bot.training_data.response_checks import response_findings
from bot.training_data.sources import DATA, DIALOGUES, Sources
from bot.training_data.yaml_lines import UnreadableYaml, load, mappings, value_line

LONGEST_FILE = 200


def check(sources: Sources) -> list[Finding]:
    """Return what does not fit, ordered by file and line."""
    files, python = read(sources), python_names(sources)
    found = [
        *_unreadable(files, python),
        *_stray_files(sources),
        *_dialogue_findings(sources),
        *domain_findings(files, python),
        *example_findings(files),
        *response_findings(files, python),
    ]
    return sorted(found, key=lambda finding: (finding.place, finding.code))


def _unreadable(files: TrainingFiles, python: PythonNames) -> Iterator[Finding]:
    for place, reason in (*files.unreadable, *python.unreadable):
        yield error(place, "unreadable", reason=reason)


def _stray_files(sources: Sources) -> Iterator[Finding]:
    """Yield what Rasa would read though it is no training data, and long files."""
    for file in sources.files(DATA):
        if not file.endswith(".yml"):
            yield error(Place(file, 1), "no_training_data")
        else:
            length = len(sources.text(file).splitlines())
            if length > LONGEST_FILE:
                place = Place(file, LONGEST_FILE + 1)
                yield warning(place, "long_file", lines=length, most=LONGEST_FILE)


def _dialogue_findings(sources: Sources) -> Iterator[Finding]:
    for file in sources.files(DIALOGUES):
        if file.endswith(".yml"):
            yield from _unwritten_turns(file, sources.text(file))


def _unwritten_turns(file: str, text: str) -> Iterator[Finding]:
    try:
        content = load(text)
    except UnreadableYaml as problem:
        yield error(Place(file, problem.line), "unreadable", reason=problem.reason)
        return
    for case, _ in mappings(content, "test_cases"):
        for step, _ in mappings(case, "steps"):
            for key in ("user", "says"):
                said = step.get(key) or ""
                texts = [said] if isinstance(said, str) else list(said)
                if any(is_placeholder(str(t)) for t in texts):
                    yield error(Place(file, value_line(step, key)), "unwritten")
