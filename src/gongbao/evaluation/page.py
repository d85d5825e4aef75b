"""Error report: one HTML page, with nothing loaded from elsewhere, of scores, confusion, calibration and errors.

Gathers what the template `page.html` shows; what is counted is in `scores`, `errors` and `calibration`.
"""

from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined

from gongbao.annotation import Annotation
from gongbao.confidence import UNCALIBRATED, Calibration
from gongbao.evaluation.errors import (
    MENTION_KINDS,
    MISSED,
    SPURIOUS,
    Confusion,
    Error,
    errors,
    link_confusion,
    link_differences,
    mention_confusion,
    name_link,
    visible,
)
from gongbao.evaluation.run import reliabilities
from gongbao.evaluation.scores import Counts, Pair, micro, report, tally
from gongbao.schema import LINK_LABELS, SPAN_LABELS

_CONTEXT = 25  # characters on either side of an error
# groups of facts of a score report, in the order of the page
_GROUPS = (
    "entities", "triggers", "links", "links on gold spans", "status", "status on gold spans", "events", "arguments",
)  # fmt: skip


class Matrix(NamedTuple):
    """A confusion matrix: the labels of rows (gold) and columns (predicted), and the counts row by row."""

    rows: list[str]
    columns: list[str]
    counts: list[list[int]]


class Piece(NamedTuple):
    """A stretch of text: a mention with label and what is wrong with it, or text between (no label)."""

    text: str
    label: str = ""
    problem: str = ""


class Shown(NamedTuple):
    """One document: its score over mentions and links, both texts in pieces, and the links that differ."""

    name: str
    f1: float
    wrong: int
    gold: list[Piece]
    predicted: list[Piece]
    links: list[tuple[str, str]]


def render(
    names: Sequence[str],
    pairs: Sequence[Pair],
    title: str,
    limit: int = 20,
    samples: int = 1000,
    calibration: Calibration = UNCALIBRATED,
) -> str:
    """Render the report of some documents.

    Args:
        names: names of the documents.
        pairs: gold and prediction of each.
        title: heading of the page: which pipeline on which documents.
        limit: how many documents to show, the worst first.
        samples: bootstrap samples for the intervals.
        calibration: that of the pipeline's events.
    """
    scores = report(pairs, samples)
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    environment.filters["visible"] = visible
    listed = [(name, pair.gold.text, error) for name, pair in zip(names, pairs, strict=True) for error in errors(pair)]
    on_gold = [(pair.gold, pair.links_on_gold) for pair in pairs if pair.links_on_gold]
    matrices = {
        "mentions": _matrix(mention_confusion(pairs), SPAN_LABELS),
        "links": _matrix(link_confusion((pair.gold, pair.predicted) for pair in pairs), LINK_LABELS),
    }
    if on_gold:
        matrices["links on gold spans"] = _matrix(link_confusion(on_gold), LINK_LABELS)
    return environment.from_string(files(__package__).joinpath("page.html").read_text("utf8")).render(
        title=title,
        report=scores,
        tables={group: scores["by label"][group] for group in _GROUPS if group in scores["by label"]},
        matrices=matrices,
        kinds=MENTION_KINDS,
        by_kind=_by_kind(error for _, _, error in listed),
        calibrations=reliabilities(pairs, calibration),
        documents=worst(names, pairs)[:limit],
        errors=[(name, error, context(text, error)) for name, text, error in listed],
    )


def context(text: str, error: Error) -> tuple[str, str, str]:
    """Cut out the text before an error, the text of it, and the text after it."""
    before, after = max(0, error.start - _CONTEXT), error.end + _CONTEXT
    return text[before : error.start], text[error.start : error.end], text[error.end : after]


def worst(names: Sequence[str], pairs: Sequence[Pair]) -> list[Shown]:
    """Order the documents that have any error by F1 over mentions and links end to end, the worst first."""
    shown = [_show(name, pair) for name, pair in zip(names, pairs, strict=True)]
    return sorted((one for one in shown if one.wrong), key=lambda one: (one.f1, -one.wrong))


def _show(name: str, pair: Pair) -> Shown:
    gold, predicted, _ = pair
    counted = tally(pair)
    groups = [micro(counted, group) for group in ("entities", "triggers", "links")]
    counts = Counts(*(sum(values) for values in zip(*groups, strict=True)))
    links = [
        (name_link(gold.text, left), name_link(gold.text, right)) for left, right in link_differences(gold, predicted)
    ]
    return Shown(
        name,
        f1=counts.f1,
        wrong=counts.gold + counts.predicted - 2 * counts.correct,
        gold=pieces(gold, predicted, MISSED),
        predicted=pieces(predicted, gold, "wrong"),
        links=links,
    )


def pieces(annotation: Annotation, other: Annotation, problem: str) -> list[Piece]:
    """Cut the text at its mentions; those that the other annotation has not are marked with the problem.

    A trigger in both with another status is marked "status".
    """
    status = {mention.span: mention.status for mention in other.mentions}
    found, done = [], 0
    for mention in annotation.mentions:
        same = status.get(mention.span)
        mark = problem if same is None else "status" if mention.is_trigger and same != mention.status else ""
        label = f"{mention.label}, planned" if mention.status == "planned" else mention.label
        text = annotation.text
        found += [Piece(text[done : mention.start]), Piece(text[mention.start : mention.end], label, mark)]
        done = mention.end
    return [*found, Piece(annotation.text[done:])]


def _matrix(counts: Confusion, labels: Sequence[str]) -> Matrix:
    used = [label for label in labels if any(label in key for key in counts)]
    rows, columns = [*used, SPURIOUS], [*used, MISSED]
    return Matrix(rows, columns, [[counts[row, column] for column in columns] for row in rows])


def _by_kind(listed: Iterable[Error]) -> dict[str, list[int]]:
    """How many errors of each kind the mentions of each label have."""
    mentions = [error for error in listed if error.layer == "mention"]
    return {
        label: [sum(e.kind == kind for e in found) for kind in MENTION_KINDS]
        for label in SPAN_LABELS
        if (found := [error for error in mentions if error.label == label])
    }
