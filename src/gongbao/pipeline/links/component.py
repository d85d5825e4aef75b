"""Component `gongbao_links`: trainable links between mentions, and the status of triggers and quantities.

Reads entities, triggers and sentence boundaries; writes `doc._.links` and `span._.status`. Which pairs are scored
says `candidates`, how they are scored says the model, what events they make is left to `gongbao_events`.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline.trainable_pipe import TrainablePipe
from spacy.tokens import Doc, Span
from spacy.training import Example, validate_examples, validate_get_examples
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import Config, Model, Optimizer, set_dropout_rate
from thinc.types import Floats2d

from gongbao.confidence import UNCALIBRATED, Calibration
from gongbao.pipeline.extensions import Link, mentions_of
from gongbao.pipeline.links.candidates import N_CLASSES, N_STATUSES, NONE, Candidates, find_candidates
from gongbao.pipeline.links.model import Inputs, Outputs
from gongbao.pipeline.links.scorer import score_links
from gongbao.schema import LINK_LABELS, STATUSES, TRIGGER_LABELS

DEFAULT_MODEL = """
[model]
@architectures = "gongbao.LinkClassifier.v1"
hidden_width = 96
n_rows = 20000
n_layers = 1

[model.tok2vec]
@architectures = "spacy.HashEmbedCNN.v2"
pretrained_vectors = null
width = 96
depth = 4
embed_size = 2000
window_size = 1
maxout_pieces = 3
subword_features = true
"""

_PLANNED = STATUSES.index("planned")


class Prediction(NamedTuple):
    """What the model makes of one Doc.

    Attributes:
        candidates: its mentions and pairs.
        links: probabilities of the classes of each pair, `(n_pairs, N_CLASSES)`.
        statuses: probabilities of the status of each mention, `(n_mentions, N_STATUSES)`.
    """

    candidates: Candidates
    links: NDArray[np.float32]
    statuses: NDArray[np.float32]


@Language.factory(
    "gongbao_links",
    requires=["doc.ents", "doc.spans", "token.is_sent_start"],
    assigns=["doc._.links", "span._.status", "span._.completeness"],
    default_config={
        "model": Config().from_str(DEFAULT_MODEL)["model"],
        "threshold": 0.5,
        "max_mentions": 40,
        "max_sentences": 1,
        "drop_unlinked": [],
        "calibration": [1.0, 0.0],
        "scorer": {"@scorers": "gongbao.link_scorer.v1"},
    },
    default_score_weights={"links_f": 1.0, "links_p": 0.0, "links_r": 0.0, "status_acc": 0.0},
)
def make_links(
    nlp: Language,
    name: str,
    model: Model[Inputs, Outputs],
    threshold: float,
    max_mentions: int,
    max_sentences: int,
    drop_unlinked: list[str],
    calibration: list[float],
    scorer: Callable[..., dict[str, Any]] | None,
) -> "LinkClassifier":
    """Create the component; the arguments are those of `LinkClassifier`."""
    return LinkClassifier(
        nlp.vocab,
        model,
        name,
        threshold=threshold,
        max_mentions=max_mentions,
        max_sentences=max_sentences,
        drop_unlinked=drop_unlinked,
        calibration=Calibration(*calibration),
        scorer=scorer,
    )


@registry.scorers("gongbao.link_scorer.v1")
def make_link_scorer() -> Callable[..., dict[str, Any]]:
    """Give the scorer of links end to end (`links_p`, `links_r`, `links_f`) and of status (`status_acc`)."""
    return score_links


class LinkClassifier(TrainablePipe):
    """Classify candidate pairs of mentions as one of the link labels or none, and mentions as realized or planned."""

    def __init__(
        self,
        vocab: Vocab,
        model: Model[Inputs, Outputs],
        name: str = "gongbao_links",
        *,
        threshold: float = 0.5,
        max_mentions: int = 40,
        max_sentences: int = 1,
        drop_unlinked: Iterable[str] = (),
        calibration: Calibration = UNCALIBRATED,
        scorer: Callable[..., dict[str, Any]] | None = score_links,
    ) -> None:
        """Set up the component.

        Args:
            vocab: shared vocabulary.
            model: a link classifier.
            name: name in the pipeline.
            threshold: least probability of a link to be written, in [0, 1].
            max_mentions: how many mentions away a partner may stand.
            max_sentences: how many sentences back an agent, place or time may stand.
            drop_unlinked: labels of entities that are no mentions where they are in no link, as the scheme has it of
                common nouns (G1).
            calibration: map of the probability that a link and both of its mentions are right, to its confidence.
            scorer: scoring method.
        """
        self.vocab = vocab
        self.model = model
        self.name = name
        self.scorer = scorer
        self.cfg = {"threshold": threshold, "max_mentions": max_mentions, "max_sentences": max_sentences}
        self.drop_unlinked = frozenset(drop_unlinked)
        self.calibration = calibration

    def initialize(self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None) -> None:
        """Allocate the model's parameters from a sample of the examples.

        Raises:
            ValueError: where no example has links.
        """
        validate_get_examples(get_examples, "LinkClassifier.initialize")
        sample = [example.reference for _, example in zip(range(10), get_examples(), strict=False)]
        if not any(doc._.links for doc in sample):
            raise ValueError(
                f"[{self.name}] the first examples have no links: the training data needs doc._.links "
                "(scripts/convert.py writes them)"
            )
        self.model.initialize(X=(sample, [self._candidates(doc, mentions_of(doc)) for doc in sample]))

    def predict(self, docs: Iterable[Doc]) -> list[Prediction]:
        """Score the candidates, one document at a time: sums over a batch would differ in the last digits."""
        return [self._predict(doc) for doc in docs]

    def _predict(self, doc: Doc) -> Prediction:
        found = self._candidates(doc, mentions_of(doc))
        ops = self.model.ops
        if not found.mentions:
            return Prediction(found, np.zeros((0, N_CLASSES), "float32"), np.zeros((0, N_STATUSES), "float32"))
        links, statuses = self.model.predict(([doc], [found]))
        return Prediction(found, ops.to_numpy(self._softmax(links, [found])), ops.to_numpy(ops.softmax(statuses)))

    def set_annotations(self, docs: Iterable[Doc], predictions: Iterable[Prediction]) -> None:
        """Write links above the threshold and the status of triggers and quantities."""
        for doc, (found, links, statuses) in zip(docs, predictions, strict=True):
            doc._.links = decoded = self._decode(found, links)
            complete = self._completeness(found, links)
            for span, probabilities, none_missed in zip(found.mentions, statuses, complete, strict=True):
                if _has_status(span):
                    span._.status = STATUSES[int(probabilities.argmax())]
                    span._.completeness = round(float(none_missed), 4)
            if self.drop_unlinked:
                linked = {(span.start, span.end) for link in decoded for span in (link.head, link.tail)}
                doc.ents = [s for s in doc.ents if s.label_ not in self.drop_unlinked or (s.start, s.end) in linked]

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from a batch of examples, over their gold mentions."""
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        examples = list(examples)
        validate_examples(examples, "LinkClassifier.update")
        docs = [example.predicted for example in examples]
        candidates = [
            self._candidates(doc, _gold_mentions(example)) for doc, example in zip(docs, examples, strict=True)
        ]
        if not any(len(c.pairs) for c in candidates):
            return losses
        set_dropout_rate(self.model, drop)
        (links, statuses), backprop = self.model.begin_update((docs, candidates))
        gold_links, gold_statuses, counted = self._gold(examples, candidates)
        d_links = self._softmax(links, candidates) - gold_links
        d_statuses = (self.model.ops.softmax(statuses) - gold_statuses) * counted
        losses[self.name] += float((d_links**2).sum() + (d_statuses**2).sum())
        backprop((d_links / len(docs), d_statuses / len(docs)))
        if sgd is not None:
            self.finish_update(sgd)
        return losses

    def _candidates(self, doc: Doc, mentions: list[Span]) -> Candidates:
        return find_candidates(doc, mentions, int(self.cfg["max_mentions"]), int(self.cfg["max_sentences"]))

    def _softmax(self, scores: Floats2d, candidates: list[Candidates]) -> Floats2d:
        """Probabilities over the classes that the scheme allows."""
        allowed = self.model.ops.xp.asarray(np.concatenate([c.allowed for c in candidates]))
        return self.model.ops.softmax(self.model.ops.xp.where(allowed, scores, -1e9).astype("float32"))

    def _decode(self, found: Candidates, probabilities: NDArray[np.float32]) -> list[Link]:
        """Links of one Doc; of several names that a short form may stand for, the likeliest."""
        best = probabilities[:, :NONE].argmax(axis=1)
        scores = probabilities[np.arange(len(best)), best]
        sure = [mention._.confidence for mention in found.mentions]
        aliases: dict[int, Link] = {}
        links = []
        for place in np.flatnonzero(scores >= float(self.cfg["threshold"])):
            head, tail = found.pairs[place]
            confidence = self.calibration(float(scores[place]) * sure[head] * sure[tail])
            link = Link(found.mentions[head], LINK_LABELS[best[place]], found.mentions[tail], confidence)
            if link.label != "alias_of":
                links.append(link)
            elif head not in aliases or aliases[head].confidence < link.confidence:
                aliases[head] = link
        return [*links, *aliases.values()]

    def _completeness(self, found: Candidates, probabilities: NDArray[np.float32]) -> NDArray[np.float64]:
        """Probability of each mention that none of its pairs below the threshold is a link, `(n_mentions,)`."""
        left_out = probabilities[:, :NONE].max(axis=1, initial=0.0) < float(self.cfg["threshold"])
        logs = np.zeros(len(found.mentions))
        np.add.at(logs, found.pairs[left_out, 0], np.log(probabilities[left_out, NONE] + 1e-9))
        return np.exp(logs)

    def _gold(self, examples: list[Example], candidates: list[Candidates]) -> tuple[Floats2d, Floats2d, Floats2d]:
        """One-hot gold classes of all pairs and status of all mentions, and which mentions have one of their own."""
        classes, statuses, counted = [], [], []
        for example, found in zip(examples, candidates, strict=True):
            gold = example.reference._.links
            links = {(_place(link.head), _place(link.tail)): LINK_LABELS.index(link.label) for link in gold}
            amounts = {_place(link.tail) for link in gold if link.label == "amount"}
            planned = {_place(s) for s in mentions_of(example.reference) if s._.status == STATUSES[_PLANNED]}
            places = [_place(span) for span in found.mentions]
            classes += [links.get((places[head], places[tail]), NONE) for head, tail in found.pairs]
            statuses += [_PLANNED if place in planned else 1 - _PLANNED for place in places]
            counted += [_has_status(s) and p not in amounts for s, p in zip(found.mentions, places, strict=True)]
        ops = self.model.ops
        one_hot = (ops.asarray2f(np.eye(N_CLASSES)[classes]), ops.asarray2f(np.eye(N_STATUSES)[statuses]))
        return *one_hot, ops.asarray2f(np.array(counted, dtype="float32").reshape(-1, 1))


def _has_status(span: Span) -> bool:
    return span.label_ == "QUANTITY" or span.label_ in TRIGGER_LABELS


def _place(span: Span) -> tuple[int, int]:
    return span.start_char, span.end_char


def _gold_mentions(example: Example) -> list[Span]:
    """Gold mentions as spans of the predicted Doc; those that its tokens cannot express are left out."""
    spans = (example.predicted.char_span(*_place(span), label=span.label_) for span in mentions_of(example.reference))
    return [span for span in spans if span is not None]
