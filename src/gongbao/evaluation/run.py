"""Run a pipeline over gold documents and pair what it finds, and how sure it is, with what is gold."""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from gongbao.annotation import Annotation
from gongbao.evaluation.calibration import Outcome
from gongbao.evaluation.scores import Pair
from gongbao.frames import compose_frames
from gongbao.pipeline.events import confidence
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


def link_outcomes(gold: Annotation, predicted: Annotation) -> list[Outcome]:
    """Confidence and correctness of the links of one document; `predicted` may stand over the gold mentions."""
    keys = {arc.key for arc in gold.arcs}
    return [Outcome(arc.confidence, arc.key in keys) for arc in predicted.arcs]


def event_outcomes(gold: Annotation, predicted: Annotation) -> list[Outcome]:
    """Confidence and correctness of the whole events of one document, status aside, as `scores` counts them."""
    keys = {frame.key for frame in compose_frames(gold)}
    return [Outcome(confidence(frame), frame.key in keys) for frame in compose_frames(predicted)]
