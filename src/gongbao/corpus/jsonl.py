"""The corpus as JSON Lines, one document a line, for `datasets.load_dataset("json", ...)` and other readers.

A line holds `id`, `text`, `mentions` (`start`, `end` in characters, end exclusive; `label`, `status`, `text`), `links`
(`head` and `tail` are places in `mentions`; `label`) and `metadata` (topic, genre, level, province, year and noise from
the plan; none where the document has no row there).
"""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gongbao.annotation import Annotation, Arc, Mention
from gongbao.corpus.brat import CorpusError

METADATA = ("topic", "genre", "level", "province", "year", "noise")


def read_plan(path: Path) -> dict[str, dict[str, Any]]:
    """Read `plan.csv`: for each document what it was planned to be; `year` is a number, `noise` a list.

    Raises:
        CorpusError: where the file is missing or has other columns.
    """
    try:
        with path.open(encoding="utf8", newline="") as file:
            rows = {row["id"]: {name: row[name] for name in METADATA} for row in csv.DictReader(file)}
    except (FileNotFoundError, KeyError) as error:
        raise CorpusError(f"{path}: cannot read the plan: {error}") from None
    noise = {name: [kind.strip() for kind in row["noise"].split(";") if kind.strip()] for name, row in rows.items()}
    return {name: row | {"year": int(row["year"]), "noise": noise[name]} for name, row in rows.items()}


def format_json(name: str, annotation: Annotation, metadata: Mapping[str, Any] | None = None) -> str:
    """Write a document as one line of JSON, without the line break."""
    places = {mention: place for place, mention in enumerate(annotation.mentions)}
    mentions = [
        {"start": m.start, "end": m.end, "label": m.label, "status": m.status, "text": annotation.text[m.start : m.end]}
        for m in annotation.mentions
    ]
    links = [{"head": places[arc.head], "label": arc.label, "tail": places[arc.tail]} for arc in annotation.arcs]
    record = {"id": name, "text": annotation.text, "mentions": mentions, "links": links}
    return json.dumps(record | {"metadata": {key: (metadata or {}).get(key) for key in METADATA}}, ensure_ascii=False)


def parse_json(line: str) -> tuple[str, Annotation]:
    """Read one line back: the name of the document and its annotation.

    Raises:
        CorpusError: where it is no JSON, lacks a field, or a link points to no mention.
    """
    try:
        record = json.loads(line)
        mentions = tuple(Mention(m["start"], m["end"], m["label"], m["status"]) for m in record["mentions"])
        arcs = tuple(Arc(mentions[a["head"]], a["label"], mentions[a["tail"]]) for a in record["links"])
        return record["id"], Annotation(record["text"], mentions, arcs)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise CorpusError(f"no document of the corpus: {type(error).__name__}: {error}: {line[:80]}") from None
