"""Component `gongbao_ner`: spaCy's `ner`, same weights and same spans, that says how sure it is of each span.

The confidence of a span is the product of the probabilities of its actions, each a softmax over the actions that the
tagging scheme (BILUO) allows at that place, mapped by the component's calibration; `span._.confidence` holds it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import EntityRecognizer as SpacyEntityRecognizer
from spacy.pipeline.ner import DEFAULT_NER_MODEL
from spacy.tokens import Doc
from thinc.api import Model

from gongbao.confidence import UNCALIBRATED, Calibration
from gongbao.pipeline.extensions import register_extensions

Probabilities = dict[tuple[int, int, str], float]


class Parse(NamedTuple):
    """Final states of the parser, and for each document the probability of each span, by tokens and label."""

    states: Sequence[Any]
    probabilities: Sequence[Probabilities]


@Language.factory(
    "gongbao_ner",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type", "span._.confidence"],
    default_config={
        "model": DEFAULT_NER_MODEL,
        "moves": None,
        "update_with_oracle_cut_size": 100,
        "incorrect_spans_key": None,
        "calibration": [1.0, 0.0],
        "scorer": {"@scorers": "gongbao.flat_scorer.v1"},
    },
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0, "ents_per_type": None},
)
def make_ner(
    nlp: Language,
    name: str,
    model: Model[list[Doc], Any],
    moves: Any,  # noqa: ANN401
    update_with_oracle_cut_size: int,
    incorrect_spans_key: str | None,
    calibration: list[float],
    scorer: Callable[..., dict[str, Any]] | None,
) -> "EntityRecognizer":
    """Create the component; all but `calibration` (slope and intercept) is as in spaCy's `ner`."""
    component = EntityRecognizer(
        nlp.vocab,
        model,
        name=name,
        moves=moves,
        update_with_oracle_cut_size=update_with_oracle_cut_size,
        incorrect_spans_key=incorrect_spans_key,
        scorer=scorer,
    )
    component.calibration = Calibration(*calibration)
    return component


class EntityRecognizer(SpacyEntityRecognizer):
    """Recognise spans and give each a confidence."""

    calibration = UNCALIBRATED

    def predict(self, docs: Iterable[Doc]) -> Parse:
        """Parse greedily, as spaCy does, and follow the scores."""
        docs = list(docs)
        self._ensure_labels_are_added(docs)
        states = self.moves.init_batch(docs)
        tracker = _Tracker(docs, [self.moves.get_class_name(place) for place in range(self.moves.n_moves)])
        open_places = [place for place, state in enumerate(states) if not state.is_final()]
        score = self.model.predict(docs).predict if open_places else None
        while score and open_places:
            batch = [states[place] for place in open_places]
            scores = score(batch)
            tracker.follow(np.array(open_places), scores)
            self.transition_states(batch, scores)
            open_places = [place for place in open_places if not states[place].is_final()]
        return Parse(states, tracker.probabilities)

    def set_annotations(self, docs: Iterable[Doc], parse: Parse) -> None:
        """Write the spans, and the confidence of each that the parser chose."""
        register_extensions()
        docs = list(docs)
        super().set_annotations(docs, parse.states)
        for doc, probabilities in zip(docs, parse.probabilities, strict=True):
            for span in doc.ents:
                if (place := (span.start, span.end, span.label_)) in probabilities:
                    span._.confidence = round(self.calibration(probabilities[place]), 4)


class _Tracker:
    """Follows the parser over a batch: which span is open in each document, and how probable its actions were."""

    def __init__(self, docs: Sequence[Doc], actions: Sequence[str]) -> None:
        kinds, labels = np.array([[*action.split("-", 1), ""][:2] for action in actions]).T
        self.kinds, self.labels = kinds, labels
        # rows: no span is open, then one of each label; at the last token of a text or sentence, or before it
        self.row = {str(label): row for row, label in enumerate(np.unique(labels), 1)}
        inside = [np.isin(kinds, ["I", "L"]) & (labels == label) for label in self.row]
        outside = np.isin(kinds, ["B", "U", "O"])
        before = np.array([outside, *inside])
        self.allowed = np.stack((before, before & ~np.isin(kinds, ["B", "I"])))
        self.ends = [_sentence_ends(doc) for doc in docs]
        self.open = np.zeros(len(docs), dtype=int)
        self.start = np.zeros(len(docs), dtype=int)
        self.place = np.zeros(len(docs), dtype=int)
        self.log = np.zeros(len(docs))
        self.probabilities: list[Probabilities] = [{} for _ in docs]

    def follow(self, docs: NDArray[np.int64], scores: NDArray[np.float32]) -> None:
        """Take the scores of the next action of some of the documents, `(n_docs, n_actions)`."""
        last = np.array([int(self.ends[doc][self.place[doc]]) for doc in docs])
        allowed = np.where(self.allowed[last, self.open[docs]], scores, -np.inf)
        best = allowed.argmax(axis=1)
        top = allowed.max(axis=1, keepdims=True)
        log = -np.log(np.exp(allowed - top).sum(axis=1))
        for doc, action, value in zip(docs, best, log, strict=True):
            kind, label = self.kinds[action], self.labels[action]
            if kind in "BU":
                self.start[doc], self.log[doc] = self.place[doc], 0.0
            self.log[doc] += value
            self.place[doc] += 1
            if kind in "LU":
                span = int(self.start[doc]), int(self.place[doc]), str(label)
                self.probabilities[doc][span] = float(np.exp(self.log[doc]))
            self.open[doc] = self.row[label] if kind in "BI" else 0


def _sentence_ends(doc: Doc) -> list[bool]:
    """Whether a span must end with each token, and one more that is never reached by a parse."""
    return [*(doc[place + 1].is_sent_start is True for place in range(len(doc) - 1)), True, True]
