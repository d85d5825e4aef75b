"""Documents in, evidence out: articles, offsets and imprints in the output, for any input."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gongbao
from gongbao.layout import LONGEST_SENTENCE
from gongbao.records import Document, Record, Span, place_spans
from gongbao.sources import SourceError, clean, read_source

ROOT = Path(__file__).parents[1]
ARTICLE = "临江市民政局为 3 615\n户独居老人发放防暑降温包，共计 3600 个。"
PAGE = (
    f"临江市启动助老行动\n2024年7月3日\n{ARTICLE}\n（据临江市民政局官网）\n"
    "安河县残联举办招聘会\n近日，安河县残联举办残疾人招聘会，提供岗位 210 个。\n"
)
ODD = [
    "no Chinese in it, not a word.",
    "1234567890" * 30,
    "。，；：！？" * 20,
    "😀👍🏽👨‍👩‍👧" * 10,
    "\x00\x01\x02\x1b\x7f",
    "\ud800民政\udfff局走访老人。",
    "\u202e民政局\u202c走访\u200f老人。",
    "",
    " \n\u3000\n",
]


@pytest.fixture(scope="module")
def nlp():
    return gongbao.load()


def spans_of(record: Record) -> list[Span]:
    found: list[Span] = []
    place_spans(record, lambda span: found.append(span) or {})
    return found


def assert_in_place(document: Document, source: str) -> None:
    """Each span is a piece of the article, and of its source without what was dropped."""
    gone = {place for drop in document.dropped for place in range(drop.source_start, drop.source_end)}
    for span in spans_of(document):
        assert document.text[span.start : span.end] == span.text
        kept = [source[place] for place in range(span.source_start, span.source_end) if place not in gone]
        assert clean("".join(kept)).text.split() == clean(span.text).text.split()


def test_one_record_an_article_with_its_imprint(nlp):
    first, second = gongbao.extract([PAGE], model=nlp)
    assert (first.article, first.articles, second.article, second.articles) == (1, 2, 2, 2)
    assert (first.headline, second.headline) == ("临江市启动助老行动", "安河县残联举办招聘会")
    assert (first.issuer, first.region) == ("临江市民政局", "临江市")
    assert (first.published, first.date_origin) == (date(2024, 7, 3), "source line")
    assert (second.published, second.region) == (None, "安河县")
    assert [part.kind for part in first.parts] == ["headline", "date", "body", "source"]
    assert {drop.reason for drop in first.dropped} == {"space", "space in a number", "line break"}


def test_masthead_contents_and_imprint_tell_no_events(nlp):
    masthead = "安河民政简报　第3期\n本期导读\n● 临江市发放防暑降温包3600个\n● 安河县新建敬老院12家\n"
    imprint = "发布日期：2024-03-18 09:12　　来源：安河县民政局　　浏览次数：128 次"
    bodies = [f"临江市发放防暑降温包3600个\n{imprint}\n{ARTICLE}", "安河县新建敬老院12家\n近日，安河县新建敬老院12家。"]
    found = list(gongbao.extract([masthead + "\n".join(bodies)], model=nlp))
    assert len(found) == 2
    for document in found:
        imprints = [part for part in document.parts if part.kind in {"masthead", "section", "source", "date"}]
        assert document.events
        for event in document.events:
            starts = [span.start for span in event.evidence]
            assert not all(any(part.start <= start < part.end for part in imprints) for start in starts)


def test_options_come_before_what_an_article_tells(nlp):
    found = next(gongbao.extract([PAGE], model=nlp, published="2024-08-01", region="530600"))
    assert (found.published, found.date_origin, found.region) == (date(2024, 8, 1), "option", "530600")


@pytest.mark.parametrize("text", [PAGE, (ROOT / "corpus/example.txt").read_text("utf8")], ids=["page", "example"])
def test_every_span_is_in_its_place(nlp, text):
    for document in gongbao.extract([text], model=nlp):
        assert spans_of(document)
        assert_in_place(document, text)


def without_places(value: object) -> object:
    if isinstance(value, dict):
        places = (
            {"start", "end", "source_start", "source_end", "page", "confidence", "role_confidence"}
            if "text" in value
            else set()
        )
        return {key: without_places(item) for key, item in value.items() if key not in places}
    return [without_places(item) for item in value] if isinstance(value, list) else value


def events_of(path: Path, nlp) -> list[object]:
    found = gongbao.extract([path], model=nlp, published="2024-08-10")
    return [
        [without_places(event.model_dump(mode="json", exclude={"confidence"})) for event in d.events] for d in found
    ]


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_twins_of_the_example_give_the_same_events(nlp, suffix):
    page = ROOT / "corpus/example.txt"
    events = events_of(page, nlp)
    assert len(events) == 2
    assert all(events)
    assert events_of(page.with_suffix(suffix), nlp) == events


def test_spans_of_a_pdf_tell_their_page(nlp):
    path = ROOT / "corpus/example.pdf"
    source = read_source(path)
    assert len(source.pages) > 1
    pages = set()
    for document in gongbao.extract([path], model=nlp):
        assert_in_place(document, source.text)
        for span in spans_of(document):
            start, end = source.pages[span.page - 1]
            assert start <= span.source_start < end
            pages.add(span.page)
    assert pages == set(range(1, len(source.pages) + 1))


def test_rows_of_a_data_set(nlp):
    rows = [{"text": PAGE, "published": "2024-07-09"}, {"text": ARTICLE, "published": "2024-07-09"}]
    found = list(gongbao.extract(rows, model=nlp))
    assert [document.source for document in found] == ["row 1", "row 1", "row 2"]
    assert {(document.published, document.date_origin) for document in found} == {(date(2024, 7, 9), "metadata")}


def test_error_is_raised_or_handed_over(nlp):
    rows = [{"body": ARTICLE}, {"text": ARTICLE}]
    with pytest.raises(SourceError, match="row 1: no column text"):
        next(gongbao.extract(rows, model=nlp))
    errors: list[SourceError] = []
    (found,) = gongbao.extract(rows, model=nlp, on_error=errors.append)
    assert (found.source, len(errors)) == ("row 2", 1)


@settings(max_examples=40)
@given(st.text(st.one_of(st.characters(), st.sampled_from("临江市民政局发放救助金3万元。，\n 　”")), max_size=60))
def test_any_text_gives_a_result(nlp, text):
    for document in gongbao.extract([text], model=nlp):
        assert_in_place(document, text)


@pytest.mark.parametrize("text", ODD)
def test_odd_text_gives_a_result_that_can_be_written(nlp, text):
    for document in gongbao.extract([text], model=nlp):
        assert Document.model_validate_json(document.model_dump_json()) == document
        assert_in_place(document, text)


def test_a_sentence_across_windows_is_whole(nlp):
    sentence = "临江市民政局为独居老人发放防暑降温包3600个。"
    (document,) = gongbao.extract([sentence * 900], model=nlp)
    assert len(document.text) == 900 * len(sentence)
    numbers = [mention.text for mention in document.entities if mention.label == "QUANTITY"]
    assert numbers == ["3600个"] * 900


@pytest.mark.parametrize(
    ("unit", "number"), [("发放救助金三百元，", "三百元"), ("临江市民政局发放救助金三百元", "三百元")]
)
def test_text_without_a_full_stop_is_read_and_no_mention_is_cut_in_two(nlp, unit, number):
    (document,) = gongbao.extract([unit * 1500], model=nlp)
    assert len(document.text) == 1500 * len(unit)
    assert {mention.text for mention in document.entities if "百" in mention.text} == {number}
    longest = LONGEST_SENTENCE + len(unit)
    assert all(len(span.text) <= longest for event in document.events for span in event.evidence)
