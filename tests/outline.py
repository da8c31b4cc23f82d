"""A page as tests look at it: tags, links, text."""

from __future__ import annotations

from html.parser import HTMLParser


class Outline(HTMLParser):
    """Collects tags, links and headings of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]

    def links(self) -> list[str]:
        return [str(attrs.get("href")) for attrs in self.all("a")]

    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.tags if "id" in attrs]

    def with_id(self, wanted: str) -> dict[str, str | None]:
        (found,) = [attrs for _, attrs in self.tags if attrs.get("id") == wanted]
        return found


def assert_is_well_built(outline: Outline) -> None:
    """Check language, landmarks, order of headings and ids."""
    assert outline.all("html") == [{"lang": "de"}]
    assert len(outline.all("h1")) == 1
    assert len(outline.all("main")) == 1
    assert outline.links()[0] == "#inhalt"
    levels = [int(tag[1]) for tag, _ in outline.tags if tag in {"h1", "h2", "h3", "h4"}]
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:]))
    assert len(outline.ids()) == len(set(outline.ids()))


def assert_loads_nothing_of_others(outline: Outline) -> None:
    """Check that the page runs nothing inline and loads from this site only."""
    loaded = [attrs.get("src") for attrs in outline.all("script")]
    loaded += [attrs.get("href") for attrs in outline.all("link")]
    assert all(str(address).startswith("/static/") for address in loaded)
    assert outline.all("style") == []
    inline = [
        a for _, attrs in outline.tags for a in attrs if a[:2] == "on" or a == "style"
    ]
    assert inline == []
