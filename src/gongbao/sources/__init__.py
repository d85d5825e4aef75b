"""From documents to clean text: readers, repair with an offset map, articles. Knows nothing of spaCy."""

from gongbao.sources.articles import Article, Kind, Part, split_articles
from gongbao.sources.clean import Clean, Dropped, clean
from gongbao.sources.find import STDIN, expand
from gongbao.sources.imprint import DateOrigin, Imprint, read_imprints
from gongbao.sources.read import SUFFIXES, TEXT_COLUMN, as_sources, read_source, read_sources
from gongbao.sources.source import Source, SourceError
from gongbao.sources.text import decode

__all__ = [
    "STDIN",
    "SUFFIXES",
    "TEXT_COLUMN",
    "Article",
    "Clean",
    "DateOrigin",
    "Dropped",
    "Imprint",
    "Kind",
    "Part",
    "Source",
    "SourceError",
    "as_sources",
    "clean",
    "decode",
    "expand",
    "read_imprints",
    "read_source",
    "read_sources",
    "split_articles",
]
