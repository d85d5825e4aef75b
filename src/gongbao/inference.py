"""The inference module: sources in, one record an article out, in order and in bounded memory.

Sources are cleaned, split into articles and cut into windows; a pipeline reads the windows; what it finds is put
back into its article, with the place of each span in the source.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from gongbao import records, sources
from gongbao.layout import ends_clause
from gongbao.pipeline.events import mention_records
from gongbao.pipeline.extensions import register_extensions
from gongbao.sources import Source, SourceError
from gongbao.windows import cut_windows

DEFAULT_MODEL = "zh_gongbao_sm"
_RecordT = TypeVar("_RecordT", bound=records.Record)
_IMPRINT = {sources.Kind.masthead, sources.Kind.section, sources.Kind.source, sources.Kind.date}  # tell no events
_BATCH = 32  # windows that the pipeline reads at a time, fewer where they are long
_BATCH_LENGTH = 20_000  # characters of them
_CHUNK = 300_000  # characters of windows in memory at a time, for each process


class ModelError(ValueError):
    """A pipeline that cannot be loaded; the message says what was tried and what to do."""


def load(model: str | Path = DEFAULT_MODEL) -> Language:
    """Load a pipeline: a folder, an installed package, or the name of a pipeline in `models/` of a checkout.

    Raises:
        ModelError: where there is no such pipeline, or a package that it needs is missing.
    """
    checkout = Path(str(files("gongbao"))).parents[1] / "models" / str(model)
    name = str(checkout) if not Path(model).exists() and (checkout / "config.cfg").exists() else model
    try:
        return spacy.load(name)
    except OSError:
        raise ModelError(
            f"{model}: no such pipeline; give a folder with a trained pipeline, or install the wheel of {DEFAULT_MODEL}"
        ) from None
    except ImportError as error:
        raise ModelError(f"{model}: {error}") from None


def extract(
    texts: Iterable[str | Path | Source | SourceError | Mapping[str, Any]],
    *,
    published: date | str | None = None,
    region: str | None = None,
    model: str | Path | Language = DEFAULT_MODEL,
    processes: int = 1,
    column: str = sources.TEXT_COLUMN,
    on_error: Callable[[SourceError], object] | None = None,
) -> Iterator[records.Document]:
    """Extract the events of texts, streaming, in the order of the texts; one record an article.

    Args:
        texts: texts, files, sources, or rows (as of a `datasets.Dataset`) in any mixture.
        published: publication date, against which relative dates are resolved; else what each article tells.
        region: name or six-digit code of the issuer's division, which 全市 and the like stand for; else what each
            article tells.
        model: pipeline, or what `load` takes.
        processes: worker processes.
        column: key of the text in a row, column in a file of rows.
        on_error: called with the error of each source that cannot be read, which is then passed over.

    Raises:
        ModelError: where there is no such pipeline.
        SourceError: where a source cannot be read and `on_error` is none.
        ValueError: where `published` is no ISO date.
    """
    nlp = model if isinstance(model, Language) else load(model)
    register_extensions()
    day = date.fromisoformat(published) if isinstance(published, str) else published
    readable = _readable(sources.as_sources(texts, column), on_error)
    windows = (window for source in readable for window in _windows(source, day, region))
    findings = _Findings()
    for chunk in _chunks(windows, processes):
        docs = (_prepare(nlp, window) for window in chunk)  # each goes when it was read
        longest = max(len(window.text) for window in chunk)
        size = max(1, min(_BATCH, _BATCH_LENGTH // max(1, longest)))
        for window, doc in zip(chunk, nlp.pipe(docs, batch_size=size, n_process=processes), strict=True):
            findings.add(window, doc)
            if window.is_last:
                yield window.article.document(findings)
                findings = _Findings()


@dataclass(frozen=True)
class _Article:
    """An article on its way through the pipeline."""

    source: Source
    cleaned: sources.Clean
    article: sources.Article
    number: int
    of: int
    dropped: tuple[sources.Dropped, ...]
    imprint: sources.Imprint
    published: date | None
    date_origin: records.DateOrigin | None
    region: str | None

    @property
    def text(self) -> str:
        return self.cleaned.text[self.article.start : self.article.end]

    def place(self, start: int, end: int) -> dict[str, Any]:
        """Give the place of a stretch of the article, in it and in the source."""
        first, last = self.cleaned.source_range(self.article.start + start, self.article.start + end)
        return {
            "start": start,
            "end": end,
            "source_start": first,
            "source_end": last,
            "page": self.source.page_of(first),
        }

    def kind_at(self, place: int) -> sources.Kind:
        """Kind of the part that holds a character of the clean text."""
        parts = self.article.parts
        number = bisect_right(parts, place, key=lambda part: part.start) - 1
        return parts[max(0, number)].kind if parts else sources.Kind.body

    def document(self, findings: "_Findings") -> records.Document:
        """Make the record of the article."""
        shift = self.article.start
        parts = (
            records.ArticlePart(kind=part.kind.value, **self.place(part.start - shift, part.end - shift))
            for part in self.article.parts
        )
        return records.Document(
            source=self.source.name,
            media_type=self.source.media_type,
            article=self.number,
            articles=self.of,
            headline=self.article.first(self.cleaned.text, sources.Kind.headline),
            issuer=self.imprint.issuer,
            region=self.region,
            published=self.published or findings.published,
            date_origin=self.date_origin or ("text" if findings.published else None),
            text=self.text,
            parts=tuple(parts),
            dropped=tuple(
                records.Dropped(
                    text=_writable(gone.text), source_start=gone.start, source_end=gone.end, reason=gone.reason
                )
                for gone in self.dropped
            ),
            entities=tuple(findings.entities),
            events=tuple(findings.events),
            clusters=tuple(findings.clusters.values()),
            notes=tuple(findings.notes),
        )


class _Window(NamedTuple):
    article: _Article
    start: int
    """In the text of the article, in characters."""
    text: str
    is_last: bool
    whole: range
    """Characters of the window that no cut inside a clause touches."""

    def holds(self, *spans: records.Span) -> bool:
        """Tell whether spans of the window are whole."""
        return all(span.start >= self.whole.start and span.end <= self.whole.stop for span in spans)

    def tells(self, *spans: records.Span) -> bool:
        """Tell whether any of the spans of the window stands in the text proper, not in masthead or imprint."""
        starts = (self.article.article.start + self.start + span.start for span in spans)
        return any(self.article.kind_at(start) not in _IMPRINT for start in starts)


class _Findings:
    """What is found in an article, window by window."""

    def __init__(self) -> None:
        self.entities: list[records.Mention] = []
        self.events: list[records.Event] = []
        self.notes: list[records.Note] = []
        self.clusters: dict[tuple[str, str], records.Cluster] = {}
        self.published: date | None = None

    def add(self, window: _Window, doc: Doc) -> None:
        """Add what was found in a window, but for what a cut inside a clause touches.

        Clusters of one name in two windows are one.
        """
        ids: dict[int, int] = {}

        def place(span: records.Span) -> dict[str, Any]:
            placed = window.article.place(span.start + window.start, span.end + window.start)
            if isinstance(span, records.Mention) and span.cluster is not None:
                placed["cluster"] = ids[span.cluster]
            return placed

        clusters = doc._.clusters
        for cluster in clusters:
            spans = tuple(span for span in cluster.mentions if window.holds(span))
            if not spans:
                continue
            known = self.clusters.get((cluster.label, cluster.name))
            ids[cluster.id] = known.id if known else len(self.clusters) + 1
            new = cluster.model_copy(update={"id": ids[cluster.id], "mentions": spans})
            new = records.place_spans(new, place)
            if known:
                new = known.model_copy(update={"mentions": known.mentions + new.mentions})
            self.clusters[cluster.label, cluster.name] = new
        mentions = (mention for mention in mention_records(doc, clusters).values() if window.holds(mention))
        events = (
            event
            for event in doc._.events
            if window.holds(*event.triggers, *_mentions(event)) and window.tells(*event.evidence)
        )
        notes = (note for note in doc._.notes if window.holds(*note.spans))
        self.entities += (records.place_spans(mention, place) for mention in mentions)
        self.events += (records.place_spans(event, place) for event in events)
        self.notes += (records.place_spans(note, place) for note in notes)
        self.published = self.published or doc._.published


def _mentions(event: records.Event) -> Iterator[records.Mention]:
    yield from event.quantities
    for mentions in event.arguments.values():
        yield from mentions


def _readable(
    found: Iterable[Source | SourceError], on_error: Callable[[SourceError], object] | None
) -> Iterator[Source]:
    for item in found:
        if isinstance(item, Source):
            yield item
        elif on_error is None:
            raise item
        else:
            on_error(item)


def _windows(source: Source, published: date | None, region: str | None) -> Iterator[_Window]:
    cleaned = sources.clean(source.text)
    articles = sources.split_articles(cleaned.text)
    imprints = sources.read_imprints(cleaned.text, articles, source.metadata)
    done = 0
    for number, (article, imprint) in enumerate(zip(articles, imprints, strict=True), 1):
        is_last = number == len(articles)
        end = len(source.text) if is_last else cleaned.source_range(article.start, article.end)[1]
        prepared = _Article(
            source=source,
            cleaned=cleaned,
            article=article,
            number=number,
            of=len(articles),
            dropped=cleaned.dropped_between(done, end),
            imprint=imprint,
            published=published or imprint.published,
            date_origin="option" if published else imprint.date_origin,
            region=region or imprint.region,
        )
        done = end
        ranges = list(cut_windows(prepared.text)) or [(0, 0)]
        is_cut = False
        for start, stop in ranges:
            first, is_cut = int(is_cut), not ends_clause(prepared.text, stop)
            whole = range(first, stop - start - is_cut)
            yield _Window(prepared, start, prepared.text[start:stop], (start, stop) == ranges[-1], whole)


def _prepare(nlp: Language, window: _Window) -> Doc:
    doc = nlp.make_doc(window.text)
    doc._.published = window.article.published
    doc._.region = window.article.region
    return doc


def _writable(text: str) -> str:
    """Put a question mark for each half surrogate, which no file can hold."""
    return text.encode("utf8", "replace").decode("utf8")


def _chunks(windows: Iterable[_Window], processes: int) -> Iterator[list[_Window]]:
    """Group windows until they are many or long enough to keep the processes busy."""
    chunk: list[_Window] = []
    length = 0
    for window in windows:
        chunk.append(window)
        length += len(window.text)
        if length >= _CHUNK * processes or len(chunk) >= 8 * _BATCH * processes:
            yield chunk
            chunk, length = [], 0
    if chunk:
        yield chunk
