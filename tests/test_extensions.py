"""Attributes of Doc and Span: kept by every way of storing a Doc; annotations go in and come out."""

from datetime import date

import pytest
import spacy
from examples import WORKED, annotate, annotations
from hypothesis import given
from spacy.tokens import Doc, DocBin, Span

from gongbao.annotation import Annotation, Mention
from gongbao.pipeline.extensions import Link, mentions_of, register_extensions, set_annotation, to_annotation
from gongbao.records import Place, TimeInterval

CHARACTERS = spacy.blank("zh")  # a token a character
COMPONENTS = ("sentences", "quantities", "times", "places", "events")


def state(doc: Doc) -> dict[str, object]:
    """All that the package put on a Doc."""
    forms = [(span.text, span._.quantity, span._.interval, span._.place, span._.confidence) for span in doc.ents]
    annotation = to_annotation(doc)
    return {
        "annotation": annotation,
        "normal forms": forms,
        "events": doc._.events,
        "published": doc._.published,
        "region": doc._.region,
    }


def words(*parts: str) -> Doc:
    return Doc(CHARACTERS.vocab, words=list(parts), spaces=[False] * len(parts))


@pytest.fixture(scope="module")
def nlp():
    made = spacy.blank("zh")
    for name in COMPONENTS:
        made.add_pipe(f"gongbao_{name}")
    return made


def gold(nlp) -> Doc:
    """The worked example as a Doc before its components have run."""
    doc = nlp.make_doc(WORKED.text)
    set_annotation(doc, WORKED._replace(arcs=tuple(arc._replace(confidence=0.75) for arc in WORKED.arcs)))
    doc._.published, doc._.region = date(2021, 9, 6), "南宁市"
    doc.ents[0]._.confidence = 0.5
    return doc


@pytest.fixture
def done(nlp) -> Doc:
    doc = gold(nlp)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def test_example_fills_every_attribute(done):
    found = state(done)
    assert len(found["annotation"].arcs) == len(WORKED.arcs)
    assert {arc.confidence for arc in found["annotation"].arcs} == {0.75}
    assert "planned" in {mention.status for mention in found["annotation"].mentions}
    assert all(any(column) for column in zip(*found["normal forms"], strict=True))
    assert len(found["events"]) == 5


def test_attributes_survive_docbin(done):
    data = DocBin(store_user_data=True, docs=[done]).to_bytes()
    (copy,) = DocBin().from_bytes(data).get_docs(spacy.blank("zh").vocab)
    assert state(copy) == state(done)


def test_attributes_survive_bytes(done):
    assert state(Doc(spacy.blank("zh").vocab).from_bytes(done.to_bytes())) == state(done)


def test_attributes_survive_other_processes(nlp, done):
    docs = list(nlp.pipe([gold(nlp) for _ in range(3)], batch_size=1, n_process=2))
    assert [state(doc) for doc in docs] == [state(done)] * 3


def test_registering_again_changes_nothing():
    before = Doc.get_extension("links")
    register_extensions()
    assert Doc.get_extension("links") == before


def test_attributes_of_a_bare_doc():
    doc = CHARACTERS.make_doc("市局")
    assert (doc._.links, doc._.events, doc._.published, doc._.region) == ([], [], None, None)


def test_attributes_of_a_bare_span():
    span = CHARACTERS.make_doc("市局")[:]
    assert (span._.status, span._.confidence, span._.quantity, span._.place) == ("realized", 1.0, None, None)


@pytest.mark.parametrize("value", [date(2021, 9, 6), "2021-09-06"])
def test_published_takes_a_date_or_its_iso_form(value):
    doc = CHARACTERS.make_doc("市局")
    doc._.published = value
    assert doc._.published == date(2021, 9, 6)


def test_normal_forms_of_two_spans_are_kept_apart():
    doc = CHARACTERS.make_doc("今日市局")
    doc[:2]._.interval = TimeInterval(start=date(2021, 9, 6), precision="day")
    doc[:1]._.place = Place(code="450100")
    assert (doc[:2]._.place, doc[:1]._.interval) == (None, None)
    assert doc[:1]._.place.code == "450100"


def test_normal_form_can_be_taken_back():
    span = CHARACTERS.make_doc("市局")[:]
    span._.place = Place(code="450100")
    span._.place = None
    assert span._.place is None


def test_links_are_given_back_as_spans_of_the_doc():
    doc = CHARACTERS.make_doc("市局走访")
    head, tail = Span(doc, 2, 4, label="visit"), Span(doc, 0, 2, label="ORG")
    doc._.links = [Link(head, "agent", tail, 0.5)]
    assert doc._.links == [Link(head, "agent", tail, 0.5)]


@given(annotations())
def test_annotation_comes_out_as_it_went_in(annotation):
    doc = words(*annotation.text)
    assert set_annotation(doc, annotation) == 0
    assert to_annotation(doc) == annotation


def test_triggers_stand_apart_from_entities():
    doc = CHARACTERS.make_doc("市局走访")
    set_annotation(doc, annotate("[市局|ORG o][走访|visit e]"))
    assert ([e.label_ for e in doc.ents], [t.label_ for t in doc.spans["triggers"]]) == (["ORG"], ["visit"])


def test_flat_layer_holds_both_and_mentions_are_not_doubled():
    doc = CHARACTERS.make_doc("市局走访")
    set_annotation(doc, annotate("[市局|ORG o][走访|visit e]"), flat=True)
    assert [e.label_ for e in doc.ents] == ["ORG", "visit"]
    assert [m.label_ for m in mentions_of(doc)] == ["ORG", "visit"]


def test_mention_inside_a_token_is_widened():
    doc = words("走访", "老人们")
    annotation = annotate("[走访|visit e][老人|GROUP n]们", "e recipient n")
    assert set_annotation(doc, annotation) == 1
    assert to_annotation(doc).arcs[0].tail == Mention(2, 5, "GROUP")


def test_mention_that_would_overlap_is_left_out_with_its_links():
    doc = words("走访老人")
    assert set_annotation(doc, annotate("[走访|visit e][老人|GROUP n]", "e recipient n")) == 2
    assert to_annotation(doc) == Annotation("走访老人", (Mention(0, 4, "visit"),), ())


def test_annotation_of_another_text_is_rejected():
    with pytest.raises(ValueError, match="another text: '市局', not '县局'"):
        set_annotation(CHARACTERS.make_doc("县局"), annotate("[市局|ORG o]"))


def test_link_to_what_is_no_mention_is_left_out_of_the_annotation():
    doc = words("市局", "走访")
    set_annotation(doc, annotate("[市局|ORG o][走访|visit e]", "e agent o"))
    doc.ents = []
    assert to_annotation(doc).arcs == ()
