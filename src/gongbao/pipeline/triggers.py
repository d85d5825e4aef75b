"""Component `gongbao_triggers`: takes the event triggers out of the flat entity layer.

`ner` learns the eight entity types and the twelve event types as one flat layer; afterwards `doc.ents` holds the
entities and `doc.spans["triggers"]` the triggers.
"""

from collections.abc import Callable, Iterable
from typing import Any

from spacy.language import Language
from spacy.scorer import PRFScore
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

from gongbao.pipeline.extensions import TRIGGERS, mentions_of
from gongbao.schema import TRIGGER_LABELS


@Language.factory("gongbao_triggers", requires=["doc.ents"], assigns=["doc.ents", "doc.spans"])
def make_triggers(nlp: Language, name: str) -> "Triggers":
    """Create the component."""
    return Triggers()


class Triggers:
    """Move spans with an event type from `doc.ents` to `doc.spans["triggers"]`."""

    def __call__(self, doc: Doc) -> Doc:
        """Split the flat layer."""
        doc.spans[TRIGGERS] = [span for span in doc.ents if span.label_ in TRIGGER_LABELS]
        doc.ents = [span for span in doc.ents if span.label_ not in TRIGGER_LABELS]
        return doc


@registry.scorers("gongbao.flat_scorer.v1")
def make_flat_scorer() -> Callable[..., dict[str, Any]]:
    """Give the scorer of the flat layer: `ents_p`, `ents_r`, `ents_f` over entities and triggers together."""
    return score_flat


def score_flat(examples: Iterable[Example], **_: object) -> dict[str, Any]:
    """Score entities and triggers, exact span and label, before or after they were split."""
    scores = PRFScore()
    by_label: dict[str, PRFScore] = {}
    for example in examples:
        gold, found = (
            {(span.label_, span.start_char, span.end_char) for span in mentions_of(doc)}
            for doc in (example.reference, example.predicted)
        )
        scores.score_set(found, gold)
        for label in {fact[0] for fact in gold | found}:
            sets = ({fact for fact in facts if fact[0] == label} for facts in (found, gold))
            by_label.setdefault(label, PRFScore()).score_set(*sets)
    return {
        "ents_p": scores.precision,
        "ents_r": scores.recall,
        "ents_f": scores.fscore,
        "ents_per_type": {label: prf.to_dict() for label, prf in by_label.items()},
    }
