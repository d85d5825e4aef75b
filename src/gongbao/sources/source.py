"""What a reader gives: a text, where it came from, and where its pages and paragraphs lie."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from gongbao.layout import Range


class SourceError(ValueError):
    """A source that cannot be read; the message names it, what was found and what to do."""


@dataclass(frozen=True)
class Source:
    """One text to extract from.

    Attributes:
        name: path, with a row or line number after `#` where a file holds several texts.
        text: what was read, as it was read.
        media_type: of what was read.
        pages: of a paged source, in characters of `text`, end exclusive, in order.
        paragraphs: in characters of `text`, end exclusive, in order, as the format or the layout tells.
        metadata: `title`, `date`, `publisher` and the like where the format holds them.
    """

    name: str
    text: str
    media_type: str = "text/plain"
    pages: tuple[Range, ...] = ()
    paragraphs: tuple[Range, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)

    def page_of(self, place: int) -> int | None:
        """Number of the page (from 1) that holds a character; none where the source is not paged."""
        if not self.pages:
            return None
        return max(1, bisect_right(self.pages, (place, len(self.text))))
