"""Components for normal forms: in a pipeline that has nothing else of this package."""

import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc


def pipeline(component: str, patterns: dict[str, str], **config) -> Language:
    """A blank pipeline with a rule for each text, and the component."""
    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"pattern": text, "label": label} for text, label in patterns.items()])
    nlp.add_pipe(component, config=config)
    return nlp


def run(nlp: Language, text: str, published: date | None = None, region: str | None = None) -> Doc:
    doc = nlp.make_doc(text)
    doc._.published, doc._.region = published, region
    return nlp(doc)


def test_quantities_are_read():
    (span,) = pipeline("gongbao_quantities", {"1200 余名": "QUANTITY"})("救助 1200 余名老人").ents
    assert (span._.quantity.value, span._.quantity.bound) == (Decimal(1200), "more_than")


def test_what_is_no_quantity_has_none():
    (span,) = pipeline("gongbao_quantities", {"老人": "QUANTITY"})("救助老人").ents
    assert span._.quantity is None


def test_times_are_read_against_the_publication_date():
    nlp = pipeline("gongbao_times", {"6月12日": "TIME"})
    ends = [run(nlp, "6月12日走访", date(year, 9, 1)).ents[0]._.interval.end for year in (2021, 2023)]
    assert ends == [date(2021, 6, 12), date(2023, 6, 12)]


@pytest.mark.parametrize(("named", "year"), [("2022年底", 2021), ("2022年", 2021), ("近日", 2022), ("今年以来", 2022)])
def test_the_year_before_is_that_before_the_year_named(named, year):
    nlp = pipeline("gongbao_times", {named: "TIME", "上年": "TIME"})
    doc = run(nlp, f"{named}床位300张，比上年增加20张", date(2023, 5, 1))
    assert doc.ents[1]._.interval.start == date(year, 1, 1)


def test_times_without_a_publication_date_are_open():
    (span,) = pipeline("gongbao_times", {"6月12日": "TIME"})("6月12日走访").ents
    assert (span._.interval.start, span._.interval.end) == (None, None)


def test_places_are_linked():
    (span,) = pipeline("gongbao_places", {"南宁市": "PLACE"})("在南宁市走访").ents
    assert span._.place.code == "450100"


@pytest.mark.parametrize(("region", "code"), [("南宁市", "450100"), ("350100", "350100"), (None, None)])
def test_scope_words_stand_for_the_region(region, code):
    nlp = pipeline("gongbao_places", {"全市": "PLACE"})
    assert run(nlp, "全市走访", region=region).ents[0]._.place.code == code


@pytest.mark.parametrize(("near", "code"), [("福州市", "350102"), ("南京市", "320106"), ("某市", None)])
def test_places_around_decide_between_divisions_of_one_name(near, code):
    doc = pipeline("gongbao_places", {"鼓楼区": "PLACE", near: "PLACE"})(f"{near}的鼓楼区走访")
    assert doc.ents[1]._.place.code == code


@pytest.mark.parametrize(("labels", "code"), [(["ORG"], "320106"), ([], None)])
def test_entities_with_a_context_label_help_to_decide(labels, code):
    patterns = {"鼓楼区": "PLACE", "南京市民政局": "ORG"}
    doc = pipeline("gongbao_places", patterns, context_labels=labels)("南京市民政局在鼓楼区走访")
    assert doc.ents[1]._.place.code == code


def test_places_are_those_of_the_publication_date():
    nlp = pipeline("gongbao_places", {"枞阳县": "PLACE"})
    codes = [run(nlp, "枞阳县走访", date(year, 6, 1)).ents[0]._.place.code for year in (2010, 2020)]
    assert codes == ["340823", "340722"]


@pytest.mark.parametrize(
    ("component", "attribute", "text"),
    [
        ("gongbao_quantities", "quantity", "300名"),
        ("gongbao_times", "interval", "2021年6月"),
        ("gongbao_places", "place", "南宁市"),
    ],
)
def test_label_is_a_setting(component, attribute, text):
    nlp = pipeline(component, {text: "MINE"}, label="MINE")
    assert getattr(nlp(text).ents[0]._, attribute) is not None


@pytest.mark.parametrize("component", ["gongbao_quantities", "gongbao_times", "gongbao_places"])
def test_entities_of_other_labels_are_passed_over(component):
    (span,) = pipeline(component, {"2021年6月": "DOC"})("2021年6月").ents
    assert (span._.quantity, span._.interval, span._.place) == (None, None, None)


@pytest.mark.parametrize("component", ["gongbao_quantities", "gongbao_times", "gongbao_places"])
def test_empty_doc(component):
    assert len(pipeline(component, {"南宁市": "PLACE"})("")) == 0


def test_components_are_found_by_name_without_an_import():
    code = "import spacy; nlp = spacy.blank('zh'); [nlp.add_pipe(f'gongbao_{n}') for n in ('quantities', 'places')]"
    subprocess.run([sys.executable, "-c", code], check=True)
