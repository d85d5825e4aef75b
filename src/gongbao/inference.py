"""The inference module: texts in, document records out, in order and in bounded memory."""

from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from gongbao.pipeline.events import mention_records
from gongbao.pipeline.extensions import register_extensions
from gongbao.records import Document
from gongbao.sources import Source

DEFAULT_MODEL = "zh_gongbao_sm"
_BATCH = 32  # documents
_ItemT = TypeVar("_ItemT")


class ModelError(ValueError):
    """A pipeline that cannot be loaded; the message says what was tried and what to do."""


def load(model: str | Path = DEFAULT_MODEL) -> Language:
    """Load a pipeline: a folder, an installed package, or the name of a pipeline in `models/` of a checkout.

    Raises:
        ModelError: where there is no such pipeline.
    """
    checkout = Path(str(files("gongbao"))).parents[1] / "models" / str(model)
    name = str(checkout) if not Path(model).exists() and (checkout / "config.cfg").exists() else model
    try:
        return spacy.load(name)
    except OSError:
        raise ModelError(
            f"{model}: no such pipeline; give a folder with a trained pipeline, or install the wheel of {DEFAULT_MODEL}"
        ) from None


def extract(
    texts: Iterable[str | Source],
    *,
    published: date | str | None = None,
    region: str | None = None,
    model: str | Path | Language = DEFAULT_MODEL,
    processes: int = 1,
) -> Iterator[Document]:
    """Extract the events of texts, streaming, in the order of the texts.

    Args:
        texts: texts, or sources with a name.
        published: publication date, against which relative dates are resolved.
        region: name or six-digit code of the issuer's division, which 全市 and the like stand for.
        model: pipeline, or what `load` takes.
        processes: worker processes.

    Raises:
        ModelError: where there is no such pipeline.
        ValueError: where `published` is no ISO date.
    """
    nlp = model if isinstance(model, Language) else load(model)
    register_extensions()
    day = date.fromisoformat(published) if isinstance(published, str) else published
    stream = enumerate(texts, 1)
    for chunk in _chunks(stream, _BATCH * 8 * processes):
        sources = [t if isinstance(t, Source) else Source(f"text {number}", t) for number, t in chunk]
        docs = [_prepare(nlp, source.text, day, region) for source in sources]
        done = nlp.pipe(docs, batch_size=_BATCH, n_process=processes)
        for source, doc in zip(sources, done, strict=True):
            yield to_document(doc, source.name)


def to_document(doc: Doc, source: str) -> Document:
    """Make the record of a processed Doc."""
    return Document(
        source=source,
        published=doc._.published,
        region=doc._.region,
        length=len(doc.text),
        entities=tuple(mention_records(doc).values()),
        events=tuple(doc._.events),
        clusters=tuple(doc._.clusters),
        notes=tuple(doc._.notes),
    )


def _prepare(nlp: Language, text: str, published: date | None, region: str | None) -> Doc:
    doc = nlp.make_doc(text)
    doc._.published = published
    doc._.region = region
    return doc


def _chunks(items: Iterable[_ItemT], size: int) -> Iterator[list[_ItemT]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
