"""Run a pipeline over gold documents and pair what it finds with what is gold."""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from gongbao.annotation import Annotation
from gongbao.evaluation.scores import Pair
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
