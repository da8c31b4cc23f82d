"""Imports and other processes: two at once, one that is killed, one that is searching."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

from catalog import Condition, Query
from tests import field_files
from tests.factories import make_actor, make_files, make_offer
from tests.field_files import vhs_course, vhs_file

IMPORT = """
import json, sys
from dataclasses import asdict
from pathlib import Path
from catalog import Catalog, Settings
catalog = Catalog.open(Settings(database_url=sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
report = catalog.import_files(
    [Path(p) for p in sys.argv[2:]], progress=lambda *seen: print(*seen, flush=True)
)
print(json.dumps(asdict(report)))
"""
UNDERSTAND = """
import sys
from catalog import Catalog, Settings
catalog = Catalog.open(Settings(database_url=sys.argv[1]))
for sentence in sys.stdin:
    print([c.label for c in catalog.understand(sentence).query.of("topic")], flush=True)
"""


def run(program, *words):
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def start(process):
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("go\n")
    process.stdin.flush()


def everything(catalog):
    return [offer for offer, _ in catalog.every_offer()], catalog.every_actor()


def test_two_imports_at_once_both_complete(catalog, database_url, tmp_path):
    processes = []
    for name in ("first", "second"):
        paths = make_files(
            tmp_path / name,
            actors=[make_actor(), make_actor(f"a-{name}")],
            offers=[
                make_offer(f"{name}-{n}", titel=f"Kurs {n}", themen=f"Thema {n % 50}")
                for n in range(800)
            ],
        )
        processes.append(run(IMPORT, database_url, *paths))
    for process in processes:
        start(process)
    reports = [json.loads(p.communicate()[0].splitlines()[-1]) for p in processes]

    assert [report["rejected"] for report in reports] == [[], []]
    assert sorted(report["new"] for report in reports) == [801, 802]
    assert sorted(report["unchanged"] for report in reports) == [0, 1]
    assert catalog.counts().offers == 1_600
    assert catalog.counts().actors == 3
    found = catalog.search_offers(Query((Condition("topic", "thema-7", "Thema 7"),)))
    assert found.total == 32


def test_killed_import_leaves_the_catalog_as_it_was(fill, database_url, tmp_path):
    catalog = fill(make_offer("o-1"), make_offer("o-2"))
    before = everything(catalog)
    paths = make_files(
        tmp_path / "big",
        actors=[make_actor(name="Neuer Name")],
        offers=[make_offer(f"o-{n}", titel="Neuer Titel") for n in range(20_000)],
    )
    process = run(IMPORT, database_url, *paths)
    start(process)
    while process.stdout.readline() != "offers.csv 1000\n":
        pass
    process.send_signal(signal.SIGKILL)
    process.communicate()

    assert process.returncode == -signal.SIGKILL
    assert everything(catalog) == before

    again = make_files(tmp_path / "again", offers=[make_offer("o-3", titel="Danach")])
    assert catalog.import_files(again).new == 1
    assert catalog.counts().offers == 3


def test_killed_import_of_a_source_leaves_history_and_archive_as_they_were(
    catalog, database_url, tmp_path
):
    few = [vhs_course(f"K-{n}") for n in range(3)]
    path = field_files.write(tmp_path / "kurse.xml", vhs_file(*few))
    catalog.import_files([path])
    before, past = everything(catalog), catalog.imports()
    many = [vhs_course(f"K-{n}", name="Neu") for n in range(1, 4_000)]
    process = run(IMPORT, database_url, field_files.write(path, vhs_file(*many)))
    start(process)
    while process.stdout.readline() != "kurse.xml 1000\n":
        pass
    process.send_signal(signal.SIGKILL)
    process.communicate()

    assert everything(catalog) == before
    assert catalog.imports() == past
    assert len(catalog.editing.latest(10)) == 4
    field_files.write(path, vhs_file(*few[1:]))
    assert catalog.import_files([path]).gone == 1


def eventually(is_so, seconds=20):
    """Ask until it is so; what another process imported is noticed in a while."""
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.1)
    return is_so()


def test_search_goes_on_while_an_import_is_writing(fill, database_url, tmp_path):
    catalog = fill(make_offer("o-1"))
    paths = make_files(
        tmp_path / "big",
        offers=[make_offer(f"n-{n}", titel=f"Kurs {n}") for n in range(3_000)],
    )
    process = run(IMPORT, database_url, *paths)
    start(process)
    assert process.stdout.readline() == "offers.csv 500\n"

    query = Query((Condition("topic", "toepfern", "Töpfern"),))
    assert catalog.search_offers(query).total == 1

    process.communicate()
    assert eventually(lambda: catalog.search_offers(query).total == 3_001)


def test_other_process_understands_a_new_topic_within_seconds(fill, database_url):
    catalog = fill()
    other = run(UNDERSTAND, database_url)

    def ask(sentence):
        other.stdin.write(f"{sentence}\n")
        other.stdin.flush()
        return other.stdout.readline().strip()

    try:
        assert ask("gibt es bei euch kumihino") == "[]"
        fill(make_offer(titel="Spitzen", themen="Kumihimo"))
        deadline = time.monotonic() + 10
        while ask("gibt es bei euch kumihino") != "['Kumihimo']":
            assert time.monotonic() < deadline
            time.sleep(0.1)
    finally:
        other.communicate()
    assert catalog.counts().offers == 1
