"""Scorer of `gongbao_links`: links end to end and status of triggers, for the training log.

Set operations over all gold and all predicted links. The full report is `gongbao.evaluation`.
"""

from collections.abc import Iterable
from typing import Any

from spacy.scorer import PRFScore
from spacy.tokens import Doc, Span
from spacy.training import Example

from gongbao.pipeline.extensions import TRIGGERS

Place = tuple[int, int, str]
Fact = tuple[Place, str, Place]


def score_links(examples: Iterable[Example], **_: object) -> dict[str, Any]:
    """Score links (exact spans and labels) and the status of triggers that were found."""
    scores = PRFScore()
    by_label: dict[str, PRFScore] = {}
    matched, right = 0, 0
    for example in examples:
        gold, found = _facts(example.reference), _facts(example.predicted)
        scores.score_set(found, gold)
        for label in {fact[1] for fact in gold | found}:
            sets = ({fact for fact in facts if fact[1] == label} for facts in (found, gold))
            by_label.setdefault(label, PRFScore()).score_set(*sets)
        expected, predicted = _statuses(example.reference), _statuses(example.predicted)
        shared = expected.keys() & predicted.keys()
        matched += len(shared)
        right += sum(expected[place] == predicted[place] for place in shared)
    return {
        "links_p": scores.precision,
        "links_r": scores.recall,
        "links_f": scores.fscore,
        "links_per_type": {label: prf.to_dict() for label, prf in by_label.items()},
        "status_acc": right / matched if matched else None,
    }


def _facts(doc: Doc) -> set[Fact]:
    def place(span: Span) -> Place:
        return span.start_char, span.end_char, span.label_

    return {(place(link.head), link.label, place(link.tail)) for link in doc._.links}


def _statuses(doc: Doc) -> dict[Place, str]:
    return {(s.start_char, s.end_char, s.label_): s._.status for s in doc.spans.get(TRIGGERS, [])}
