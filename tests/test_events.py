"""Event records: kinds and days of statistics, clusters of arguments, reports merged, numbers noted."""

from datetime import date

import pytest
import spacy
from examples import annotate
from spacy.tokens import Doc

from gongbao.pipeline.extensions import set_annotation

PUBLISHED = date(2023, 11, 6)


def run(marked: str, links: str = "", region: str | None = None) -> Doc:
    """A Doc with an annotation, its normal forms and its events."""
    annotation = annotate(marked, links)
    nlp = spacy.blank("zh")
    doc = nlp.make_doc(annotation.text)
    doc._.published, doc._.region = PUBLISHED, region
    set_annotation(doc, annotation)
    for name in ("sentences", "quantities", "times", "places", "events"):
        doc = nlp.create_pipe(f"gongbao_{name}")(doc)
    return doc


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[养老机构|ITEM i]达到[47家|QUANTITY q]", "level"),
        ("[覆盖率|ITEM i]达到[86%|QUANTITY q]", "level"),
        ("[养老机构|ITEM i]同比增加[5家|QUANTITY q]", "change"),
        ("[覆盖率|ITEM i]提高[3.5个百分点|QUANTITY q]", "change"),
        ("[女性|GROUP i]占[45%|QUANTITY q]", "share"),
        ("共有[养老机构|ITEM i][47家|QUANTITY q]", "cumulative"),
        ("其中[公办机构|ITEM i][12家|QUANTITY q]", "part_of"),
        ("[养老机构|ITEM i][若干|QUANTITY q]", "level"),
    ],
)
def test_kind_of_a_statistic(text, kind):
    (event,) = run(text, "q measures i")._.events
    assert (event.type, event.kind) == ("statistic", kind)


def test_other_events_have_no_kind():
    (event,) = run("[走访|visit e]")._.events
    assert (event.kind, event.as_of) == (None, None)


@pytest.mark.parametrize(
    ("time", "as_of"),
    [("9月底", date(2023, 9, 30)), ("目前", PUBLISHED), ("2021年", date(2021, 12, 31)), ("1月起", None)],
)
def test_statistic_holds_as_of_the_last_day_of_its_time(time, as_of):
    (event,) = run(f"[{time}|TIME t]有[47家|QUANTITY q]", "q time t")._.events
    assert event.as_of == as_of


def test_arguments_carry_their_cluster():
    doc = run("[柳州市民政局|ORG a]。[市局|ORG b][走访|visit e][老人|GROUP n]", "e agent b · e recipient n")
    (cluster,) = doc._.clusters
    (event,) = doc._.events
    assert (cluster.name, cluster.jurisdiction.code) == ("柳州市民政局", "450200")
    assert [event.arguments[role][0].cluster for role in ("agent", "recipient")] == [cluster.id, None]


def test_body_without_a_division_is_that_of_the_issuer():
    (cluster,) = run("[市民政局|ORG a]", region="柳州市")._.clusters
    assert (cluster.jurisdiction.code, cluster.jurisdiction.level) == ("450200", "city")


def test_bodies_of_a_list_have_the_division_of_the_first():
    marked = "[柳州市民政局|ORG a]、[财政局|ORG b]和[教育局|ORG c]。[财政局|ORG d]，[公安局|ORG e]"
    codes = [cluster.jurisdiction and cluster.jurisdiction.code for cluster in run(marked)._.clusters]
    assert codes == ["450200", "450200", "450200", None]


def test_body_in_the_lists_of_two_divisions_has_none():
    marked = "[柳州市民政局|ORG a]、[财政局|ORG b]，[南宁市民政局|ORG c]、[财政局|ORG d]"
    codes = [cluster.jurisdiction and cluster.jurisdiction.code for cluster in run(marked)._.clusters]
    assert codes == ["450200", None, "450100"]


def test_headline_and_body_are_one_event():
    doc = run(
        "[市局|ORG a][走访|visit e][老人|GROUP n]\n\n[昨日|TIME t]，[市局|ORG b][慰问|visit f][老人|GROUP m]。",
        "e agent a · e recipient n · f agent b · f recipient m · f time t",
    )
    (event,) = doc._.events
    assert [span.text for span in event.triggers] == ["走访", "慰问"]
    assert len(event.evidence) == 2
    assert event.arguments["time"][0].text == "昨日"


def test_numbers_that_disagree_are_noted_and_stay():
    doc = run("[救助|assistance e][120人|QUANTITY q]，其中老人[130人|QUANTITY p]", "e amount q")
    assert [note.kind for note in doc._.notes] == ["part_above_total"]
    assert [event.quantities[0].quantity.value for event in doc._.events] == [120, 130]


def test_records_survive_bytes():
    doc = run(
        "[柳州市民政局|ORG a][救助|assistance e][120人|QUANTITY q]，其中[130人|QUANTITY p]", "e agent a · e amount q"
    )
    copy = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert (copy._.clusters, copy._.events, copy._.notes) == (doc._.clusters, doc._.events, doc._.notes)
    assert copy._.notes
