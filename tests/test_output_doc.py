"""docs/output.md: its article gives the values that it shows, and it has every field of every record."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest
import spacy
from examples import annotate
from pydantic import BaseModel
from spacy.language import Language
from spacy.tokens import Doc

from gongbao import records, tables
from gongbao.inference import extract
from gongbao.pipeline.extensions import set_annotation
from gongbao.sources import Source

DOC = (Path(__file__).parents[1] / "docs" / "output.md").read_text("utf8")
ROWS = re.findall(r"^\| `(\w+)\.(\w+)` \| .+ \| (?:`(.+)` )?\|$", DOC, re.MULTILINE)
ARTICLE = annotate(
    "[柳州市民政局|ORG o1][发放|distribution e1][救助金|ITEM i1][300万元|QUANTITY q1]\n"
    "来源：[柳州市民政局|ORG o2] [2024-07-10|TIME t0]\n\n"
    "[近日|TIME t1]，[柳州市民政局|ORG o3]联合[阳光公益基金会|ORG o4][启动|activity e2][“暖阳行动”|PROGRAM g1]，"
    "[市局|ORG o5][发放|distribution e3][救助金|ITEM i2][300万元|QUANTITY q2]，每人每月[740元|QUANTITY q3]。"
    "[上半年|TIME t2]，[全市|PLACE p1]累计[救助|assistance e4][困难群众|GROUP n1][1.2万人次|QUANTITY q4]，"
    "同比增长[12.3%|QUANTITY q5]，其中[三江|PLACE p2][1.5万人次|QUANTITY q6]。"
    "截至[6月底|TIME t3]，[入住率|ITEM i3]达到[86%|QUANTITY q7]。"
    "下一步，将[培训|training e5!][护理员|GROUP n2][不少于400名|QUANTITY q8]。",
    "e1 agent o1 · e1 item i1 · e1 amount q1 · q1 measures i1 · e2 agent o3 · e2 partner o4 · e2 program g1 · "
    "e2 time t1 · e3 agent o5 · e3 item i2 · e3 amount q2 · e3 time t1 · q2 measures i2 · e4 recipient n1 · "
    "e4 amount q4 · e4 place p1 · e4 time t2 · q4 measures n1 · q5 measures n1 · q5 place p1 · q5 time t2 · "
    "q6 place p2 · q7 measures i3 · q7 time t3 · e5 recipient n2 · e5 amount q8 · q8 measures n2 · e3 amount q3",
)
SOURCE = ARTICLE.text.replace("300万元，", "300 万 元，").replace("暖阳行", "暖阳\n\n行") + "\n\n— 3 —\n"


@Language.component("hand_annotation")
def annotate_by_hand(doc: Doc) -> Doc:
    set_annotation(doc, ARTICLE)
    return doc


@pytest.fixture(scope="module")
def document() -> records.Document:
    nlp = spacy.blank("zh")
    for name in (
        "hand_annotation",
        *(f"gongbao_{name}" for name in ("sentences", "quantities", "times", "places", "events")),
    ):
        nlp.add_pipe(name)
    (found,) = extract([Source("example.txt", SOURCE)], region="柳州市", model=nlp)
    return found


def record_types(annotation: object) -> set[type[BaseModel]]:
    """Records that a type holds, at any depth."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        inner = [field.annotation for field in annotation.model_fields.values()]
        return {annotation}.union(*map(record_types, inner))
    return set().union(*map(record_types, get_args(annotation)))


def fields() -> set[tuple[str, str]]:
    """Names of record and field, a field that a record inherits under the one that states it."""
    return {
        (kind.__name__, name)
        for kind in record_types(records.Document)
        for name in kind.model_fields
        if not any(name in getattr(base, "model_fields", {}) for base in kind.__bases__)
    }


def values(record: BaseModel) -> set[tuple[str, str, str]]:
    """All values of a record as name of the record, name of the field, JSON."""
    found: set[tuple[str, str, str]] = set()
    dumped = record.model_dump(mode="json", exclude_none=True)
    for kind in (base for base in type(record).__mro__ if issubclass(base, BaseModel)):
        found |= {(kind.__name__, name, json.dumps(value, ensure_ascii=False)) for name, value in dumped.items()}
    for _, value in record:
        inner = value if isinstance(value, tuple) else sum(value.values(), ()) if isinstance(value, dict) else (value,)
        found |= set().union(*(values(item) for item in inner if isinstance(item, BaseModel)))
    return found


def test_every_field_has_one_row():
    assert sorted(fields()) == sorted({(record, field) for record, field, _ in ROWS})
    assert len(ROWS) == len(fields())


def test_article_is_shown():
    assert SOURCE in DOC


@pytest.mark.parametrize(("record", "field", "example"), [row for row in ROWS if row[2]])
def test_example_is_a_value_of_the_article(document, record, field, example):
    found = {value for kind, name, value in values(document) if (kind, name) == (record, field)}
    assert example in found or ("…" in example and any(shortened(example).fullmatch(value) for value in found))


def shortened(example: str) -> re.Pattern[str]:
    """A long value, of which the document leaves out the middle."""
    return re.compile(".*".join(map(re.escape, example.split("…"))))


@pytest.mark.parametrize("name", tables.TABLES)
def test_columns_of_the_tables_are_listed(name):
    listed = re.search(rf"^\| `{name}` \| .+? \| (.+) \|$", DOC, re.MULTILINE)
    assert listed is not None
    assert re.findall(r"`(\w+)`", listed[1]) == list(tables.TABLES[name].columns)


def test_code_adds_up_every_number_once(document, tmp_path, monkeypatch):
    pandas = pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    *lines, total = re.search(r"```python\n(.*?)\n```", DOC, re.DOTALL)[1].splitlines()
    names = {"documents": [document]}
    exec("\n".join(lines), names)
    assert eval(total, names).to_dict() == {"distribution": 3_000_000}
    back = pandas.read_parquet("quantities.parquet")
    assert back.value.tolist() == names["frame"].value.tolist()
    assert back.columns.tolist() == names["frame"].columns.tolist()
