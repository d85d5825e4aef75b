"""Annotation: mentions and arcs over one text, the plain form that files, documents and scores share.

Holds facts only: what they may be says `schema`, what events they make says `frames`.
"""

from typing import NamedTuple

from gongbao.schema import TRIGGER_LABELS


class Mention(NamedTuple):
    """A labelled span, entity or trigger, in characters of the text, end exclusive.

    `confidence` is that of span and label, `completeness` the probability that it is the head of no further arcs.
    """

    start: int
    end: int
    label: str
    status: str = "realized"
    confidence: float = 1.0
    completeness: float = 1.0

    @property
    def is_trigger(self) -> bool:
        """Whether the mention is an event trigger."""
        return self.label in TRIGGER_LABELS

    @property
    def span(self) -> tuple[int, int, str]:
        """Start, end and label: what two annotations are compared by."""
        return self.start, self.end, self.label


class Arc(NamedTuple):
    """A link between two mentions: role or relation, directed from head to tail."""

    head: Mention
    label: str
    tail: Mention
    confidence: float = 1.0

    @property
    def key(self) -> tuple[tuple[int, int, str], str, tuple[int, int, str]]:
        """Spans and label: what two annotations are compared by."""
        return self.head.span, self.label, self.tail.span


class Annotation(NamedTuple):
    """One text with its mentions, in text order and without overlap, and the arcs between them."""

    text: str
    mentions: tuple[Mention, ...]
    arcs: tuple[Arc, ...]
