"""Turn brat documents into spaCy training data."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from thinc.api import Config

from gongbao.corpus.brat import CorpusError, read_brat
from gongbao.pipeline.extensions import set_annotation


def read_splits(path: Path) -> dict[str, list[str]]:
    """Read `splits.json`: for each part (train, dev, test) the names of its documents.

    Raises:
        CorpusError: where the file is missing or malformed, or a document stands in two parts.
    """
    try:
        splits: dict[str, list[str]] = json.loads(path.read_text("utf8"))
    except (FileNotFoundError, json.JSONDecodeError) as error:
        raise CorpusError(f"{path}: cannot read the splits: {error}") from None
    names = [name for part in splits.values() for name in part]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise CorpusError(f"{path}: in more than one part: {', '.join(twice)}")
    return splits


def blank_pipeline(settings: Config) -> Language:
    """Make a pipeline with nothing but the tokenizer of a training config, interpolated."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": settings["nlp"]["tokenizer"]}})
    nlp.tokenizer.initialize(**settings["initialize"]["tokenizer"])
    return nlp


def to_docs(nlp: Language, paths: Iterable[Path]) -> Iterator[Doc]:
    """Make gold Docs of brat documents: flat entity layer, triggers, status, links, sentence boundaries."""
    mark_sentences = nlp.create_pipe("gongbao_sentences")
    for path in paths:
        annotation = read_brat(path)
        doc = nlp.make_doc(annotation.text)
        set_annotation(doc, annotation, flat=True)
        yield mark_sentences(doc)


def to_docbin(docs: Iterable[Doc]) -> DocBin:
    """Pack gold Docs with their links."""
    return DocBin(attrs=["ENT_IOB", "ENT_TYPE", "SENT_START", "NORM"], docs=docs, store_user_data=True)
