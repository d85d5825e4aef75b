"""Hand-made bulletin pages with the role of each line."""

from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "pages"


class Page(NamedTuple):
    name: str
    text: str
    starts: tuple[int, ...]
    """Where the articles start (characters of the text)."""
    roles: tuple[tuple[str, int], ...]
    """Role of each line and where it starts."""


def read_pages() -> list[Page]:
    """Read the pages of all files."""
    blocks = [block for path in sorted(FOLDER.glob("*.txt")) for block in path.read_text("utf8").split("=== ")[1:]]
    return [_page(block) for block in blocks]


def _page(block: str) -> Page:
    name, *lines = block.rstrip("\n").split("\n")
    text, roles = "", []
    for line in lines:
        role, content = ("-", line[1:]) if line.startswith("-") else line.split("|", 1)
        if role != "-":
            roles.append((role, len(text) + len(content) - len(content.lstrip())))
        text += content + "\n"
    starts = [place for number, (role, place) in enumerate(roles) if _starts_article(roles, number)]
    starts[0] = roles[0][1]  # a masthead, and captions above the first headline, belong to the first article
    return Page(name, text, tuple(starts), tuple(roles))


def _starts_article(roles: list[tuple[str, int]], number: int) -> bool:
    """A headline starts an article, or the section mark above it."""
    role = roles[number][0]
    before = roles[number - 1][0] if number else ""
    after = roles[number + 1][0] if number + 1 < len(roles) else ""
    return (role == "H" and before != "X") or (role == "X" and after == "H")
