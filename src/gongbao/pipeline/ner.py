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
from spacy.tokens import Doc, Span
from thinc.api import Model

from gongbao.confidence import UNCALIBRATED, Calibration
from gongbao.pipeline.extensions import register_extensions


class Parse(NamedTuple):
    """Final states of the parser, and for each document the scores of all actions at each token."""

    states: Sequence[Any]
    scores: Sequence[NDArray[np.float32]]


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
        """Parse greedily, as spaCy does, and keep the scores; each step takes one token of each document."""
        docs = list(docs)
        self._ensure_labels_are_added(docs)
        states = self.moves.init_batch(docs)
        starts = np.cumsum([0, *map(len, docs)])
        scores = np.zeros((starts[-1], self.moves.n_moves), dtype="float32")
        unfinished = [place for place, state in enumerate(states) if not state.is_final()]
        if not unfinished:
            return Parse(states, np.split(scores, starts[1:-1]))
        score = self.model.predict(docs).predict
        for step in range(max(map(len, docs))):
            batch = [states[place] for place in unfinished]
            scores[starts[unfinished] + step] = found = score(batch)
            self.transition_states(batch, found)
            unfinished = [place for place in unfinished if not states[place].is_final()]
        return Parse(states, np.split(scores, starts[1:-1]))

    def set_annotations(self, docs: Iterable[Doc], parse: Parse) -> None:
        """Write the spans and their confidences; spans that were there before keep theirs."""
        register_extensions()
        docs = list(docs)
        before = [{(span.start, span.end) for span in doc.ents} for doc in docs]
        super().set_annotations(docs, parse.states)
        actions = [self.moves.get_class_name(place) for place in range(self.moves.n_moves)]
        for doc, known, scores in zip(docs, before, parse.scores, strict=True):
            spans = [span for span in doc.ents if (span.start, span.end) not in known]
            for span, probability in zip(spans, span_probabilities(spans, scores, actions), strict=True):
                span._.confidence = round(self.calibration(probability), 4)


def span_probabilities(spans: Sequence[Span], scores: NDArray[np.float32], actions: Sequence[str]) -> list[float]:
    """Probability of each of the spans that the parser found in a Doc.

    Args:
        spans: the spans.
        scores: of all actions at each token, `(n_tokens, n_actions)`.
        actions: names of the actions, as `B-ORG`.
    """
    kinds, labels = np.array([[*action.split("-", 1), ""][:2] for action in actions]).T
    outside, ends = np.isin(kinds, ["B", "U", "O"]), np.isin(kinds, ["U", "O", "L"])
    place = {action: number for number, action in enumerate(actions)}
    logs = []
    for span in spans:
        inside = ((kinds == "I") | (kinds == "L")) & (labels == span.label_)
        names = ["B", *"I" * (len(span) - 2), "L"] if len(span) > 1 else ["U"]
        taken = [place[f"{name}-{span.label_}"] for name in names]
        allowed = np.array([outside, *[inside] * (len(span) - 1)])
        if span.end == len(span.doc) or span.doc[span.end].is_sent_start:
            allowed[-1] &= ends
        rows = np.where(allowed, scores[span.start : span.end], -np.inf)
        top = rows.max(axis=1)
        sums = np.log(np.exp(rows - top[:, None]).sum(axis=1))
        logs.append((rows[np.arange(len(span)), taken] - top - sums).sum())
    return [float(probability) for probability in np.exp(logs)]
