"""Run a pipeline over gold documents and pair what it finds, and how sure it is, with what is gold."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from gongbao.annotation import Annotation
from gongbao.confidence import Calibration, Outcome
from gongbao.evaluation.calibration import Reliability, coverage, expected_calibration_error, reliability
from gongbao.evaluation.scores import Pair, micro, tally, total
from gongbao.frames import compose_frames
from gongbao.pipeline.extensions import set_annotation, to_annotation


def predict_pairs(nlp: Language, gold: Iterable[Annotation]) -> Iterator[Pair]:
    """Predict each document end to end, and once more its links and status over the gold mentions.

    Args:
        nlp: a trained pipeline; without `gongbao_links` nothing is predicted over gold mentions.
        gold: the documents.
    """
    for annotation in gold:
        predicted = to_annotation(nlp(annotation.text))
        on_gold = _links_on_gold(nlp, annotation) if nlp.has_pipe("gongbao_links") else None
        yield Pair(annotation, predicted, on_gold)


def _links_on_gold(nlp: Language, annotation: Annotation) -> Annotation:
    doc: Doc = nlp.make_doc(annotation.text)
    mentions = tuple(mention._replace(status="realized") for mention in annotation.mentions)
    set_annotation(doc, Annotation(annotation.text, mentions, ()))
    for name, component in nlp.pipeline:
        if name in ("tok2vec", "transformer", "gongbao_sentences", "gongbao_links"):
            doc = component(doc)
    return to_annotation(doc)


def mention_outcomes(gold: Annotation, predicted: Annotation) -> list[Outcome]:
    """Confidence and correctness of the entities and triggers of one document."""
    spans = {mention.span for mention in gold.mentions}
    return [Outcome(mention.confidence, mention.span in spans) for mention in predicted.mentions]


def link_outcomes(gold: Annotation, predicted: Annotation) -> list[Outcome]:
    """Confidence and correctness of the links of one document."""
    keys = {arc.key for arc in gold.arcs}
    return [Outcome(arc.confidence, arc.key in keys) for arc in predicted.arcs]


def event_outcomes(gold: Annotation, predicted: Annotation, calibration: Calibration) -> list[Outcome]:
    """Confidence and correctness of the whole events of one document, status aside, as `scores` counts them."""
    keys = {frame.key for frame in compose_frames(gold)}
    return [Outcome(calibration(frame.probability), frame.key in keys) for frame in compose_frames(predicted)]


def reliabilities(pairs: Sequence[Pair], events: Calibration) -> list[Reliability]:
    """Tell how far the confidences of mentions, links and events (mapped by `events`) can be relied on."""
    counts = total(tally(pair) for pair in pairs)
    groups = {
        "mentions": [mention_outcomes(pair.gold, pair.predicted) for pair in pairs],
        "links": [link_outcomes(pair.gold, pair.predicted) for pair in pairs],
        "events": [event_outcomes(pair.gold, pair.predicted, events) for pair in pairs],
    }
    gold = {group: micro(counts, group).gold for group in ("links", "events")}
    gold["mentions"] = sum(len(pair.gold.mentions) for pair in pairs)
    found = {group: [outcome for document in groups[group] for outcome in document] for group in groups}
    return [
        Reliability(
            group,
            size=len(outcomes),
            error=expected_calibration_error(outcomes),
            bins=reliability(outcomes),
            kept=coverage(outcomes, gold[group]),
        )
        for group, outcomes in found.items()
        if outcomes
    ]
